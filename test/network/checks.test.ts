import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../lib/compile/check.ts";
import { checkNetwork } from "../../lib/network/check/check-network.ts";
import { NETWORK_CODES } from "../../lib/network/codes.ts";
import { networkObjects } from "../../lib/network/derive.ts";
import { found, withExternal } from "./found.ts";
import { bakery, database, ingress, network, oven, shop, withPods } from "./model.ts";

/** What the tests of this folder say. */
const tests = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"));

const ovenWith = (labels: Readonly<Record<string, string>>) => withPods(oven, { labels });

it.each(NETWORK_CODES)("%s is given by a test of this folder", (code) => {
  expect(tests.some((text) => text.includes(`"${code}"`))).toBe(true);
});

it("has nothing to say about the bakery", () => {
  expect(checkNetwork(bakery())).toEqual([]);
});

describe("connections", () => {
  it("to what the system does not have are refused, with the nearest name", () => {
    const model = bakery({
      services: [{ ...shop, connects: [{ to: "ovn" }, { to: "oven", ports: ["grpc"] }, { to: "database" }] }, oven],
    });
    expect(checkNetwork(model)).toEqual([
      {
        code: "connection-unknown",
        path: "services.shop.connects.0",
        message: "shop connects to what the system does not have",
        found: "ovn",
        mend: "did you mean oven?",
      },
    ]);
  });

  it("to a dependency of which neither pods nor addresses are stated are refused", () => {
    const { workload: _, ...nowhere } = database;
    expect(found(bakery({ dependencies: [ingress, nowhere] }))).toEqual([
      ["connection-nowhere", "services.shop.connects.1", undefined],
    ]);
  });

  it("to a port that no container has are refused, and the ports that there are named", () => {
    const model = bakery({
      services: [{ ...shop, connects: [{ to: "oven", ports: ["https"] }, { to: "database" }] }, oven],
    });
    expect(checkNetwork(model).filter(({ level }) => level !== "warning")).toMatchObject([
      {
        code: "connection-port-unknown",
        path: "services.shop.connects.0",
        found: "https",
        expected: "grpc (7070), heat (7071)",
      },
    ]);
  });

  it("to one of two ports have to name it, while the port of metrics never counts", () => {
    const model = bakery({
      services: [
        { ...shop, connects: [{ to: "oven" }, { to: "database" }] },
        { ...oven, connects: [{ to: "shop" }] },
      ],
    });
    expect(found(model)).toEqual([
      ["connection-port-ambiguous", "services.shop.connects.0", "grpc (7070), heat (7071)"],
    ]);
  });

  it("to another port of something outside than it is reached on are refused", () => {
    const model = withExternal({ cidrs: ["192.0.2.0/24"], ports: [8_443] });
    const [first, ...others] = model.services;
    const named = {
      ...model,
      services: [{ ...first, ...shop, connects: [{ to: "flour-api", ports: ["443"] }] }, ...others],
    };
    expect(found(named)).toEqual([["connection-port-unknown", "services.shop.connects.0.ports", "443"]]);
  });

  it("of what has no pods are refused", () => {
    const { workload: _, ...nowhere } = { ...oven, connects: [{ to: "database" }] };
    expect(found(bakery({ services: [{ ...shop, connects: [{ to: "database" }] }, nowhere] }))).toEqual([
      ["connection-without-pods", "services.oven.connects", undefined],
    ]);
  });

  it("to a dependency that is called like the API server are refused", () => {
    const named = { ...database, name: "kubernetes" };
    const model = bakery({
      services: [{ ...shop, connects: [{ to: "oven", ports: ["grpc"] }] }, oven],
      dependencies: [ingress, named],
    });
    expect(found(model).map(([code]) => code)).toEqual(["connection-name-reserved"]);
  });
});

describe("users", () => {
  it("come through an ingress controller that is there, and not through a database", () => {
    const exposed = (through: string) =>
      bakery({ services: [{ ...shop, exposed: [{ through, port: "http" }] }, oven] });
    expect(found(exposed("ingres"))).toEqual([["exposure-unknown", "services.shop.exposed.0.through", "ingres"]]);
    expect(found(exposed("database"))).toEqual([["exposure-unknown", "services.shop.exposed.0.through", "postgresql"]]);
  });

  it("do not reach an ingress controller in a namespace that denies everything", () => {
    const inside = withPods(ingress, { namespace: "bakery" });
    const codes = found(bakery({ dependencies: [inside, database] })).map(([code]) => code);
    expect(codes).toEqual(["exposure-closed", "api-server-blocked"]);
  });

  it("of one family of addresses are pointed out", () => {
    const exposed = (from: readonly string[]) =>
      bakery({ services: [{ ...shop, exposed: [{ from, port: "http", why: "a balancer" }] }, oven] });
    expect(found(exposed(["0.0.0.0/0"])).map(([code]) => code)).toEqual(["world-one-family"]);
    expect(found(exposed(["0.0.0.0/0", "::/0"]))).toEqual([]);
  });

  it("cannot reach a service that has no pods", () => {
    const { workload: _, ...nowhere } = { ...oven, exposed: [{ through: "ingress" }] };
    expect(
      found(bakery({ services: [{ ...shop, connects: [{ to: "database" }] }, nowhere] })).map(([code]) => code),
    ).toEqual(["connection-without-pods"]);
  });
});

