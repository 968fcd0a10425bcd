import { nearest } from "../../core/names.ts";
import type { Connection } from "../../model/network.ts";
import { API_SERVER, type Choice, externalPorts, type Topology } from "../targets.ts";
import { type Context, owners, type Placed } from "./context.ts";

/** That every connection leads somewhere, and to ports that something listens on. */
export function checkConnections({ topology, report }: Context): void {
  for (const placed of owners(topology.system)) {
    const { owner, path } = placed;
    const connects = owner.connects ?? [];
    if (owner.name === API_SERVER)
      report.error("connection-name-reserved", path, `${API_SERVER} stands for the API server of Kubernetes`, {
        mend: "give it another name",
      });
    if (connects.length > 0 && topology.endpoint(owner.name) === undefined)
      report.error("connection-without-pods", `${path}.connects`, `${owner.name} has no pods that could connect`, {
        expected: "a workload on Kubernetes, with the labels of its pods",
        mend: "add its workload, or remove what it connects to",
      });
    for (const [index, connection] of connects.entries())
      checkConnection({ topology, report }, placed, connection, `${path}.connects.${index}`);
  }
}

function checkConnection(
  { topology, report }: Pick<Context, "topology" | "report">,
  { owner }: Placed,
  connection: Connection,
  path: string,
): void {
  const { to } = connection;
  if (to === API_SERVER) {
    if (topology.network.apiServer === undefined)
      report.error(
        "api-server-missing",
        path,
        `${owner.name} connects to the API server, and nobody says where it is`,
        {
          expected: "network.apiServer with the addresses and ports of its endpoints: policies see no Service",
          mend: "kubectl get endpoints kubernetes -n default",
        },
      );
  } else if (topology.owner(to) === undefined && topology.endpoint(to) === undefined) {
    report.error("connection-unknown", path, `${owner.name} connects to what the system does not have`, {
      found: to,
      ...didYouMean(to, topology),
    });
  } else if (topology.endpoint(to) === undefined && topology.external(to) === undefined) {
    report.error("connection-nowhere", path, `nothing says where ${to} is`, {
      expected: "its pods (workload) or how it is reached from inside the cluster (external)",
      mend: `external: { cidrs: ["192.0.2.0/24"] }, with the addresses that its owner publishes`,
    });
  } else checkTargetPorts({ topology, report }, connection, path);
}

function checkTargetPorts(
  { topology, report }: Pick<Context, "topology" | "report">,
  { to, ports }: Connection,
  path: string,
): void {
  const external = topology.external(to);
  if (topology.endpoint(to) !== undefined) reportChoice(report, topology, to, topology.choose(to, ports), path);
  else if (external !== undefined && ports !== undefined) {
    const known = externalPorts(external).map(String);
    for (const name of ports.filter((one) => !known.includes(one)))
      report.error("connection-port-unknown", `${path}.ports`, `${to} is not reached on this port`, {
        found: name,
        expected: known.join(" or "),
      });
  }
}

/** What is wrong with the ports that somebody chose of a workload. */
export function reportChoice(
  report: Context["report"],
  topology: Topology,
  name: string,
  { unknown, ambiguous }: Choice,
  path: string,
): void {
  const ports = topology.ports(name);
  const has = ports.length === 0 ? "none is declared" : ports.map((port) => `${port.name} (${port.port})`).join(", ");
  for (const one of unknown)
    report.error("connection-port-unknown", path, `no container of ${name} has this port`, {
      found: one,
      expected: has,
      mend: "name a port of the container; that of the Kubernetes Service is nothing a policy sees",
    });
  if (ambiguous)
    report.error(
      "connection-port-ambiguous",
      path,
      ports.length === 0 ? `no port of ${name} is declared` : `several ports of ${name} could be meant`,
      {
        found: has,
        mend:
          ports.length === 0
            ? `ports: [{ name: "http", port: 8080 }] in its workload`
            : `name them: ports: ["${ports[0]?.name ?? ""}"]`,
      },
    );
}

function didYouMean(name: string, topology: Topology): { readonly mend: string } {
  const known = owners(topology.system).map(({ owner }) => owner.name);
  const near = nearest(name, known);
  return { mend: near === undefined ? "declare it as a dependency" : `did you mean ${near}?` };
}
