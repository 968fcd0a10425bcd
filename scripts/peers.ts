import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Document } from "../lib/compile/bundle.ts";
import { compile } from "../lib/compile/compile.ts";
import { readSystem } from "../lib/compile/read-system.ts";
import { readRuleGroups } from "../lib/engine/read-rules.ts";
import { type ObligationId, titleOf } from "../lib/prove/obligation.ts";
import { proveRules } from "../lib/prove/others/prove-rules.ts";
import type { ObligationResult, SystemProof } from "../lib/prove/verdict.ts";

/** A fault of another tool's rules, and the obligation that shows it. */
export type PeerCase = readonly [
  id: string,
  tool: "Sloth" | "Pyrra",
  input: string,
  /** Model and rule file in docs/peers, without their endings. */
  files: string,
  /** The alert with its severity and long window, the recording, or `bundle`. */
  of: string,
  obligation: ObligationId,
  /** Which of several sentences is meant; default: the first. */
  says?: RegExp,
];

const BUDGET = "slo:period_error_budget_remaining:ratio";
const AVAILABILITY = "pyrra_availability";

/** Faults that were measured with the tools themselves; each is REFUTED by an obligation. */
export const PEER_CASES: readonly PeerCase[] = [
  ["P1", "Sloth", "20 idle minutes, 0 of 0 requests", "sloth", BUDGET, "never-nan", /20 idle minutes/],
  ["P2", "Sloth", "the first error after 10 h", "sloth", BUDGET, "whole-window", /first bad event/],
  ["P3", "Sloth", "11 h at 1 request a second, 1 h at 1,000", "sloth", BUDGET, "whole-window", /11 quiet hours/],
  ["P4", "Sloth", "all targets are lost", "sloth", "ApiRequestsAbsent", "target-lost"],
  ["P5", "Sloth", "1 failure at 1 request an hour", "sloth", "ApiErrors page", "one-failure", /should never/],
  ["P5", "Pyrra", "1 failure at 1 request an hour", "pyrra", "ErrorBudgetBurn warning", "one-failure", /should never/],
  ["P6", "Sloth", "an objective of 90 %", "sloth-90", "ApiErrors page", "detection"],
  ["P6", "Pyrra", "an objective of 90 %", "pyrra-90", "ErrorBudgetBurn critical 1h", "fires-just-above"],
  ["P7", "Sloth", "an outage of 4 h", "sloth", "bundle", "one-page-per-cause"],
  ["P7", "Pyrra", "an outage of 4 h", "pyrra", "bundle", "one-page-per-cause"],
  ["P8", "Pyrra", "two objectives on one histogram", "pyrra-shared", AVAILABILITY, "whole-window", /without a bad/],
  [
    "P9",
    "Pyrra",
    "a window of 7 d, scraped every minute",
    "pyrra-7d",
    "ErrorBudgetBurn critical 15m",
    "fires-just-above",
  ],
  ["P10", "Pyrra", 'a bucket spelled `le="1.0"`', "pyrra-latency", "ErrorBudgetBurn critical", "fires-just-above"],
  ["P11", "Pyrra", "a native histogram and a regular expression", "pyrra-native", AVAILABILITY, "never-nan"],
  ["P12", "Pyrra", "a window of 1 d", "pyrra-1d", "ErrorBudgetBurn critical 2m", "fires-just-above"],
];

const FOLDER = join(import.meta.dirname, "..", "docs", "peers");

/** What came of a model of docs/peers and the rules that it judges. */
export function provePeers(files: string): SystemProof {
  const read = readSystem(readFileSync(join(FOLDER, `${files}.yaml`), "utf8"), `${files}.yaml`);
  if (read.system === undefined) throw new Error(read.issues.map(({ message }) => message).join("\n"));
  const rules = readRuleGroups(readFileSync(join(FOLDER, `${files}.rules.yml`), "utf8"), {
    file: `${files}.rules.yml`,
  });
  if (!rules.ok) throw new Error(rules.issues.map(({ message }) => message).join("\n"));
  return proveRules({ system: read.system, compilation: compile(read.system), groups: rules.value });
}

/** The verdict that a case is about. */
export function resultOf([, , , , of, obligation]: PeerCase, proof: SystemProof): ObligationResult | undefined {
  const named = proof.alerts.filter(
    ({ alert, labels }) => [alert, labels.severity, labels.long].filter((part) => part !== undefined).join(" ") === of,
  );
  const recorded = proof.objectives.filter(({ objective }) => objective.endsWith(of));
  const results = of === "bundle" ? proof.bundle : [...named, ...recorded].flatMap((one) => one.results);
  return results.find((result) => result.obligation === obligation);
}

/** The sentence that a case is about. */
export function sentenceOf([, , , , , , says]: PeerCase, { says: all }: ObligationResult): string {
  return all.find((sentence) => says?.test(sentence) ?? true) ?? "";
}

const INTRO = `# What the rules of others do under the same obligations

\`burnline prove MODEL --rules FILE\` judges rules that others wrote by the obligations of a model. The model says under
\`expectations\` which of their alerts stands for which promise. The rules of Sloth 0.16 and Pyrra below were written anew from the
description of what these tools make; what stands in the last column came out of them. An alert of others measures in its
own way, so it may be early or late by one recording range, two evaluations, and one of its own.

Each row is REFUTED. Run the command to see the series, the timeline, and a promtool test that fails on the rules:

    npx burnline prove docs/peers/sloth.yaml --rules docs/peers/sloth.rules.yml

| | rules of | in \`docs/peers/\` | what they meet | obligation | what they do |
|---|---|---|---|---|---|
`;

const END = `
Sloth's rules have no alert for missing series, so P4 names one that is not there: nothing tells that all targets are lost. P7
counts the alerts of one incident; rule files have no inhibition, so each is a notification unless Alertmanager is told. Ours
raise several alerts for one outage too: the report names the pairs as not covered until routes bring inhibition.

Where these rules do the right thing the obligations say so as well: run the commands to see what is PROVED.
`;

/** \`docs/peers.md\`: every case with the sentence that refutes it. */
export function peersDocument(): Document {
  const proofs = new Map<string, SystemProof>();
  const rows = PEER_CASES.map((one) => {
    const [id, tool, input, files, of, obligation] = one;
    const proof = proofs.get(files) ?? provePeers(files);
    proofs.set(files, proof);
    const result = resultOf(one, proof);
    if (result?.verdict !== "REFUTED") throw new Error(`${id} of ${tool}: ${of} ${obligation} is ${result?.verdict}`);
    return `| ${[id, tool, `\`${files}\``, input, titleOf(obligation), sentenceOf(one, result)].join(" | ")} |\n`;
  });
  return { path: "docs/peers.md", content: `${INTRO}${rows.join("")}${END}` };
}
