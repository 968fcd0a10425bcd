import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { ALERT_OBLIGATIONS, BUNDLE_OBLIGATIONS, BURN_RATE_OBLIGATIONS } from "../../lib/prove/obligation.ts";
import { proveSystem } from "../../lib/prove/prove-system.ts";
import { resultsOf } from "../../lib/prove/tally.ts";
import { systems } from "../../stacks/index.ts";
import { askedOfNetwork } from "../support/asked-of-network.ts";
import { isFullRun } from "../support/promtool.ts";

// All five take a quarter of a minute; the others are proved in full runs.
const QUICK = ["alecs", "freeagentics"];
const proved = systems.filter(({ name }) => isFullRun || QUICK.includes(name));

describe.each(proved.map((system) => [system.name, system] as const))("%s", (_, system) => {
  const compilation = compile(system);
  const proof = proveSystem(system, compilation);

  it("has a verdict on each obligation of each of its alerts", () => {
    expect(proof.alerts).toHaveLength(compilation.size.alerts);
    for (const { alert, kind, results } of proof.alerts) {
      const asked = kind === "burn-rate" ? [...ALERT_OBLIGATIONS, ...BURN_RATE_OBLIGATIONS] : ALERT_OBLIGATIONS;
      expect(
        results.map(({ obligation }) => obligation),
        alert,
      ).toEqual(asked);
    }
    expect(proof.bundle.map(({ obligation }) => obligation)).toEqual([
      ...BUNDLE_OBLIGATIONS,
      ...askedOfNetwork(system),
    ]);
  });

  it("has no obligation refuted", () => {
    const refuted = [...proof.alerts, ...proof.objectives].flatMap((one) =>
      one.results
        .filter(({ verdict }) => verdict === "REFUTED")
        .map(({ obligation, says }) => ["alert" in one ? one.alert : one.objective, obligation, ...says]),
    );
    expect(refuted).toEqual([]);
    expect(proof.bundle.filter(({ verdict }) => verdict === "REFUTED")).toEqual([]);
  });

  it("says why where an obligation is not covered, and of each what was shown", () => {
    for (const { obligation, verdict, says, worlds } of resultsOf(proof)) {
      expect(says.length, obligation).toBeGreaterThan(0);
      expect(says.filter((sentence) => sentence.length < 15)).toEqual([]);
      if (verdict === "NOT COVERED") expect(says, obligation).not.toContain("nothing was tried");
      expect(worlds).toBeGreaterThanOrEqual(0);
    }
  });

  it("keeps to the reference over the whole window of each objective with a budget", () => {
    const owners = [...system.services, ...system.dependencies];
    const budgets = owners.flatMap(({ objectives }) => objectives.filter(({ over }) => over !== undefined));
    expect(proof.objectives).toHaveLength(budgets.length);
    for (const { results } of proof.objectives) {
      expect(results.map(({ obligation }) => obligation)).toEqual(["whole-window", "raw-events", "never-nan"]);
      expect(results.every(({ verdict }) => verdict === "PROVED")).toBe(true);
    }
  });
});
