import type { CoverageProblem, CoverageResult } from "./coverage-check.ts";

/** What `npm run coverage -- --json` prints. */
export interface CoverageReport {
  readonly total: number;
  readonly carried: number;
  readonly elsewhere: readonly string[];
  readonly missing: readonly string[];
  readonly wrong: readonly CoverageProblem[];
  readonly byKind: Readonly<Record<string, { readonly total: number; readonly carried: number }>>;
}

/** Adds up the results of all systems. */
export function coverageReport(results: readonly CoverageResult[]): CoverageReport {
  const facts = results.flatMap((result) => result.facts);
  const carried = new Set(results.flatMap((result) => result.carried));
  const kinds = [...new Set(facts.map(({ kind }) => kind))];
  const byKind = kinds.map((kind) => {
    const ofKind = facts.filter((fact) => fact.kind === kind);
    return [kind, { total: ofKind.length, carried: ofKind.filter(({ id }) => carried.has(id)).length }] as const;
  });
  return {
    total: facts.length,
    carried: carried.size,
    elsewhere: results.flatMap((result) => result.elsewhere.map(({ id }) => id)),
    missing: results.flatMap((result) => result.missing),
    wrong: results.flatMap((result) => result.problems),
    byKind: Object.fromEntries(byKind),
  };
}

/** The report as people read it: totals, then what is elsewhere by reason, then what is missing or wrong. */
export function coverageText(results: readonly CoverageResult[]): string {
  const report = coverageReport(results);
  const lines = [`${report.carried} of ${report.total} facts are carried.`, ""];
  for (const [kind, { total, carried }] of Object.entries(report.byKind)) {
    lines.push(`  ${kind.padEnd(14)}${`${carried}`.padStart(4)} of ${total}`);
  }
  if (report.elsewhere.length > 0) lines.push("", `Elsewhere (${report.elsewhere.length}):`);
  const elsewhere = results.flatMap((result) => result.elsewhere);
  for (const reason of new Set(elsewhere.map((one) => one.reason))) {
    const ids = elsewhere.filter((one) => one.reason === reason).map(({ id }) => id);
    lines.push(`  ${reason}: ${ids.join(", ")}`);
  }
  if (report.missing.length > 0) lines.push("", `Missing (${report.missing.length}): ${report.missing.join(", ")}`);
  if (report.wrong.length > 0) lines.push("", `Wrong (${report.wrong.length}):`);
  for (const { id, message } of report.wrong) lines.push(`  ${id}: ${message}`);
  return `${lines.join("\n")}\n`;
}
