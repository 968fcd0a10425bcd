import { expect, it } from "vitest";
import { networkObjects } from "../../../lib/network/derive.ts";
import { Reachability } from "../../../lib/network/reach/reachability.ts";
import { readPolicies } from "../../../lib/network/reach/read-policies.ts";
import { castOf } from "../../../lib/prove/network/cast.ts";
import { systems } from "../../../stacks/index.ts";
import { describeWithNetpolAnalyzer } from "../../support/find-netpol-analyzer.ts";
import { isFullRun } from "../../support/promtool.ts";
import { analyzedConnections, computedConnections } from "./connection-list.ts";
import { NAMESPACES, PODS, randomPolicies, Taxonomy } from "./random-policies.ts";

// Each set starts a process; a full run takes all of them.
const SETS = isFullRun ? 200 : 2;

describeWithNetpolAnalyzer("what netpol-analyzer finds in the same manifests", () => {
  it.skipIf(!isFullRun).each(systems.map((system) => [system.name, system] as const))(
    "%s: every connection of its pods, impostors, quarantined pods and the world (in full runs)",
    async (_, system) => {
      const { network } = system;
      if (network === undefined) throw new Error("every stack declares a network");
      const objects = networkObjects(system, {});
      const pods = castOf(system, network).map(({ pod }) => pod);
      const { policies, issues } = readPolicies(objects);
      expect(issues).toEqual([]);
      const computed = computedConnections(new Reachability(policies, pods).connections(), pods);
      expect(computed.length).toBeGreaterThan(pods.length);
      expect(computed).toEqual(await analyzedConnections(objects, pods));
    },
  );

  it(`is what Burnline finds in ${SETS} random sets of policies`, async () => {
    const taxonomy = new Taxonomy();
    for (let seed = 1; seed <= SETS; seed++) {
      const objects = randomPolicies(seed, taxonomy);
      const { policies, issues } = readPolicies(objects);
      expect(issues, `seed ${seed}`).toEqual([]);
      const reach = new Reachability(policies, PODS, { namespaces: NAMESPACES });
      expect(computedConnections(reach.connections(), PODS), `seed ${seed}`).toEqual(
        await analyzedConnections(objects, PODS, NAMESPACES),
      );
    }
    if (isFullRun) for (const kind of taxonomy.kinds) expect(taxonomy.count(kind), kind).toBeGreaterThanOrEqual(20);
    // A process for each set: a fifth of a second, where the machine has nothing else to do.
  }, 300_000);
});
