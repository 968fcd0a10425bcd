import { readCidr } from "../../kubernetes/cidr.ts";
import type { External } from "../../model/network.ts";
import { WORLD_PORT } from "../world.ts";
import { checkCidrs, checkExcept, checkHosts, checkWorld } from "./addresses.ts";
import { type Context, owners } from "./context.ts";
import { checkPorts } from "./ports.ts";

/** That what is outside is reached by addresses, or by names where the plugin knows them. */
export function checkExternals(context: Context): void {
  const { topology } = context;
  const used = new Set(owners(topology.system).flatMap(({ owner }) => (owner.connects ?? []).map(({ to }) => to)));
  for (const { name, external, type } of topology.system.dependencies) {
    if (external === undefined) continue;
    const path = `dependencies.${name}.external`;
    checkExternal(context, external, path, type !== "ingress" && type !== "cloud");
    if (used.has(name)) checkPlace(context, external, path);
  }
  for (const { name, exposed = [] } of topology.system.services) {
    for (const [index, exposure] of exposed.entries()) {
      if (!("from" in exposure)) continue;
      const path = `services.${name}.exposed.${index}.from`;
      checkCidrs(context, exposure.from, path);
      checkFamilies(context, exposure.from, path);
    }
  }
}

function checkExternal(context: Context, external: External, path: string, isReached: boolean): void {
  const { topology, report } = context;
  const { hosts = [], cidrs = [], except = [], ports = [], anywhere } = external;
  checkCidrs(context, cidrs, `${path}.cidrs`);
  checkExcept(context, cidrs, except, `${path}.except`);
  // Load balancers have the addresses of users: only what is let out is to be narrow.
  if (isReached) checkWorld(context, cidrs, `${path}.cidrs`);
  checkHosts(context, hosts, `${path}.hosts`);
  checkPorts(context, ports, `${path}.ports`);
  const others = anywhere === undefined || cidrs.length > 0 ? [] : ports.filter((port) => port !== WORLD_PORT);
  const byName = hosts.length > 0 && topology.network.plugin === "cilium";
  if (others.length > 0 && !byName)
    report.error("world-undeclared", `${path}.ports`, "to the whole world only HTTPS is let out", {
      found: others.join(", "),
      expected: `${WORLD_PORT}`,
      mend: "state the addresses that are reached on other ports",
    });
}

/** Nobody is cut off by what nobody connects to: people may look it up all the same. */
function checkPlace({ topology, report }: Context, external: External, path: string): void {
  const { hosts = [], cidrs = [], anywhere } = external;
  if (cidrs.length > 0 || anywhere !== undefined) return;
  if (hosts.length === 0)
    report.error("connection-nowhere", path, "nothing says where it is", {
      expected: "cidrs, hosts or anywhere",
    });
  else if (topology.network.plugin === "kubernetes")
    report.error(
      "host-needs-plugin",
      path,
      "a policy of Kubernetes knows addresses only, and what a name stands for changes",
      {
        found: hosts.join(", "),
        expected: "cidrs, or hosts with Cilium",
        mend: `cidrs as its owner publishes them; plugin: "cilium" where it runs; or anywhere: "why", which lets out to every public address on port ${WORLD_PORT}`,
      },
    );
}

function checkFamilies({ report }: Pick<Context, "report">, cidrs: readonly string[], path: string): void {
  const families = new Set(
    cidrs.map((text) => readCidr(text)).flatMap((one) => (one?.length === 0 ? [one.family] : [])),
  );
  if (families.size !== 1) return;
  report.warning("world-one-family", path, "users of one family of addresses only: the others are refused", {
    found: families.has(4) ? "0.0.0.0/0" : "::/0",
    expected: "0.0.0.0/0 and ::/0",
  });
}
