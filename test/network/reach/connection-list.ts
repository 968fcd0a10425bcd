import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toYaml } from "../../../lib/core/yaml.ts";
import { readAddress } from "../../../lib/kubernetes/address.ts";
import type { KubernetesObject } from "../../../lib/kubernetes/object.ts";
import type { Connections } from "../../../lib/network/reach/connections.ts";
import type { NamespaceLabels, Pod } from "../../../lib/network/reach/pod.ts";
import {
  ALL_PORTS,
  allOf,
  NO_PORTS,
  POLICY_PROTOCOLS,
  type PortSet,
  portsBetween,
  portsText,
  unionPorts,
} from "../../../lib/network/reach/ports.ts";
import { portsByAddress, type RangePorts, rangeText } from "../../../lib/network/reach/ranges.ts";
import { findNetpolAnalyzer } from "../../support/find-netpol-analyzer.ts";
import { run } from "../../support/run.ts";
import { fixtureWorkloads, workloadName } from "./fixture-workloads.ts";

/**
 * What netpol-analyzer does not see, left out of every comparison with it, here and nowhere else: pods with themselves (it has one
 * peer for a workload), addresses of IPv6, pods in the network of their node (it takes them for ordinary ones), policies of Cilium,
 * and names of ports in rules that let out to addresses, which it refuses (the random sets have none).
 */
export function comparableObjects(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return objects
    .filter(({ kind }) => kind === "NetworkPolicy")
    .map((object) => JSON.parse(JSON.stringify(object, withoutIpv6)));
}

/** Peers of IPv6 are taken out of each rule, and rules that have no others out of their policy. */
function withoutIpv6(key: string, value: unknown): unknown {
  if ((key !== "ingress" && key !== "egress") || !Array.isArray(value)) return value;
  return value.flatMap((rule) => {
    const side = key === "ingress" ? "from" : "to";
    const peers = rule[side];
    if (!Array.isArray(peers) || peers.length === 0) return [rule];
    const kept = peers.filter((one) => !String(one?.ipBlock?.cidr ?? "").includes(":"));
    return kept.length === 0 ? [] : [{ ...rule, [side]: kept }];
  });
}

/** Lines `from -> to: ports`, the same for equal answers: what policies let through by netpol-analyzer. */
export async function analyzedConnections(
  objects: readonly KubernetesObject[],
  pods: readonly Pod[],
  namespaces: NamespaceLabels = {},
): Promise<readonly string[]> {
  const program = findNetpolAnalyzer();
  if (program === undefined) throw new Error("no netpol-analyzer: call this inside describeWithNetpolAnalyzer");
  const folder = mkdtempSync(join(tmpdir(), "burnline-reach-"));
  try {
    mkdirSync(join(folder, "manifests"));
    const all = [...fixtureWorkloads(pods, namespaces), ...comparableObjects(objects)];
    writeFileSync(join(folder, "manifests", "all.yaml"), all.map((object) => toYaml(object)).join("---\n"));
    const { code, output } = await run(program, ["list", "--dirpath", join(folder, "manifests"), "-q", "-o", "json"]);
    if (code !== 0) throw new Error(output);
    return linesOf(parseList(output));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same lines of what Burnline computes. */
export function computedConnections(connections: Connections, pods: readonly Pod[]): readonly string[] {
  const name = (pod: Pod): string => `${pod.namespace}/${workloadName(pods.indexOf(pod))}`;
  return linesOf({
    pods: connections.pods.map(({ from, to, ports }) => ({ from: name(from), to: name(to), ports })),
    outside: connections.outside.map(({ pod, direction, ranges }) => ({
      pod: name(pod),
      direction,
      ranges: ranges.filter(({ family }) => family === 4),
    })),
  });
}

interface List {
  readonly pods: readonly { readonly from: string; readonly to: string; readonly ports: PortSet }[];
  readonly outside: readonly {
    readonly pod: string;
    readonly direction: string;
    readonly ranges: readonly RangePorts[];
  }[];
}

function linesOf({ pods, outside }: List): readonly string[] {
  return [
    ...pods.map(({ from, to, ports }) => `${from} -> ${to}: ${portsText(ports)}`),
    ...outside.flatMap(({ pod, direction, ranges }) =>
      ranges.map((range) =>
        direction === "egress"
          ? `${pod} -> ${rangeText(range)}: ${portsText(range.ports)}`
          : `${rangeText(range)} -> ${pod}: ${portsText(range.ports)}`,
      ),
    ),
  ].sort();
}

function parseList(output: string): List {
  const rows: readonly { src: string; dst: string; conn: string }[] = JSON.parse(output) ?? [];
  const pods: List["pods"][number][] = [];
  const outside = new Map<string, { pod: string; direction: string; parts: RangePorts[] }>();
  for (const { src, dst, conn } of rows) {
    const [from, to, ports] = [rangeIn(src), rangeIn(dst), portsIn(conn)];
    const range = from ?? to;
    if (range === undefined) {
      pods.push({ from: peer(src), to: peer(dst), ports });
      continue;
    }
    const direction = from === undefined ? "egress" : "ingress";
    const pod = peer(from === undefined ? src : dst);
    const known = outside.get(`${direction} ${pod}`) ?? { pod, direction, parts: [] };
    known.parts.push({ ...range, ports });
    outside.set(`${direction} ${pod}`, known);
  }
  return {
    pods,
    outside: [...outside.values()].map(({ pod, direction, parts }) => ({
      pod,
      direction,
      ranges: portsByAddress(parts),
    })),
  };
}

/** `shop/w1[Deployment]`. */
function peer(text: string): string {
  return text.replace(/\[.*\]$/, "");
}

function rangeIn(text: string) {
  const [first, last = first] = text.split("-").map((part) => readAddress(part));
  return first === undefined || last === undefined
    ? undefined
    : { family: first.family, first: first.value, last: last.value };
}

/** `TCP 5432,8000-8010,UDP 53`; `All Connections`. */
function portsIn(text: string): PortSet {
  if (text === "All Connections") return ALL_PORTS;
  let protocol: (typeof POLICY_PROTOCOLS)[number] = "TCP";
  let ports = NO_PORTS;
  for (const part of text.split(",")) {
    const words = part.trim().split(" ");
    const named = POLICY_PROTOCOLS.find((one) => one === words[0]);
    if (named !== undefined) protocol = named;
    const range = named === undefined ? words[0] : words[1];
    const [from, to = from] = (range ?? "").split("-").map(Number);
    ports = unionPorts(
      ports,
      range === undefined || from === undefined || to === undefined
        ? allOf(protocol)
        : portsBetween(protocol, from, to),
    );
  }
  return ports;
}
