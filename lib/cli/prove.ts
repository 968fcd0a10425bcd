import { BurnlineError } from "../core/issue.ts";
import { resultsOf, tally } from "../prove/tally.ts";
import type { SystemProof } from "../prove/verdict.ts";
import type { Arguments, Command, ExitCode } from "./command.ts";
import type { LoadedModel } from "./load.ts";
import { Progress } from "./progress.ts";
import { proveJson } from "./prove-json.ts";
import { loadSelection, type Selection, selectionOf } from "./prove-models.ts";
import { proveFiles } from "./prove-rules.ts";
import { proveModels } from "./prove-run.ts";
import { proofText, totalText } from "./prove-text.ts";
import { issue, unknownName } from "./refuse.ts";
import { type Synthesized, synthesize } from "./synthesize.ts";
import { paintFor, type Terminal } from "./terminal.ts";

/** `burnline prove`: whether the alerts of models do what the models say, shown on series made for each obligation. */
export const prove: Command = {
  arguments: "[MODEL|SYSTEM...]",
  description: [
    "Shows of each alert that it fires when it must and only then: the rules as they are emitted are run over series made",
    "for every obligation, and compared at each evaluation with what arithmetic on the model predicts. An obligation is",
    "proved, refuted (with the series, and a promtool test that fails on them), or not covered, with the reason.",
    "",
    "With --rules, the rules of others are judged by the same obligations: those that the model's `expectations` name, and",
    "those that are called as the model's own.",
    "",
    "MODEL is the same as of `synth`; SYSTEM is the name of a system of stacks/index.ts. Exits 1 when something is refuted.",
  ],
  options: {
    alert: { value: "NAME", help: "only the alerts of this name, without whole windows", repeatable: true },
    rules: { value: "FILE", help: "judge the rules of this file instead, which others wrote", repeatable: true },
    system: { value: "NAME", help: "only this system of the models", repeatable: true },
    strict: { help: "exit 1 also for what is not covered" },
    verbose: { help: "show every obligation, not only those that need attention", short: "v" },
  },
  examples: [
    "burnline prove checkout.yaml",
    "burnline prove alecs --alert ALECSHighErrorRate --verbose",
    "burnline prove docs/peers/sloth.yaml --rules docs/peers/sloth.rules.yml",
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const began = performance.now();
  const progress = new Progress(terminal);
  try {
    const selection = selectionOf(args, terminal);
    const models = await loadSelection(selection, progress);
    const proofs = await proved(args, models, { selection, terminal, progress });
    progress.done();
    show(proofs, args, terminal, performance.now() - began);
    return exitCode(proofs, args.has("strict"));
  } finally {
    progress.done();
  }
}

interface Running {
  readonly selection: Selection;
  readonly terminal: Terminal;
  readonly progress: Progress;
}

async function proved(
  args: Arguments,
  models: readonly LoadedModel[],
  { selection, terminal, progress }: Running,
): Promise<readonly SystemProof[]> {
  const alerts = args.values("alert");
  const files = args.texts("rules");
  if (files.length > 0) {
    return proveFiles(files, synthesize(models, progress), alerts, { folder: terminal.folder, progress });
  }
  const options = alerts.length === 0 ? {} : { alerts };
  const { proofs } = await proveModels(models, { selection, options, cores: terminal.cores, progress }, (systems) =>
    refuseUnknown(alerts, systems),
  );
  return proofs;
}

function show(proofs: readonly SystemProof[], args: Arguments, terminal: Terminal, duration: number): void {
  if (args.has("json")) {
    terminal.out(`${JSON.stringify(proveJson(proofs), null, 2)}\n`);
    return;
  }
  const showing = { paint: paintFor(terminal), verbose: args.has("verbose") };
  for (const proof of proofs) if (resultsOf(proof).length > 0) terminal.out(`${proofText(proof, showing)}\n`);
  terminal.out(totalText(proofs, duration, showing.paint));
}

/** 1 when something is refuted, and with `strict` when something is not covered. */
export function exitCode(proofs: readonly SystemProof[], strict: boolean): ExitCode {
  const counts = tally(proofs.flatMap(resultsOf));
  return counts.REFUTED > 0 || (strict && counts["NOT COVERED"] > 0) ? 1 : 0;
}

function refuseUnknown(alerts: readonly string[], systems: readonly Synthesized[]): void {
  const groups = systems.flatMap(({ compilation }) => compilation.bundle.ruleFiles.flatMap((file) => file.groups));
  const known = new Set(groups.flatMap(({ rules }) => rules.flatMap((rule) => ("alert" in rule ? [rule.alert] : []))));
  const unknown = alerts.filter((alert) => !known.has(alert));
  if (unknown.length === 0) return;
  throw new BurnlineError(
    unknown.map((alert) =>
      issue("alert-unknown", "--alert", "no model has this alert", unknownName(alert, [...known])),
    ),
  );
}
