import { describe, expect, it } from "vitest";
import { proveJson } from "../../lib/cli/prove-json.ts";
import { proofText, totalText } from "../../lib/cli/prove-text.ts";
import { paintFor } from "../../lib/cli/terminal.ts";
import { LATE, reportFixture } from "../prove/report-fixture.ts";

const { proof } = reportFixture();
const refuted = { obligation: "pending", verdict: "REFUTED", says: [LATE.says], worlds: 1 } as const;
const plain = paintFor({ colour: false });
const text = proofText(proof, { paint: plain, verbose: false });

describe("proofs in the terminal", () => {
  it("have a line for each alert, whole window and the rules together: 11, 1 and 1", () => {
    expect(text.split("\n").filter((line) => /^ {2}\S/.test(line))).toHaveLength(13);
    expect(text).toMatch(
      /^ {2}ApiAvailabilityBudgetBurn {2}critical {2}api.availability 1h\/5m +32 proved, 1 not covered$/m,
    );
    expect(text).toMatch(/^ {2}api.availability {21}whole window +1 proved$/m);
    expect(text).toMatch(/^ {2}rules together +1 proved$/m);
  });

  it("count 11 x 27 + 8 x 6 + 2 obligations, of them 1 refuted and 11 not covered", () => {
    expect(text).toMatch(/^checkout: 335 proved, 11 not covered, 1 refuted$/m);
    expect(totalText([proof], 1_234, plain)).toBe(
      "1 system, 11 alerts: 335 proved, 11 not covered, 1 refuted in 1.2 s\n",
    );
  });

  it("list what needs attention, what is refuted first, and what is proved only when asked", () => {
    const verdicts = text.match(/^ {4}(REFUTED|NOT COVERED|proved) /gm) ?? [];
    expect(verdicts).toHaveLength(12);
    expect(verdicts[0]).toContain("REFUTED");
    expect(text).toContain(
      "    NOT COVERED  another tenant or system on the same Prometheus: only one system is known",
    );
    const verbose = proofText(proof, { paint: plain, verbose: true });
    expect(verbose.match(/^ {4}(REFUTED|NOT COVERED|proved) /gm)).toHaveLength(347);
    expect(verbose).toContain(
      "    proved  silent just below the threshold: fires at 4m while 1 % of events are bad\n      and at 5m",
    );
  });

  it("show the evaluations around a difference, marked, and the promtool test that has the series", () => {
    const lines = text.split("\n");
    const at = lines.findIndex((line) => line.includes("REFUTED"));
    expect(lines.slice(at, at + 12)).toEqual([
      "    REFUTED  pending for the stated time, not an evaluation longer: is pending at 4m and should be firing",
      "         time  value  threshold  expected  found",
      "           3m   0.01      0.005  pending   pending",
      "      ≠    4m   0.01      0.005  firing    pending",
      "           5m      -          -  firing    firing",
      "      The series, scraped every 30s and evaluated every 1m, as",
      "      a promtool test that fails, to be pasted below `tests:`:",
      "        - interval: 1m",
      "          input_series:",
      '            - series: http_requests_total{code="5<0>0"}',
      "              values: 0+6x10",
      expect.stringContaining("NOT COVERED"),
    ]);
  });

  it("leave values out where an alert compares nothing with a threshold", () => {
    const timeline = [{ at: 60, expected: "silent", found: "firing" }];
    const results = [{ ...refuted, counterexample: { ...LATE, timeline } }];
    const alerts = proof.alerts.slice(0, 1).map((alert) => ({ ...alert, results }));
    const shown = proofText({ ...proof, alerts }, { paint: plain, verbose: false });
    expect(shown).toContain("\n         time  expected  found\n      ≠    1m  silent    firing\n");
  });

  it("are coloured on a terminal, and say the same in words", () => {
    const coloured = proofText(proof, { paint: paintFor({ colour: true }), verbose: false });
    expect(coloured).toContain("\u001b[31mREFUTED\u001b[0m");
    expect(coloured).toContain("\u001b[33mNOT COVERED\u001b[0m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what is removed
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(text);
  });
});

describe("proofs as JSON", () => {
  it("are the proofs with their counts, in all and of each system", () => {
    const counts = { proved: 335, refuted: 1, notCovered: 11 };
    expect(proveJson([proof])).toEqual({ ...counts, systems: [{ ...proof, ...counts }] });
    expect(JSON.parse(JSON.stringify(proveJson([proof])))).toEqual(proveJson([proof]));
  });
});
