import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../lib/kubernetes/object.ts";
import { type LabelSelector, selects } from "../../lib/kubernetes/selector.ts";
import { checkNetwork } from "../../lib/network/check/check-network.ts";
import { networkObjects } from "../../lib/network/derive.ts";
import { edgesOf } from "../../lib/network/edges.ts";
import { sideName } from "../../lib/network/side.ts";
import { bakery, database, ingress, ingressOnHost, network, oven, shop, withPods } from "./model.ts";
import { policyOf, ruleOf, specOf } from "./objects.ts";

const quarantine = {
  label: "burnline.dev/quarantine",
  forensics: [{ from: { namespace: "security", labels: { app: "examiner" } }, port: 9_999, why: "a memory image" }],
};

/** Names of the policies that select a pod with these labels. */
function selecting(objects: readonly KubernetesObject[], labels: Readonly<Record<string, string>>): readonly string[] {
  return objects
    .filter(({ metadata, kind }) => {
      const { podSelector } = specOf(objects, metadata.name);
      return kind === "NetworkPolicy" && selects(podSelector as LabelSelector, labels);
    })
    .map(({ metadata }) => metadata.name);
}

describe("quarantine", () => {
  const objects = networkObjects(bakery({ net: { ...network, quarantine } }), {});

  it("takes a pod with the label out of its own policy, whatever the value, and leaves the others in theirs", () => {
    expect(selecting(objects, { app: "shop" })).toEqual(["bakery.default-deny", "bakery.shop"]);
    for (const value of ["true", "case-7", ""])
      expect(selecting(objects, { app: "shop", "burnline.dev/quarantine": value })).toEqual([
        "bakery.default-deny",
        "bakery.quarantine",
      ]);
  });

  it("lets the named examiner in on port 9999, and nothing out", () => {
    expect(specOf(objects, "bakery.quarantine")).toMatchObject({
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "security" } },
              podSelector: { matchLabels: { app: "examiner" } },
            },
          ],
          ports: [{ protocol: "TCP", port: 9_999 }],
        },
      ],
      egress: [],
    });
  });

  it("works while only the database is enforced", () => {
    const staged = networkObjects(bakery({ net: { ...network, quarantine, enforced: ["database"] } }), {});
    expect(selecting(staged, { app: "shop" })).toEqual([]);
    expect(selecting(staged, { app: "shop", "burnline.dev/quarantine": "1" })).toEqual(["bakery.quarantine"]);
  });

  it("lets an examiner of the system's own namespace out to such pods alone", () => {
    const inside = {
      ...quarantine,
      forensics: [{ from: { namespace: "bakery", labels: { app: "examiner" } }, port: 9_999, why: "a look" }],
    };
    const all = networkObjects(bakery({ net: { ...network, quarantine: inside } }), {});
    expect(specOf(all, "bakery.forensics-1")).toMatchObject({
      podSelector: { matchLabels: { app: "examiner" } },
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ podSelector: { matchExpressions: [{ key: "burnline.dev/quarantine", operator: "Exists" }] } }],
          ports: [{ protocol: "TCP", port: 9_999 }],
        },
      ],
    });
  });

  it("is refused where a pod carries the label all the time, or everybody could look", () => {
    const marked = withPods(oven, { labels: { app: "oven", "burnline.dev/quarantine": "no" } });
    const kept = checkNetwork(bakery({ net: { ...network, quarantine }, services: [shop, marked] }));
    expect(kept.map(({ code, path }) => [code, path])).toEqual([["quarantine-kept", "services.oven.workload"]]);
    const open = { ...quarantine, forensics: [{ from: { namespace: "bakery" }, port: 9_999, why: "a look" }] };
    expect(checkNetwork(bakery({ net: { ...network, quarantine: open } })).map(({ code }) => code)).toEqual([
      "quarantine-open",
    ]);
  });
});

describe("solvers of ACME", () => {
  const model = bakery({ net: { ...network, acme: { through: "ingress" } } });
  const objects = networkObjects(model, {});

  it("take port 8089 from the ingress controller, and nothing else goes in or out", () => {
    expect(specOf(objects, "bakery.acme-solver")).toMatchObject({
      podSelector: { matchLabels: { "acme.cert-manager.io/http01-solver": "true" } },
      egress: [],
    });
    expect(specOf(objects, "bakery.acme-solver").ingress).toHaveLength(1);
    expect(ruleOf(objects, "bakery.acme-solver", "ingress", "ingress-nginx")?.ports).toEqual([
      { protocol: "TCP", port: 8_089 },
    ]);
  });

  it("have no policy where no certificate is issued this way", () => {
    expect(policyOf(networkObjects(bakery(), {}), "bakery.acme-solver")).toBeUndefined();
  });
});

