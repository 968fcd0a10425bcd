import { isReached, type RuleCoverage } from "../engine/unit-test/coverage.ts";
import type { Warning } from "../engine/unit-test/result.ts";
import { columns } from "./table.ts";

/** The table of `--coverage`: every rule with the checks that reach it. */
export function coverageText(rows: readonly RuleCoverage[]): string {
  if (rows.length === 0) return "";
  const reached = rows.filter(isReached).length;
  const table = columns(
    [
      ["rule", "place", "firing", "silent", "read"],
      ...rows.map(({ name, file, line, firing, silent, read }) => [
        name,
        `${file}:${line}`,
        String(firing),
        String(silent),
        String(read),
      ]),
    ],
    new Set([2, 3, 4]),
  );
  return `${table.join("\n")}\n${reached} of ${rows.length} rules are reached\n`;
}

/** A warning for each rule that no check reaches. */
export function coverageWarnings(rows: readonly RuleCoverage[]): readonly Warning[] {
  return rows
    .filter((row) => !isReached(row))
    .map(({ name, file, line }) => ({
      code: "rule-unreached",
      message: `no check reaches the rule ${name} (${file}:${line})`,
    }));
}
