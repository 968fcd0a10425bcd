import type { Labels } from "../../kubernetes/selector.ts";
import type { Network } from "../../model/network.ts";
import type { System } from "../../model/system.ts";
import { type Endpoint, endpointsOf, ownNamespaces } from "../../network/endpoints.ts";
import type { Pod } from "../../network/reach/pod.ts";

/** A pod that the proof looks at, and what the model knows of it. */
export interface Player {
  readonly pod: Pod;
  /** Names of the endpoints whose pods it is one of. */
  readonly endpoints: ReadonlySet<string>;
  /** Whether what no connection states has to be denied. */
  readonly governed: boolean;
  readonly quarantined: boolean;
}

/**
 * The pods that a system has, and those that a rule which is too wide would take for them: of each endpoint two replicas and one in
 * quarantine, pods that lack one of its labels or have another value, and the same labels in a namespace that nobody knows; likewise of
 * those who look at pods in quarantine; in each namespace a pod without labels. Pods in the network of their node are addresses, and left out.
 */
export function castOf(system: System, network: Network, endpoints = endpointsOf(system)): readonly Player[] {
  const own = ownNamespaces(system);
  const listed = endpoints.filter(({ hostNetwork }) => !hostNetwork);
  const namespaces = new Set([...own, ...listed.map(({ namespace }) => namespace)]);
  const pods = new Map<string, Pod>();
  const add = (pod: Pod): void => {
    const key = JSON.stringify([pod.namespace, pod.name]);
    if (!pods.has(key)) pods.set(key, pod);
  };
  for (const endpoint of listed) {
    for (const replica of [1, 2]) add(podOf(endpoint, `${endpoint.name}-${replica}`));
    for (const pod of impostors(podOf(endpoint, endpoint.name))) add(pod);
    if (network.quarantine !== undefined && own.includes(endpoint.namespace)) {
      const label = { [network.quarantine.label]: "true" };
      add({ ...podOf(endpoint, `${endpoint.name}-quarantined`), labels: { ...endpoint.labels, ...label } });
    }
  }
  for (const { from } of network.quarantine?.forensics ?? []) {
    const labels = from.labels ?? {};
    const pod = {
      name: ["forensics", ...Object.values(labels)].join(" "),
      namespace: from.namespace,
      labels,
      ports: [],
    };
    for (const one of [pod, ...impostors(pod)]) add(one);
    namespaces.add(from.namespace);
  }
  for (const namespace of [...namespaces, FOREIGN]) {
    add({ name: `unknown pod of ${namespace}`, namespace, labels: {}, ports: everyName(listed) });
  }
  return [...pods.values()].map((pod) => playerOf(pod, { system, network, endpoints: listed }));
}

/** A namespace that no model names. */
const FOREIGN = "somebody-elses";

/** A pod of an endpoint, as policies see it. */
export function podOf({ namespace, labels, ports }: Endpoint, name: string): Pod {
  return {
    name,
    namespace,
    labels,
    ports: ports.map(({ name: portName, port, protocol = "TCP" }) => ({ name: portName, port, protocol })),
  };
}

/** Pods that are none of a group's and look like them. */
function impostors(pod: Pod): readonly Pod[] {
  const { name, labels, namespace } = pod;
  const impostor = (what: string, changed: Labels, where = namespace): Pod => ({
    ...pod,
    name: `${name} ${what}`,
    labels: changed,
    namespace: where,
  });
  return [
    impostor(`in ${FOREIGN}`, labels, FOREIGN),
    ...Object.keys(labels).flatMap((key) => {
      const { [key]: _, ...rest } = labels;
      const lacking = Object.keys(rest).length === 0 ? [] : [impostor(`without ${key}`, rest)];
      return [...lacking, impostor(`with another ${key}`, { ...labels, [key]: "somebody-else" })];
    }),
  ];
}

/** A pod without labels has every port that a rule may name, so that a name is no excuse. */
function everyName(endpoints: readonly Endpoint[]): Pod["ports"] {
  const byName = new Map(endpoints.flatMap(({ ports }) => ports.map((port) => [port.name, port])));
  return [...byName.values()].map(({ name, port, protocol = "TCP" }) => ({ name, port, protocol }));
}

function playerOf(
  pod: Pod,
  { system, network, endpoints }: { system: System; network: Network; endpoints: readonly Endpoint[] },
): Player {
  const isOwn = ownNamespaces(system).includes(pod.namespace);
  const quarantined = isOwn && network.quarantine !== undefined && Object.hasOwn(pod.labels, network.quarantine.label);
  const its = endpoints.filter((one) => one.namespace === pod.namespace && carries(pod.labels, one.labels));
  const { enforced } = network;
  const isEnforced =
    enforced === undefined || its.some(({ name, aliases }) => [name, ...aliases].some((one) => enforced.includes(one)));
  return {
    pod,
    endpoints: new Set(its.map(({ name }) => name)),
    governed: isOwn && (isEnforced || quarantined),
    quarantined,
  };
}

function carries(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}
