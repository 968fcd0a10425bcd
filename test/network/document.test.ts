import { describe, expect, it } from "vitest";
import { networkDocument } from "../../lib/compile/network-document.ts";
import { checkNetwork } from "../../lib/network/check/check-network.ts";
import { commandEffects } from "../../lib/network/commands.ts";
import { stagesOf } from "../../lib/network/staging.ts";
import { bakery, database, ingress, network, oven, shop, withPods } from "./model.ts";

const debug = {
  ...database,
  name: "debug",
  workload: { kind: "Job" as const, name: "debug", labels: { run: "look" } },
  connects: [{ to: "database" }],
};

/** From, to and whether it is let through, of the commands of one page. */
function effects(
  ...lines: readonly string[]
): readonly (readonly [from: string | undefined, to: string, open: boolean])[] {
  const model = bakery({ dependencies: [ingress, database, debug] });
  const commands = lines.map((line, index) => ({ path: `page.${index}`, line }));
  return commandEffects(model, commands).map(({ from, to, edge }) => [from?.name, to, edge !== undefined]);
}

describe("commands of pages", () => {
  it.each([
    ["kubectl exec -n bakery deployment/shop -- psql -h database -U baker", "shop", "database", true],
    [
      "kubectl exec -it -n bakery deploy/shop -c main -- psql postgresql://baker@database:5432/bread",
      "shop",
      "database",
      true,
    ],
    ["kubectl exec -n bakery deployment/oven -- psql -h database -U baker", "oven", "database", false],
    [
      "kubectl exec -n bakery oven-7d9f-x2x -- curl -sS http://shop.bakery.svc:80/health",
      "oven",
      "shop.bakery.svc",
      false,
    ],
    ["kubectl exec -n bakery deployment/shop -- nslookup database", "shop", "the name server", true],
    ["kubectl exec -n bakery deployment/oven -- nslookup database", "oven", "the name server", false],
    ["kubectl exec -n bakery deployment/shop -- ping -c 3 database", "shop", "database (ping)", false],
    ["kubectl exec -n bakery deployment/shop -- curl https://example.com/", "shop", "example.com", false],
    [
      "kubectl exec -n bakery deployment/shop -- node -e \"require('net').connect(5432, 'database')\"",
      "shop",
      "database",
      true,
    ],
    ["kubectl run look -n bakery --rm --image=busybox -- nc -zv -w 5 database 5432", "debug", "database", true],
    ["kubectl run other -n bakery --rm --image=busybox -- nc -zv -w 5 database 5432", undefined, "database", false],
  ])("%s", (line, from, to, open) => {
    expect(effects(line)).toEqual([[from, to, open]]);
  });

  it.each([
    "curl -fsS https://bakery.example.com/health",
    "kubectl port-forward -n bakery deployment/shop 8080:8081",
    "kubectl exec -n bakery deployment/shop -- curl http://localhost:8081/health",
    "kubectl exec -n bakery deployment/shop -- psql -U database",
    'kubectl exec -n bakery "$POD" -- curl http://database/',
  ])("%s is none of the policies' business, or of a pod that nobody knows yet", (line) => {
    expect(effects(line)).toEqual([]);
  });

  it("that start a pod end lines below", () => {
    const model = bakery();
    const lines = [`kubectl run look --overrides='{"spec": {`, `}}' -- nc -zv database 5432`];
    const found = commandEffects(
      model,
      lines.map((line) => ({ path: "page.0", line })),
    );
    expect(found.map(({ to, edge }) => [to, edge])).toEqual([["database", undefined]]);
  });
});

