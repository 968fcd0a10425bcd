import { describe, expect, it } from "vitest";
import { network } from "../../lib/compile/network.ts";
import type { System } from "../../lib/index.ts";
import { checkNetwork } from "../../lib/network/check/check-network.ts";
import { edgesOf } from "../../lib/network/edges.ts";
import { sideName } from "../../lib/network/side.ts";
import { alcs } from "../../stacks/alcs/system.ts";
import { alecs } from "../../stacks/alecs/system.ts";
import { amas } from "../../stacks/amas/system.ts";
import { freeagentics } from "../../stacks/freeagentics/system.ts";
import { octollm } from "../../stacks/octollm/system.ts";

const systems: readonly System[] = [alcs, alecs, octollm, freeagentics, amas];

/** What the network adds to the bundle of a system; it reads neither rules nor alerts. */
function additionOf(system: System): ReturnType<typeof network> {
  return network({ system, alerts: [], groups: () => [] });
}

/** Connections that the documents name, by the line that names them. */
const STATED: readonly (readonly [System, string])[] = [
  // ALCS-NETPOL-01: ping postgres, ping redis, nslookup api.anthropic.com, from pods of the application.
  [alcs, "alcs > postgres TCP 5432"],
  [alcs, "alcs > redis TCP 6379"],
  [alcs, "alcs > llm-api TCP 443"],
  [alcs, "alcs > dns UDP 53"],
  // ALECS-NETPOL-01: its API by https, and redis:6379.
  [alecs, "alecs-server > akamai-api TCP 443"],
  [alecs, "alecs-server > redis TCP 6379"],
  // FREE-DEP-04: Istio before the services, and its proxies beside them.
  [freeagentics, "backend > postgres TCP 5432"],
  [freeagentics, "backend > istiod TCP 15012"],
  // AMAS: DATABASE_URL and REDIS_URL.
  [amas, "danci-backend > timescaledb TCP 5432"],
  [amas, "danci-backend > redis TCP 6379"],
];

describe("the five systems", () => {
  it.each(STATED.map(([system, line]) => [system.name, line, system] as const))(
    "%s lets through %s",
    (_, line, system) => {
      const lines = edgesOf(system).map(
        ({ from, to, port, protocol }) => `${sideName(from)} > ${sideName(to)} ${protocol} ${port}`,
      );
      expect(lines).toContain(line);
    },
  );

  it.each(systems.map((system) => [system.name, system] as const))(
    "%s has nothing wrong, a default deny and its page",
    (name, system) => {
      expect(checkNetwork(system).filter(({ level }) => level !== "warning")).toEqual([]);
      if (!system.runs.includes("kubernetes")) return;
      const { parts, documents } = additionOf(system);
      const objects = parts.find((part) => part.name === "network")?.objects ?? [];
      expect(objects[0]?.metadata.name).toBe(`${name}.default-deny`);
      expect(objects.filter(({ kind }) => kind === "NetworkPolicy").length).toBeGreaterThan(3);
      const page = documents.find(({ path }) => path === `stacks/${name}/network.md`);
      expect(page?.content).toContain("## Connections");
    },
  );

  it("keep the name that ALECS' document gives its policy", () => {
    const { parts } = additionOf(alecs);
    const objects = parts.find((part) => part.name === "network")?.objects ?? [];
    expect(objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toContain(
      "alecs/alecs-network-policy",
    );
  });
});
