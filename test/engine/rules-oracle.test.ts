import { describe, expect, it } from "vitest";
import { askOracle, describeWithOracle } from "../support/oracle.ts";
import { asOracleCase, ORACLE_CASES } from "./oracle-cases.ts";
import { RULE_CASES } from "./rule-cases.ts";
import { ours, theirs } from "./rules-oracle.ts";

const CASES = [...ORACLE_CASES, ...RULE_CASES.map(asOracleCase)];

describeWithOracle("Prometheus' own rule manager", () => {
  const answers = askOracle("rules", CASES);

  describe("writes the same series, has the same alerts and fails the same way", () => {
    it.each(CASES.map((one, index) => ({ ...one, index })))("$name", async ({ index, ...one }) => {
      expect(ours(one)).toEqual(theirs((await answers)[index]));
    });
  });
});
