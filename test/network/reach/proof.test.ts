import { describe, expect, it } from "vitest";
import { compile } from "../../../lib/compile/compile.ts";
import type { KubernetesObject } from "../../../lib/kubernetes/object.ts";
import type { System } from "../../../lib/model/system.ts";
import { networkObjects } from "../../../lib/network/derive.ts";
import { judgeNetwork, networkEvidence } from "../../../lib/prove/network/prove-network.ts";
import { systems } from "../../../stacks/index.ts";

const found = systems.find(({ name }) => name === "alecs");
if (found === undefined) throw new Error("alecs is one of the five systems");
const alecs: System = found;
const { network } = alecs;
if (network === undefined) throw new Error("alecs declares a network");
const compilation = compile(alecs);

/** The verdicts on policies that somebody changed. */
function judged(objects: readonly KubernetesObject[], system = alecs): readonly string[] {
  const parts = [{ name: "network", objects }];
  return networkEvidence(system, { ...compilation, bundle: { ...compilation.bundle, parts } }).map(
    ({ obligation, verdict, says }) => `${obligation} ${verdict}: ${says.join("\n")}`,
  );
}

describe("the proof of a network", () => {
  it("says what was shown, with the number of pairs and connections and the forensic one", () => {
    const [edges, cut] = judged(networkObjects(alecs, {}));
    expect(edges).toMatch(/^network-is-edges PROVED: of [0-9,]+ pairs of pods, impostors and the outside world/);
    expect(cut).toBe(
      "quarantine-cuts PROVED: a pod with the label burnline.dev/quarantine opens no connection, and is reached only on 8080/TCP from app=forensics in forensics",
    );
  });

  it("without any policy is refuted for every governed pod, and shows five of them", () => {
    const [edges = "", cut] = judged([]);
    expect(edges).toContain("network-is-edges REFUTED: no policy for ingress selects alecs/");
    expect(edges.split("\n")).toHaveLength(6);
    expect(cut).toContain("quarantine-cuts REFUTED: no policy for ingress selects alecs/alecs-server-quarantined");
  });

  it("without the exclusion of pods in quarantine refutes that these are cut, and nothing else", () => {
    const opened = networkObjects(alecs, {}).map((object) =>
      JSON.parse(JSON.stringify(object).replaceAll(/,"matchExpressions":\[[^\]]*"DoesNotExist"[^\]]*\]/g, "")),
    );
    const [edges, cut] = judged(opened);
    expect(edges).toContain("PROVED");
    expect(cut).toContain("quarantine-cuts REFUTED");
    expect(cut).toContain("alecs/alecs-server-quarantined");
  });

  it("names the pair, the port and the rule that is too much", () => {
    const widened = networkObjects(alecs, {}).map((object) =>
      JSON.parse(JSON.stringify(object).replace('"port":6379', '"port":6379,"endPort":6380')),
    );
    expect(judged(widened)[0]).toMatch(
      /REFUTED: [\s\S]*alecs\/alecs-server-1 is let out to alecs\/redis-1 on 6380\/TCP, and no connection of the model says so: egress by alecs\/alecs-network-policy rule 3/,
    );
  });

  it("covers Cilium's names and the cache of the node, and misses either", () => {
    const cilium: System = {
      ...alecs,
      network: { ...network, plugin: "cilium", dns: { ...network.dns, nodeLocal: "169.254.20.10" } },
    };
    const objects = networkObjects(cilium, {});
    expect(objects.some(({ kind }) => kind === "CiliumNetworkPolicy")).toBe(true);
    expect(judgeNetwork(cilium, objects)).toMatchObject({ differences: [], refused: [] });
    const without = objects.filter(({ kind }) => kind !== "CiliumNetworkPolicy");
    const says = judgeNetwork(cilium, without).differences.map((one) => one.says);
    expect(says.some((one) => /cannot reach [a-z.-]+akamai\S* on 443\/TCP/.test(one))).toBe(true);
    expect(says.some((one) => one.includes("cannot reach 169.254.20.10 on 53/TCP and UDP"))).toBe(true);
  });

  it("while only some are enforced asks only of these that nothing else is let through", () => {
    const some: System = { ...alecs, network: { ...network, enforced: ["redis"] } };
    expect(judgeNetwork(some, networkObjects(some, {}))).toMatchObject({ differences: [], refused: [] });
    expect(judgeNetwork(some, []).differences.length).toBeGreaterThan(0);
    expect(judgeNetwork(alecs, networkObjects(some, {})).differences.length).toBeGreaterThan(0);
  });

  it("is not there for a system that declares no network, and not covered on hosts alone", () => {
    const { network: _, ...plain } = alecs;
    expect(judged([], plain)).toEqual([]);
    const hosts = judged([], { ...alecs, runs: ["host"] });
    expect(hosts.map((one) => one.split(":")[0])).toEqual([
      "network-is-edges NOT COVERED",
      "quarantine-cuts NOT COVERED",
    ]);
  });
});
