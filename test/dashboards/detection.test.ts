import { describe, expect, it } from "vitest";
import { timeToFire } from "../../lib/dashboards/detection.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";
import { alcs } from "../../stacks/alcs/system.ts";

/** Burn-rate alerts of 99 % over 30 days: 14.4 over an hour, 6 over six hours and slower ones. */
const alerts = deriveGroups(alcs)
  .filter(({ owner, part }) => owner === "alcs" && part === "errors")
  .flatMap(({ rules }) => rules.filter((rule) => rule.kind === "alert"));

describe("how soon a page comes", () => {
  it.each([
    // Of the workbook's arithmetic: 1 h x 14.4 / 100, x 14.4 / 50; below 14.4 the pair of 6 h x 6 / 10.
    [100, 518.4],
    [50, 1_036.8],
    [10, 12_960],
  ])("at %i times the budget's burn is %d s", (burn, seconds) => {
    expect(timeToFire(alerts, "critical", burn * 0.01)).toBeCloseTo(seconds, 6);
  });

  it("is never at twice the burn, which is a ticket's", () => {
    expect(timeToFire(alerts, "critical", 0.02)).toBeUndefined();
    expect(timeToFire(alerts, "warning", 0.02)).toBeGreaterThan(0);
  });
});
