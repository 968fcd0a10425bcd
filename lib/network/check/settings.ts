import { nearest } from "../../core/names.ts";
import { readAddress } from "../../kubernetes/address.ts";
import { isDnsSubdomain, isLabelKey } from "../../kubernetes/label.ts";
import type { PodsAt } from "../../model/network.ts";
import { guardedEndpoints, policyName } from "../derive.ts";
import { edgesOf } from "../edges.ts";
import { ownNamespaces } from "../endpoints.ts";
import { checkCidrs } from "./addresses.ts";
import type { Context } from "./context.ts";
import { checkLabels } from "./pods.ts";
import { checkPorts } from "./ports.ts";

/** That what the network says of the cluster can be so. */
export function checkSettings(context: Context): void {
  const { topology, report } = context;
  const { dns, prometheus, apiServer, nodes, mesh } = topology.network;
  checkPlace(context, dns, "network.dns");
  checkPorts(context, dns.port === undefined ? [] : [dns.port], "network.dns.port");
  if (dns.nodeLocal !== undefined && readAddress(dns.nodeLocal) === undefined)
    report.error("cidr-invalid", "network.dns.nodeLocal", "no address", {
      found: dns.nodeLocal,
      expected: "169.254.20.10",
    });
  if (prometheus !== undefined) checkPlace(context, prometheus, "network.prometheus");
  if (mesh !== undefined) checkPlace(context, mesh.control, "network.mesh.control");
  checkCidrs(context, apiServer?.cidrs ?? [], "network.apiServer.cidrs");
  checkPorts(context, apiServer?.ports ?? [], "network.apiServer.ports");
  checkCidrs(context, nodes ?? [], "network.nodes");
  checkNodes(context);
  checkQuarantine(context);
  checkEnforced(context);
  checkPolicyNames(context);
}

function checkPlace(context: Pick<Context, "report">, { labels = {} }: PodsAt, path: string): void {
  checkLabels(context, labels, `${path}.labels`);
}

/** Pods in the network of their node are seen by its address. */
function checkNodes({ topology: { system, network }, report }: Context): void {
  if (network.nodes !== undefined && network.nodes.length > 0) return;
  const needed = edgesOf({ ...system, network: { ...network, nodes: ["192.0.2.0/32"] } });
  const told = new Set<string>();
  for (const { from, to, path } of needed) {
    for (const side of [from, to]) {
      if (side.kind !== "addresses" || side.of !== "nodes" || told.has(side.name)) continue;
      told.add(side.name);
      report.error("node-addresses-missing", path, "pods in the network of their node are known by its address only", {
        found: side.name,
        expected: "network.nodes, the addresses of the nodes",
        mend: 'nodes: ["10.0.0.0/20"]',
      });
    }
  }
}

function checkQuarantine(context: Context): void {
  const { topology, report } = context;
  const { quarantine } = topology.network;
  if (quarantine === undefined) return;
  const { label, forensics } = quarantine;
  if (!isLabelKey(label))
    report.error("label-invalid", "network.quarantine.label", "Kubernetes refuses this key of a label", {
      found: label,
    });
  for (const { name, labels, ours, path } of topology.endpoints) {
    if (!ours || !Object.hasOwn(labels, label)) continue;
    report.error(
      "quarantine-kept",
      path,
      `every pod of ${name} carries the label of quarantine: none of its edges holds`,
      {
        found: label,
        mend: "take another label for quarantine, which only an incident puts on a pod",
      },
    );
  }
  const own = ownNamespaces(topology.system);
  for (const [index, { from, port }] of forensics.entries()) {
    const path = `network.quarantine.forensics.${index}`;
    checkPorts(context, [port], `${path}.port`);
    checkPlace(context, from, `${path}.from`);
    if (Object.keys(from.labels ?? {}).length > 0 || !own.includes(from.namespace)) continue;
    report.error("quarantine-open", `${path}.from`, "every pod of the system would reach what is in quarantine", {
      found: `every pod of ${from.namespace}`,
      expected: "labels of the pods that somebody looks from",
    });
  }
}

function checkEnforced({ topology, report }: Context): void {
  const { enforced = [] } = topology.network;
  const guarded = topology.endpoints.filter((one) => one.ours && !one.hostNetwork);
  const known = guarded.flatMap(({ name, aliases }) => [name, ...aliases]);
  for (const [index, name] of enforced.entries()) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    report.error("enforced-unknown", `network.enforced.${index}`, "no policy of the system is for this", {
      found: name,
      expected: known.join(", "),
      ...(near === undefined ? {} : { mend: `did you mean ${near}?` }),
    });
  }
}

function checkPolicyNames({ topology, report }: Context): void {
  const { system, network } = topology;
  const taken = new Map<string, string>();
  for (const namespace of ownNamespaces(system)) {
    taken.set(`${namespace}/${system.name}.default-deny`, "the default deny");
    if (network.quarantine !== undefined) taken.set(`${namespace}/${system.name}.quarantine`, "the quarantine");
  }
  for (const endpoint of guardedEndpoints(system, network)) {
    const name = policyName(system, endpoint);
    const before = taken.get(`${endpoint.namespace}/${name}`);
    taken.set(`${endpoint.namespace}/${name}`, endpoint.name);
    if (before !== undefined)
      report.error("policy-name-clash", endpoint.path, `two policies of ${endpoint.namespace} would have one name`, {
        found: `${name}, also of ${before}`,
        mend: "policy: another name",
      });
    if (!isDnsSubdomain(name))
      report.error("policy-name-invalid", endpoint.path, "Kubernetes refuses this name of a policy", {
        found: name,
        expected: "lower-case letters, digits, `-` and `.`",
      });
  }
}
