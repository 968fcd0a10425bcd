import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { proofs } from "../../lib/prove/prove.ts";
import { prove } from "../support/proving.ts";
import { everyKind } from "../support/shop.ts";

const OBLIGATIONS = ["fires-just-above", "silent-just-below", "resolves", "target-lost", "no-traffic"];
const proved = proofs(everyKind, compile(everyKind));

describe("the scenarios of one objective of every kind of indicator", () => {
  it.each(proved.map(({ alert, scenarios }) => [`${alert.alert} ${Object.values(alert.labels).join(" ")}`, scenarios]))(
    "%s: its five obligations, each with a moment",
    (_alert, scenarios) => {
      const obligations = scenarios.map(({ obligation }) => obligation);
      expect(obligations).toEqual(expect.arrayContaining(OBLIGATIONS));
      expect(scenarios.filter(({ expect: moments }) => moments.length === 0)).toEqual([]);
    },
  );

  it("every alert fires in its first scenario and is silent in its second", () => {
    for (const { scenarios } of proved) {
      const fires = (obligation: string): boolean =>
        scenarios
          .filter((scenario) => scenario.obligation === obligation)
          .some((scenario) => scenario.expect.some(({ firing }) => firing > 0));
      expect(fires("fires-just-above")).toBe(true);
      expect(fires("silent-just-below")).toBe(false);
    }
  });
});

describe("one objective of every kind of indicator", () => {
  it("does what its scenarios say", async () => {
    expect(await prove(everyKind)).toMatchObject({ ok: true });
  });
});