describe("commands that the policies cut", () => {
  const commands = (line: string) => () => [{ path: "page.0", line }];
  const codes = (model: Parameters<typeof checkNetwork>[0], line: string) =>
    checkNetwork(model, commands(line)).map(({ code, path, level }) => [code, path, level]);
  const fromOven = "kubectl exec -n bakery deployment/oven -- psql -h database -U baker";

  it("are pointed out where they stand, and those that are let through are not", () => {
    expect(codes(bakery(), fromOven)).toEqual([["command-cut", "page.0", "warning"]]);
    expect(codes(bakery(), fromOven.replace("oven", "shop"))).toEqual([]);
    expect(codes(bakery(), "kubectl run look --image=busybox -- nc -zv database 5432")).toEqual([
      ["command-cut", "page.0", "warning"],
    ]);
  });

  it("are none before one of their ends is enforced", () => {
    const enforced = (...names: readonly string[]) => bakery({ net: { ...network, enforced: names } });
    expect(codes(enforced("shop"), fromOven)).toEqual([]);
    expect(codes(enforced("database"), fromOven)).toEqual([["command-cut", "page.0", "warning"]]);
  });

  it("start in the pods with the longest name that fits", () => {
    const stone = {
      ...withPods(oven, { name: "oven-stone", labels: { app: "stone" } }),
      name: "stone",
      connects: [{ to: "database" }],
    };
    const model = bakery({ services: [shop, oven, stone] });
    expect(codes(model, "kubectl exec -n bakery oven-stone-0 -- psql -h database -U baker")).toEqual([]);
  });
});

describe("one owner after another", () => {
  it("comes first who has the fewest connections, with the commands that it cuts", () => {
    const model = bakery({ net: { ...network, enforced: ["oven"] } });
    const line = "kubectl exec -n bakery deployment/oven -- psql -h database -U baker";
    const stages = stagesOf(model, commandEffects(model, [{ path: "page.0", line }]));
    expect(stages.map(({ endpoint, into, out, cut }) => [endpoint.name, into.length, out.length, cut.length])).toEqual([
      ["database", 1, 0, 1],
      ["shop", 2, 4, 0],
    ]);
  });
});

describe("the document", () => {
  const quarantine = { label: "burnline.dev/quarantine", forensics: [] };
  const text = networkDocument(bakery({ net: { ...network, quarantine } }));

  it("has every connection once, with its ports", () => {
    expect(text).toContain("| shop | dns (`kube-system`) | UDP and TCP 53 | names of what it connects to |");
    expect(text).toContain("| shop | oven | TCP 7070 | requests |");
    expect(text.match(/\| TCP 5432 \|/g)).toHaveLength(1);
  });

  it("has a row for each that connects and a column for each that is connected to, the name server aside", () => {
    expect(text).toContain("| from \\ to | oven | database | shop |");
    expect(text).toContain("| prometheus |  |  | 9091 |");
  });

  it("says what namespaces of others have to let through", () => {
    expect(text).toContain("- `ingress-nginx`: ingress out to shop, TCP 8081.");
    expect(text).toContain("- `kube-system`: shop in to dns, UDP and TCP 53.");
  });

  it("quarantines a pod in three commands, the label before all", () => {
    const commands = text
      .split("```bash\n")[1]
      ?.split("```")[0]
      ?.split("\n")
      .filter((line) => line.startsWith("kubectl"));
    expect(commands).toEqual([
      'kubectl label pod "$POD" -n bakery burnline.dev/quarantine=true',
      'kubectl label pod "$POD" -n bakery app-',
      'kubectl delete pod "$POD" -n bakery',
    ]);
  });

  it("names what is let out to the world with its reason, and nobody where there is nothing", () => {
    expect(text).toContain("Nothing connects to anything outside of the cluster.");
    const { workload: _, ...outside } = database;
    const flour = { ...outside, name: "flour-api", external: { anywhere: "no addresses are published" } };
    const open = networkDocument(
      bakery({ services: [{ ...shop, connects: [{ to: "flour-api" }] }, oven], dependencies: [ingress, flour] }),
    );
    expect(open).toContain(
      "- shop to any public address, port 443, for flour-api: no addresses are published. Private, link-local and metadata addresses stay closed.",
    );
  });

  it("says while only some are enforced whose policies are", () => {
    expect(networkDocument(bakery({ net: { ...network, enforced: ["oven"] } }))).toContain(
      "Only the policies of `oven` are enforced in `bakery`; everything else connects as before.",
    );
  });
});
