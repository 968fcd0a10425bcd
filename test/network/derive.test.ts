import { describe, expect, it } from "vitest";
import { networkObjects } from "../../lib/network/derive.ts";
import { edgesOf } from "../../lib/network/edges.ts";
import { type Edge, sideName } from "../../lib/network/side.ts";
import { bakery, database, ingress, network, oven, shop, withPods } from "./model.ts";
import { policyOf, ruleOf, specOf } from "./objects.ts";

function lines(edges: readonly Edge[]): readonly string[] {
  return edges.map(({ from, to, port, protocol }) => `${sideName(from)} > ${sideName(to)} ${protocol} ${port}`);
}

describe("the list of connections", () => {
  it("of a shop, an oven and a database has these 6, each with the port of the container", () => {
    expect(lines(edgesOf(bakery()))).toEqual([
      "shop > dns UDP 53",
      "shop > dns TCP 53",
      "shop > oven TCP 7070",
      "shop > database TCP 5432",
      "ingress > shop TCP 8081",
      "prometheus > shop TCP 9091",
    ]);
  });

  it("has the protocol of a port that is not TCP", () => {
    const edges = edgesOf(bakery({ services: [{ ...shop, connects: [{ to: "oven", ports: ["heat"] }] }, oven] }));
    expect(lines(edges)).toContain("shop > oven UDP 7071");
  });

  it("has a connection once that two parts of the model state, with both reasons", () => {
    const edges = edgesOf(
      bakery({
        services: [
          {
            ...shop,
            connects: [
              { to: "oven", ports: ["grpc"], why: "bread" },
              { to: "oven", ports: ["grpc"], why: "cake" },
            ],
          },
          oven,
        ],
      }),
    );
    const baked = edges.filter(({ port }) => port === 7_070);
    expect(baked.map(({ why }) => why)).toEqual(["bread; cake"]);
  });

  it("is empty without a network, and leaves out what has no end of ours", () => {
    const { network: _, ...without } = bakery();
    expect(edgesOf(without)).toEqual([]);
    const foreign = { ...ingress, connects: [{ to: "metrics-store" }] };
    const store = { ...withPods(database, { namespace: "monitoring" }), name: "metrics-store" };
    expect(lines(edgesOf(bakery({ dependencies: [foreign, database, store] })))).not.toContain(
      "ingress > metrics-store TCP 5432",
    );
  });

  it("takes an exporter in the pod of its database as one group of pods, with a port for each", () => {
    const exporter = {
      ...withPods(database, { ports: [{ name: "metrics", port: 9_187 }] }),
      name: "exporter",
      ...(shop.scrape === undefined ? {} : { scrape: { ...shop.scrape, job: "exporter" } }),
    };
    const edges = lines(edgesOf(bakery({ dependencies: [ingress, database, exporter] })));
    expect(edges).toContain("prometheus > database TCP 9187");
    expect(edges).toContain("shop > database TCP 5432");
  });

  it("lets pods of a job connect where another part of the product says so, and gives them a name server", () => {
    const job = {
      name: "backup",
      aliases: [],
      namespace: "bakery",
      labels: { app: "backup" },
      ports: [],
      hostNetwork: false,
      meshed: false,
      ours: true,
      path: "backup",
    };
    const to = edgesOf(bakery()).find(({ port }) => port === 5_432)?.to;
    if (to === undefined) throw new Error("no database");
    const edge: Edge = {
      from: { kind: "pods", endpoint: job },
      to,
      port: 5_432,
      protocol: "TCP",
      why: "dump",
      path: "backup",
    };
    const more = { endpoints: [job], edges: [edge] };
    expect(lines(edgesOf(bakery(), more)).filter((line) => line.startsWith("backup"))).toEqual([
      "backup > dns UDP 53",
      "backup > dns TCP 53",
      "backup > database TCP 5432",
    ]);
    const objects = networkObjects(bakery(), {}, more);
    expect(policyOf(objects, "bakery.backup")).toBeDefined();
    expect(ruleOf(objects, "bakery.database", "ingress", "backup")).toMatchObject({ ports: [{ port: 5_432 }] });
  });
});