describe("pods", () => {
  it("without labels cannot be told from others", () => {
    expect(found(bakery({ services: [shop, ovenWith({})] })).map(([code, path]) => [code, path])).toEqual([
      ["pods-without-labels", "services.oven.workload"],
    ]);
  });

  it("whose labels are among those of others are selected together with them", () => {
    const model = bakery({ services: [shop, ovenWith({ app: "shop", tier: "back" })] });
    expect(found(model)).toEqual([["pods-overlap", "services.shop.workload", "app=shop"]]);
    expect(found(bakery({ services: [shop, ovenWith({ app: "oven", tier: "shop" })] }))).toEqual([]);
  });

  it("of a whole namespace of somebody else are pointed out where more of it is known", () => {
    const pods = { namespace: "monitoring", labels: { app: "store" }, ports: [{ name: "http", port: 80 }] };
    const store = { ...withPods(database, pods), name: "store" };
    const model = bakery({
      net: { ...network, prometheus: { namespace: "monitoring" } },
      services: [{ ...shop, connects: [{ to: "oven", ports: ["grpc"] }, { to: "database" }, { to: "store" }] }, oven],
      dependencies: [ingress, database, store],
    });
    expect(checkNetwork(model).map(({ code, level, found: text }) => [code, level, text])).toEqual([
      ["pods-overlap", "warning", "every pod of monitoring"],
    ]);
  });

  it("that nothing connects to and that connect to nothing are pointed out", () => {
    const model = bakery({ services: [{ ...shop, connects: [{ to: "database" }] }, oven] });
    expect(checkNetwork(model).map(({ code, path, level }) => [code, path, level])).toEqual([
      ["pods-unconnected", "services.oven.workload", "warning"],
    ]);
  });

  it("have labels and ports as Kubernetes takes them, each port once", () => {
    const wrong = withPods(oven, {
      labels: { "-app": "oven" },
      ports: [
        { name: "grpc", port: 7_070 },
        { name: "GRPC_TOO", port: 7_070 },
      ],
    });
    expect(found(bakery({ services: [shop, wrong] }))).toEqual([
      ["port-invalid", "services.oven.workload.ports", "GRPC_TOO"],
      ["port-invalid", "services.oven.workload.ports", "TCP 7070"],
      ["label-invalid", "services.oven.workload.labels", "-app: oven"],
    ]);
  });

  it("are scraped on a port that their containers have", () => {
    const { scrape, ...unscraped } = shop;
    if (scrape === undefined) throw new Error("the shop is scraped");
    const model = bakery({ services: [{ ...unscraped, scrape: { ...scrape, port: "prom" } }, oven] });
    // The port of its metrics is not known then, so that its other connections would have to name theirs.
    expect(found(model)).toEqual([["scrape-port-unknown", "services.shop.scrape.port", "prom"]]);
  });
});

describe("the network", () => {
  it("that is missing makes connections a warning, and one of hosts only as well", () => {
    const { network: _, ...without } = bakery();
    expect(checkNetwork(without).map(({ code, level, found: text }) => [code, level, text])).toEqual([
      ["connections-unused", "warning", "shop"],
    ]);
    const onHosts = { ...bakery(), runs: ["host"] as const };
    expect(checkNetwork(onHosts).map(({ code, level }) => [code, level])).toEqual([
      ["network-not-on-kubernetes", "warning"],
    ]);
  });

  it("of a system without a namespace is refused for that alone", () => {
    const { namespace: _, ...without } = bakery();
    const errors = checkSystem(without).filter(({ level }) => level !== "warning");
    expect(errors.map(({ code }) => code)).toEqual(["namespace-missing", "nothing-promised"]);
    expect(networkObjects(without, {})).toEqual([]);
  });

  it("enforces owners that have policies of ours", () => {
    expect(found(bakery({ net: { ...network, enforced: ["databse", "ingress", "shop"] } }))).toEqual([
      ["enforced-unknown", "network.enforced.0", "databse"],
      ["enforced-unknown", "network.enforced.1", "ingress"],
    ]);
  });

  it("has policies with names that Kubernetes takes", () => {
    expect(found(bakery({ services: [{ ...shop, policy: "The Policy" }, oven] }))).toEqual([
      ["policy-name-invalid", "services.shop.workload", "The Policy"],
    ]);
  });
});
