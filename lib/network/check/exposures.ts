import { nearest } from "../../core/names.ts";
import type { Dependency, DependencyType } from "../../model/dependency.ts";
import { reportChoice } from "./connections.ts";
import { type Context, owners } from "./context.ts";

/** What users come through. */
const ENTRANCES: readonly DependencyType[] = ["ingress", "service-mesh", "cloud"];

/** That users come through something that lets them in, and that Prometheus reaches what it scrapes. */
export function checkExposures(context: Context): void {
  const { topology, report } = context;
  for (const service of topology.system.services) {
    for (const [index, exposure] of (service.exposed ?? []).entries()) {
      const path = `services.${service.name}.exposed.${index}`;
      if (topology.endpoint(service.name) === undefined) {
        report.error("connection-without-pods", path, `${service.name} has no pods that users could reach`, {
          expected: "a workload on Kubernetes, with the labels and ports of its pods",
        });
        continue;
      }
      const choice = topology.choose(service.name, exposure.port === undefined ? undefined : [exposure.port]);
      reportChoice(report, topology, service.name, choice, `${path}.port`);
      if ("through" in exposure) checkEntrance(context, exposure.through, `${path}.through`);
    }
  }
  const { acme } = topology.network;
  if (acme !== undefined) checkEntrance(context, acme.through, "network.acme.through");
  checkScrapes(context);
}

function checkEntrance({ topology, report }: Context, through: string, path: string): void {
  const { dependencies } = topology.system;
  const entrance = dependencies.find(({ name }) => name === through);
  if (entrance === undefined || !ENTRANCES.includes(entrance.type)) {
    const near = nearest(
      through,
      dependencies.filter(({ type }) => ENTRANCES.includes(type)).map(({ name }) => name),
    );
    report.error(
      "exposure-unknown",
      path,
      entrance === undefined ? "no dependency has this name" : `${through} is nothing that users come through`,
      {
        found: entrance === undefined ? through : entrance.type,
        expected: `a dependency of the type ${ENTRANCES.join(", ")}`,
        mend:
          near === undefined
            ? "declare the ingress controller as a dependency, with its pods"
            : `did you mean ${near}?`,
      },
    );
  } else if (topology.endpoint(through) === undefined && entrance.external?.cidrs === undefined)
    report.error("connection-nowhere", path, `nothing says where ${through} connects from`, {
      expected: "its pods (workload), or the addresses of what balances the load (external.cidrs)",
    });
  else checkOpen({ topology, report }, entrance, path);
}

/** An ingress controller in a namespace of the system is under its default deny, and no dependency is exposed. */
function checkOpen(
  { topology, report }: Pick<Context, "topology" | "report">,
  { name }: Dependency,
  path: string,
): void {
  const endpoint = topology.endpoint(name);
  if (endpoint === undefined || !endpoint.ours || endpoint.hostNetwork) return;
  report.error("exposure-closed", path, `${name} is in a namespace of the system, where nothing lets users in to it`, {
    found: endpoint.namespace,
    mend: "declare it as a service that connects to the others and is exposed to addresses, or name its own namespace",
  });
}

function checkScrapes({ topology, report }: Context): void {
  const blocked: string[] = [];
  for (const { owner, path } of owners(topology.system)) {
    const endpoint = topology.endpoint(owner.name);
    const { scrape } = owner;
    if (scrape === undefined || endpoint === undefined) continue;
    const monitored = scrape.through !== undefined && scrape.through.kind !== "external";
    if (!monitored && scrape.port === undefined) continue;
    if (topology.network.prometheus === undefined) {
      if (endpoint.ours) blocked.push(owner.name);
      continue;
    }
    const choice = topology.choose(owner.name, scrape.port === undefined ? undefined : [scrape.port]);
    const ports = topology.ports(owner.name);
    if (choice.ports.length > 0 || (!monitored && !endpoint.ours)) continue;
    report.error(
      "scrape-port-unknown",
      `${path}.scrape.port`,
      `no container of ${owner.name} has the port that is scraped`,
      {
        found: scrape.port ?? "none",
        expected: ports.length === 0 ? "a port in its workload" : ports.map(({ name }) => name).join(" or "),
        mend: "a policy opens ports of containers, so the port of the Kubernetes Service has to have the same name",
      },
    );
  }
  if (blocked.length > 0)
    report.error("scrape-blocked", "network.prometheus", "the policies would cut Prometheus from what it scrapes", {
      found: blocked.join(", "),
      expected: "namespace and labels of Prometheus' pods",
      mend: `prometheus: { namespace: "monitoring", labels: { "app.kubernetes.io/name": "prometheus" } }`,
    });
}
