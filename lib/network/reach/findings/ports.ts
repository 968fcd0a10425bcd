import type { Issue } from "../../../core/issue.ts";
import { selects } from "../../../kubernetes/selector.ts";
import type { Pod } from "../pod.ts";
import type { PolicyPort } from "../policy.ts";
import { finding, type Judged, named, type PlacedRule } from "./judged.ts";
import type { KnownService } from "./surroundings.ts";

/** Ports that nobody listens on, as policies see those of containers and not those of Services. */
export function portFindings(judged: Judged): readonly Issue[] {
  return judged.rules.flatMap((placed) => {
    const targets = placed.direction === "ingress" ? placed.selected : placed.others;
    // Pods that state no port may listen on any.
    const stating = targets.filter(({ ports }) => ports.length > 0);
    if (stating.length === 0) return [];
    return (placed.rule.ports ?? []).flatMap((port, index) =>
      portIssues(judged, placed, port, stating, `${placed.place}.ports[${index}]`),
    );
  });
}

function portIssues(
  { surroundings: { services = [] } }: Judged,
  { policy }: PlacedRule,
  port: PolicyPort,
  targets: readonly Pod[],
  place: string,
): readonly Issue[] {
  if (port.port === undefined || port.endPort !== undefined) return [];
  const hearing = targets.filter((pod) => listens(pod, port));
  if (typeof port.port === "string") {
    const deaf = targets.filter((pod) => !hearing.includes(pod));
    if (deaf.length === 0) return [];
    const message = `no container port of ${hearing.length === 0 ? "the pods" : "some of the pods"} has this name`;
    return [
      finding("policy-named-port-missing", policy, `${place}.port`, message, {
        found: `${port.port} on ${named(deaf)}`,
        expected: namesOf(deaf),
      }),
    ];
  }
  if (hearing.length > 0) return [];
  const otherwise = targets.find((pod) => pod.ports.some((one) => one.port === port.port));
  if (otherwise !== undefined) {
    const protocol = otherwise.ports.find((one) => one.port === port.port)?.protocol;
    const message =
      port.defaulted === true
        ? "without a protocol it is TCP, and the port has another"
        : "the port has another protocol";
    return [
      finding("policy-protocol-defaulted", policy, `${place}.protocol`, message, {
        found: port.protocol,
        mend: `protocol: ${protocol}`,
      }),
    ];
  }
  const service = serviceOf(services, targets, port.port);
  return [
    finding("policy-port-unheard", policy, `${place}.port`, "no container of these pods has this port", {
      found: `${port.port} on ${named(targets)}`,
      expected: [...new Set(targets.flatMap(({ ports }) => ports.map((one) => `${one.port}`)))].join(", "),
      ...(service === undefined ? {} : { mend: service }),
    }),
  ];
}

function listens({ ports }: Pod, { port, protocol }: PolicyPort): boolean {
  return ports.some((one) => one.protocol === protocol && (one.port === port || one.name === port));
}

function namesOf(pods: readonly Pod[]): string {
  const names = new Set(pods.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? [])));
  return names.size === 0 ? "a port that the containers name" : [...names].join(", ");
}

/** A port of a Service is turned into that of a container before any policy sees it. */
function serviceOf(services: readonly KnownService[], pods: readonly Pod[], port: number): string | undefined {
  for (const { name, namespace, selector, ports } of services) {
    const found = ports.find((one) => one.port === port);
    if (found?.targetPort === undefined || selector === undefined) continue;
    const isBefore = pods.some((pod) => pod.namespace === namespace && selects({ matchLabels: selector }, pod.labels));
    if (isBefore) return `${port} is the port of the Service ${name}; policies see ${found.targetPort}`;
  }
  return undefined;
}
