import { describe, expect, it } from "vitest";
import { askOracle, describeWithOracle } from "../support/oracle.ts";
import { isFullRun } from "../support/promtool.ts";
import { asOracleCase, ORACLE_CASES } from "./oracle-cases.ts";
import { RULE_CASES } from "./rule-cases.ts";
import { ours, theirs } from "./rules-oracle.ts";

// promtool checks the others every time.
const CASES = [...ORACLE_CASES, ...(isFullRun ? RULE_CASES.map(asOracleCase) : [])];

describeWithOracle("Prometheus' own rule manager", () => {
  const answers = askOracle("rules", CASES);

  describe("writes the same series, has the same alerts and fails the same way", () => {
    it.each(CASES.map((one, index) => ({ ...one, index })))("$name", async ({ index, ...one }) => {
      expect(ours(one)).toEqual(theirs((await answers)[index]));
    });
  });
});