describe("a mesh of Istio", () => {
  const mesh = { kind: "istio" as const, control: { namespace: "istio-system", labels: { app: "istiod" } } };
  const meshed = withPods(oven, { sidecars: ["istio-proxy"] });
  const lines = (model: ReturnType<typeof bakery>) =>
    edgesOf(model).map(({ from, to, port }) => `${sideName(from)} > ${sideName(to)} ${port}`);

  it("lets each pod with a proxy reach istiod on 15012 and the name server, and Prometheus its proxy on 15020 and 15090", () => {
    const found = lines(bakery({ net: { ...network, mesh }, services: [shop, meshed] }));
    expect(found.filter((line) => line.includes("oven"))).toEqual([
      "oven > dns 53",
      "oven > dns 53",
      "shop > oven 7070",
      "oven > istiod 15012",
      "prometheus > oven 15020",
      "prometheus > oven 15090",
    ]);
    expect(found.filter((line) => line.includes("shop > istiod"))).toEqual([]);
  });

  it("lets nobody reach a proxy where no mesh is declared", () => {
    expect(lines(bakery({ services: [shop, meshed] })).filter((line) => /15\d{3}/.test(line))).toEqual([]);
  });

  it("lets the balancer before a gateway ask for its health on 15021, and not that of other pods", () => {
    const gateway = {
      ...withPods(oven, {
        name: "gateway",
        container: "istio-proxy",
        labels: { app: "gateway" },
        ports: [{ name: "https", port: 8_443 }],
      }),
      name: "gateway",
      exposed: [{ from: ["198.51.100.0/24"], why: "the load balancer" }],
      connects: [{ to: "shop", ports: ["http"] }],
    };
    const found = lines(bakery({ net: { ...network, mesh }, services: [shop, meshed, gateway] }));
    expect(found).toContain("the load balancer > gateway 8443");
    expect(found).toContain("the load balancer > gateway 15021");
    expect(found).toContain("gateway > istiod 15012");
    expect(found.filter((line) => line.includes("15021"))).toHaveLength(1);
  });
});

describe("Cilium", () => {
  const { workload: _, ...outside } = database;
  const flour = {
    ...outside,
    name: "flour-api",
    type: "external-api" as const,
    external: { hosts: ["api.flour.example", "*.cdn.flour.example"], anywhere: "GKE knows no names" },
  };
  const services = [{ ...shop, connects: [{ to: "oven", ports: ["grpc"] }, { to: "flour-api" }] }, oven];
  const parts = { services, dependencies: [ingress, flour] };
  const objects = networkObjects(bakery({ ...parts, net: { ...network, plugin: "cilium" } }), {});

  it("lets out to the two names on port 443, and has the name server's answers read for them", () => {
    const policy = policyOf(objects, "bakery.shop", "CiliumNetworkPolicy");
    expect(policy?.spec).toEqual({
      endpointSelector: { matchLabels: { app: "shop" } },
      egress: [
        {
          toEndpoints: [{ matchLabels: { "k8s:io.kubernetes.pod.namespace": "kube-system", "k8s-app": "kube-dns" } }],
          toPorts: [
            {
              ports: [
                { port: "53", protocol: "UDP" },
                { port: "53", protocol: "TCP" },
              ],
              rules: { dns: [{ matchPattern: "*" }] },
            },
          ],
        },
        {
          toFQDNs: [{ matchName: "api.flour.example" }, { matchPattern: "*.cdn.flour.example" }],
          toPorts: [{ ports: [{ port: "443", protocol: "TCP" }] }],
        },
      ],
    });
  });

  it("has no second rule for the name server in the policy of Kubernetes, which would undo the reading", () => {
    expect(ruleOf(objects, "bakery.shop", "egress", "kube-dns")).toBeUndefined();
    expect(ruleOf(objects, "bakery.shop", "egress", "oven")).toBeDefined();
    expect(policyOf(objects, "bakery.oven", "CiliumNetworkPolicy")).toBeUndefined();
  });

  it("opens the world to nobody, while the plugin that knows no names does, and is refused without a reason", () => {
    expect(JSON.stringify(objects)).not.toContain("0.0.0.0/0");
    expect(JSON.stringify(networkObjects(bakery(parts), {}))).toContain("0.0.0.0/0");
    const { anywhere: __, ...names } = flour.external;
    const bare = bakery({ services, dependencies: [ingress, { ...flour, external: names }] });
    expect(checkNetwork(bare).map(({ code, found }) => [code, found])).toEqual([
      ["host-needs-plugin", "api.flour.example, *.cdn.flour.example"],
    ]);
  });

  it("knows the API server and nodes as entities besides their addresses, and leaves out what is in quarantine", () => {
    const model = bakery({
      services: [{ ...shop, connects: [{ to: "kubernetes" }] }, oven],
      dependencies: [ingressOnHost],
      net: {
        ...network,
        plugin: "cilium",
        nodes: ["10.128.0.0/20"],
        apiServer: { cidrs: ["10.0.0.1/32"], ports: [443] },
        quarantine,
      },
    });
    const all = networkObjects(model, {});
    expect(policyOf(all, "bakery.shop", "CiliumNetworkPolicy")?.spec).toEqual({
      endpointSelector: {
        matchLabels: { app: "shop" },
        matchExpressions: [{ key: "burnline.dev/quarantine", operator: "DoesNotExist" }],
      },
      ingress: [{ fromEntities: ["host", "remote-node"], toPorts: [{ ports: [{ port: "8081", protocol: "TCP" }] }] }],
      egress: [{ toEntities: ["kube-apiserver"], toPorts: [{ ports: [{ port: "443", protocol: "TCP" }] }] }],
    });
    // Without names nothing has to be read, and the name server stays in the policy of Kubernetes.
    expect(ruleOf(all, "bakery.shop", "egress", "kube-dns")).toBeDefined();
  });
});
