import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { ALERT_OBLIGATIONS, BURN_RATE_OBLIGATIONS } from "../../lib/prove/obligation.ts";
import { proveSystem } from "../../lib/prove/prove-system.ts";
import { isFullRun } from "../support/promtool.ts";
import { prove } from "../support/proving.ts";
import { everyKind } from "../support/shop.ts";

const NOTHING = { alerts: [], objectives: [] };
const proof = isFullRun ? proveSystem(everyKind, compile(everyKind)) : NOTHING;

describe.runIf(isFullRun)("one objective of every kind of indicator", () => {
  it.each(proof.alerts.map((alert) => [`${alert.alert} ${Object.values(alert.labels).join(" ")}`, alert] as const))(
    "%s: a verdict on each obligation, none of them refuted",
    (_, { kind, results }) => {
      const asked = kind === "burn-rate" ? [...ALERT_OBLIGATIONS, ...BURN_RATE_OBLIGATIONS] : ALERT_OBLIGATIONS;
      expect(results.map(({ obligation }) => obligation)).toEqual(asked);
      expect(results.filter(({ verdict }) => verdict === "REFUTED")).toEqual([]);
      expect(results.filter(({ says }) => says.length === 0)).toEqual([]);
    },
  );

  it("keeps to the reference over the whole window of each objective with a budget", () => {
    const budgets = everyKind.services.flatMap(({ objectives }) => objectives.filter(({ over }) => over !== undefined));
    expect(proof.objectives.map(({ objective }) => objective)).toEqual(budgets.map(({ name }) => name));
    const wrong = proof.objectives.flatMap(({ results }) => results.filter(({ verdict }) => verdict === "REFUTED"));
    expect(wrong).toEqual([]);
  });

  it("does what its exported tests say", async () => {
    expect(await prove(everyKind)).toMatchObject({ ok: true });
  });
});
