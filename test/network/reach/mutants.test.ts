import { describe, expect, it } from "vitest";
import { networkObjects } from "../../../lib/network/derive.ts";
import { judgeNetwork } from "../../../lib/prove/network/prove-network.ts";
import { systems } from "../../../stacks/index.ts";
import { isFullRun } from "../../support/promtool.ts";
import { type PolicyMutant, policyMutants } from "./policy-mutants.ts";

// Up to three seconds for each system; all of them, and all mutants, are in full runs.
const judged = systems.filter(({ name }) => isFullRun || name === "alecs");

/**
 * Why some mutants change nothing. Mostly, the default deny of the namespace says for every pod what a side without rules says again;
 * policies say it all the same, since each has to hold by itself where only some are enforced.
 */
function equivalent({ kind, policy: { spec } }: PolicyMutant): string | undefined {
  const rules = { Ingress: spec.ingress ?? [], Egress: spec.egress ?? [] };
  const silent = rules.Ingress.length + rules.Egress.length === 0;
  const says = "the default deny says it as well";
  if (kind === "namespace of the peer dropped, its own") return "without it the namespace of the policy is meant";
  const isDefault = Object.keys(spec.podSelector).length === 0;
  if (isDefault) return undefined;
  if (kind === "types dropped")
    return rules.Ingress.length === 0 || rules.Egress.length === 0 ? says : "the types follow from the rules";
  if (kind === "type Ingress dropped" && rules.Ingress.length === 0) return says;
  if (kind === "type Egress dropped" && rules.Egress.length === 0) return says;
  if (silent && ["policy dropped", "label dropped", "label mistyped", "expressions dropped"].includes(kind))
    return says;
  return undefined;
}

describe.each(judged.map((system) => [system.name, system] as const))(
  "each mutant of the policies of %s",
  (_, system) => {
    const objects = networkObjects(system, {});
    const all = policyMutants(objects);
    const mutants = isFullRun ? all : all.filter((_, index) => index % 8 === 0);

    it("is refuted by the pair of pods or addresses on which it differs, or says the same for a stated reason", () => {
      expect(judgeNetwork(system, objects)).toMatchObject({ differences: [], refused: [] });
      const survivors = mutants.filter((mutant) => {
        const { differences, refused } = judgeNetwork(system, mutant.objects);
        return differences.length + refused.length === 0;
      });
      const unexplained = survivors.filter((mutant) => equivalent(mutant) === undefined);
      expect(unexplained.map(({ kind, place }) => `${kind}: ${place}`)).toEqual([]);
      // What is called equivalent has to be: a reason is no excuse for what is refuted.
      const excused = mutants.filter((mutant) => equivalent(mutant) !== undefined && !survivors.includes(mutant));
      expect(excused.map(({ kind, place }) => `${kind}: ${place}`)).toEqual([]);
    }, 300_000);

    it("is one of at least 80, of 20 kinds", () => {
      expect(all.length).toBeGreaterThanOrEqual(80);
      expect(new Set(all.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(20);
    });
  },
);