describe("policies", () => {
  it("are none without a network, and 4 for a shop, an oven and a database: one of them denies the namespace", () => {
    const { network: _, ...without } = bakery();
    expect(networkObjects(without, {})).toEqual([]);
    const objects = networkObjects(bakery(), { team: "bakers" });
    expect(objects.map(({ metadata }) => metadata.name)).toEqual([
      "bakery.default-deny",
      "bakery.shop",
      "bakery.oven",
      "bakery.database",
    ]);
    expect(objects.every(({ metadata }) => metadata.namespace === "bakery" && metadata.labels?.team === "bakers")).toBe(
      true,
    );
    expect(objects[0]?.spec).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  });

  it("have the name that a service's documents give it", () => {
    const objects = networkObjects(bakery({ services: [{ ...shop, policy: "bakery-network-policy" }, oven] }), {});
    expect(policyOf(objects, "bakery-network-policy")?.spec).toMatchObject({
      podSelector: { matchLabels: { app: "shop" } },
    });
  });

  it("merge what goes to one peer into one rule with its ports, in the order of the model", () => {
    const objects = networkObjects(
      bakery({
        services: [{ ...shop, connects: [{ to: "oven", ports: ["grpc", "heat"] }, { to: "database" }] }, oven],
      }),
      {},
    );
    const egress = specOf(objects, "bakery.shop").egress;
    expect(egress).toHaveLength(3);
    expect(ruleOf(objects, "bakery.shop", "egress", "oven")).toMatchObject({
      ports: [
        { protocol: "TCP", port: 7_070 },
        { protocol: "UDP", port: 7_071 },
      ],
    });
  });

  it("say to a reviewer what they let through, and why", () => {
    expect(policyOf(networkObjects(bakery(), {}), "bakery.shop")?.metadata.annotations).toEqual({
      "burnline.dev/lets-in":
        "ingress in ingress-nginx: TCP 8081, users, through ingress\nprometheus in monitoring: TCP 9091, scraping, job shop",
      "burnline.dev/lets-out":
        "dns in kube-system: UDP and TCP 53, names of what it connects to\noven in bakery: TCP 7070, requests\ndatabase in bakery: TCP 5432, its database",
    });
  });

  it("let replicas of a database reach each other only where the model says so", () => {
    expect(specOf(networkObjects(bakery(), {}), "bakery.database").egress).toEqual([]);
    const replicated = { ...database, connects: [{ to: "database", why: "replication" }] };
    const objects = networkObjects(bakery({ dependencies: [ingress, replicated] }), {});
    expect(ruleOf(objects, "bakery.database", "egress", "database")).toMatchObject({ ports: [{ port: 5_432 }] });
    expect(ruleOf(objects, "bakery.database", "ingress", "database")).toMatchObject({ ports: [{ port: 5_432 }] });
  });
});

describe("staged enforcement", () => {
  it("writes the policies of the owners that are enforced, and no default deny", () => {
    const objects = networkObjects(bakery({ net: { ...network, enforced: ["database"] } }), {});
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(["bakery.database"]);
  });

  it("writes what it writes without the list once all owners are in it, save the default deny", () => {
    const staged = networkObjects(bakery({ net: { ...network, enforced: ["shop", "oven", "database"] } }), {});
    expect(staged).toEqual(networkObjects(bakery(), {}).slice(1));
  });
});

describe("services outside of the system's own namespace", () => {
  it("make that namespace one of the system: it has a default deny as well", () => {
    const elsewhere = withPods(oven, { namespace: "kitchen" });
    const objects = networkObjects(bakery({ services: [shop, elsewhere] }), {});
    expect(objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toContain(
      "kitchen/bakery.default-deny",
    );
    expect(ruleOf(objects, "bakery.oven", "ingress", "shop")).toBeDefined();
  });
});
