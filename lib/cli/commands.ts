import type { Command } from "./command.ts";

/** A command before it is loaded: starting one must not cost what all of them need. */
export interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command, in the order of the help. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  synth: {
    summary: "write rules, manifests and documents of models",
    load: async () => (await import("./synth.ts")).synth,
  },
  check: {
    summary: "check models and the rules that follow from them; write nothing",
    load: async () => (await import("./check.ts")).check,
  },
  prove: {
    summary: "show of each alert of a model that it fires when it must and only then",
    load: async () => (await import("./prove.ts")).prove,
  },
  explain: {
    summary: "say when each alert of an objective fires, on how few events, and what it costs",
    load: async () => (await import("./explain.ts")).explain,
  },
  simulate: {
    summary: "say what pages in an incident, when, through which alert, and what it takes of the budget",
    load: async () => (await import("./simulate.ts")).simulate,
  },
  route: {
    summary: "say who is told of an alert, after which time, and what silences it",
    load: async () => (await import("./route.ts")).route,
  },
  scale: {
    summary: "say what replicas do when the load changes, and what that takes of the budget",
    load: async () => (await import("./scale.ts")).scale,
  },
  reach: {
    summary: "say whether one thing may connect to another, and which rule of which policy decides",
    load: async () => (await import("./reach.ts")).reach,
  },
  report: {
    summary: "write the proofs of models as one HTML file",
    load: async () => (await import("./report.ts")).report,
  },
  test: {
    summary: "run unit tests of rules in promtool's format, with promtool's verdict",
    load: async () => (await import("./test-command.ts")).test,
  },
};
