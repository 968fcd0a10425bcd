import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prove } from "../../lib/cli/prove.ts";
import { report } from "../../lib/cli/report.ts";
import {
  ALERT_OBLIGATIONS,
  BUNDLE_OBLIGATIONS,
  BURN_RATE_OBLIGATIONS,
  NETWORK_OBLIGATIONS,
  OBJECTIVE_OBLIGATIONS,
  titleOf,
} from "../../lib/prove/obligation.ts";

const text = readFileSync(join(import.meta.dirname, "../../docs/prove.md"), "utf8");

/** Rows of the table below a heading, each as its first two cells. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const section = text.split(`\n${heading}\n`)[1]?.split("\n#")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return rows.map((row) => row.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));
}

describe("docs/prove.md", () => {
  it.each([
    ["### Of every alert", ALERT_OBLIGATIONS],
    ["### Of burn-rate alerts also", BURN_RATE_OBLIGATIONS],
    ["### Of every objective with a window", OBJECTIVE_OBLIGATIONS],
    ["### Of all rules together", BUNDLE_OBLIGATIONS],
    ["### Of the policies of a system that declares a network", NETWORK_OBLIGATIONS],
  ])("lists below %j the obligations that there are, in their words", (heading, obligations) => {
    expect(rowsBelow(heading)).toEqual(obligations.map((id) => [`\`${id}\``, titleOf(id)]));
  });

  it("explains every option of prove, and names those of report", () => {
    const options = rowsBelow("## Options").map(([option]) => /--([a-z-]+)/.exec(option ?? "")?.[1]);
    expect(options.toSorted()).toEqual([...Object.keys(prove.options), "json"].sort());
    for (const option of Object.keys(report.options)) expect(text).toContain(`\`--${option}`);
  });
});
