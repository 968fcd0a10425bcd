import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { proofs } from "../../lib/prove/prove.ts";
import { systems } from "../../stacks/index.ts";

const REQUIRED = ["fires-just-above", "silent-just-below", "resolves", "target-lost", "no-traffic"];

describe.each(systems.map((system) => [system.name, system] as const))("%s", (_, system) => {
  const all = proofs(system, compile(system));

  it("has alerts", () => {
    expect(all.length).toBeGreaterThan(10);
  });

  it.each(all.map((proof) => [`${proof.alert.alert} ${Object.values(proof.alert.labels).join(" ")}`, proof] as const))(
    "shows what %s does: fires, stays silent, resolves, loses its target, has no traffic",
    (_, { scenarios }) => {
      expect(
        REQUIRED.filter((obligation) => scenarios.every((scenario) => scenario.obligation !== obligation)),
      ).toEqual([]);
    },
  );

  it.each(all.map((proof) => [`${proof.alert.alert} ${Object.values(proof.alert.labels).join(" ")}`, proof] as const))(
    "expects %s to fire in at least one scenario and to be silent in another",
    (_, { scenarios }) => {
      const counts = scenarios.flatMap(({ expect: list }) => list.map(({ firing }) => firing));
      expect(counts.some((firing) => firing > 0)).toBe(true);
      expect(counts.some((firing) => firing === 0)).toBe(true);
    },
  );
});
