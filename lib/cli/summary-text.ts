import { SERIES_PER_METRIC } from "../compile/cost.ts";
import { renderIssue } from "../core/issue.ts";
import type { WriteReport } from "../targets/files/write.ts";
import type { Summary, Synthesized } from "./synthesize.ts";
import { columns, grouped } from "./table.ts";
import type { Paint } from "./terminal.ts";

const HEADINGS = ["system", "objectives", "rules", "alerts", "findings", "assumptions", "samples/evaluation", "time"];
const COSTS = new Set([1, 2]);
const NUMBERS = new Set([1, 2, 3, 4, 5, 6, 7]);

/** One row a system, and their sum where there are several. */
export function summaryTable(summaries: readonly Summary[], paint: Paint): string {
  const rows = summaries.map(row);
  if (summaries.length > 1) rows.push(row(summaries.reduce(sum)));
  const [headings = "", ...lines] = columns([HEADINGS, ...rows], NUMBERS);
  return `${[paint.bold(headings), ...lines].join("\n")}\n`;
}

function row(summary: Summary): readonly string[] {
  const { system, objectives, rules, alerts, findings, assumptions, samplesPerEvaluation, milliseconds } = summary;
  const counts = [objectives, rules, alerts, findings, assumptions, samplesPerEvaluation];
  return [system, ...counts.map(grouped), `${grouped(milliseconds)} ms`];
}

function sum(a: Summary, b: Summary): Summary {
  return {
    system: "all",
    objectives: a.objectives + b.objectives,
    rules: a.rules + b.rules,
    alerts: a.alerts + b.alerts,
    findings: a.findings + b.findings,
    assumptions: a.assumptions + b.assumptions,
    samplesPerEvaluation: a.samplesPerEvaluation + b.samplesPerEvaluation,
    milliseconds: a.milliseconds + b.milliseconds,
  };
}

/** Samples that Prometheus reads for each rule group, the dearest first within its system. */
export function costTable(systems: readonly Synthesized[], paint: Paint): string {
  const rows = systems.flatMap(({ system, compilation: { costs } }) =>
    costs
      .toSorted((a, b) => b.samplesPerHour - a.samplesPerHour)
      .map((cost) => [
        `${system.name}.${cost.owner}.${cost.part}`,
        grouped(cost.samplesPerEvaluation),
        grouped(cost.samplesPerHour),
      ]),
  );
  const [headings = "", ...lines] = columns([["rule group", "samples/evaluation", "samples/hour"], ...rows], COSTS);
  const note = `Estimated for ${SERIES_PER_METRIC} series of each metric.`;
  return `${[paint.bold(headings), ...lines, note].join("\n")}\n`;
}

/** Findings of every system with their mends, a line each; empty without findings. */
export function findingsText(systems: readonly Synthesized[], paint: Paint): string {
  const found = systems.filter(({ findings }) => findings.length > 0);
  return found
    .map(({ system, findings }) => {
      const lines = findings.map((issue) => `  ${paint.warn("warning:")} ${renderIssue(issue)}`);
      return `\n${paint.bold(system.name)}\n${lines.join("\n")}\n`;
    })
    .join("");
}

/** `212 files in out: 3 created, 1 changed, 208 unchanged`. */
export function writtenText(reports: readonly WriteReport[], folder: string): string {
  const count = (kind: string) =>
    reports.reduce((total, { changes }) => total + changes.filter((change) => change.kind === kind).length, 0);
  const unchanged = reports.reduce((total, report) => total + report.unchanged, 0);
  const counts = [
    [count("created"), "created"],
    [count("changed"), "changed"],
    [count("removed"), "removed"],
    [unchanged, "unchanged"],
  ] as const;
  const said = counts.filter(([number]) => number > 0).map(([number, word]) => `${grouped(number)} ${word}`);
  const files = count("created") + count("changed") + unchanged;
  return `${grouped(files)} files in ${folder}: ${said.join(", ")}\n`;
}
