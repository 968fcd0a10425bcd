import type { External, Network, System } from "../../lib/index.ts";
import { checkNetwork } from "../../lib/network/check/check-network.ts";
import { bakery, database, ingress, network, oven, shop } from "./model.ts";

/** Code, path and what was found of each issue. */
export function found(system: System): readonly (readonly [code: string, path: string, found: string | undefined])[] {
  return checkNetwork(system).map((one) => [one.code, one.path, one.found]);
}

/** The bakery, whose shop needs something outside. */
export function withExternal(external: External, net: Network = network): System {
  const { workload: _, ...outside } = database;
  const flour = { ...outside, name: "flour-api", type: "external-api" as const, external };
  return bakery({
    services: [
      { ...shop, connects: [{ to: "flour-api" }] },
      { ...oven, connects: [{ to: "shop", ports: ["http"] }] },
    ],
    dependencies: [ingress, flour],
    net,
  });
}
