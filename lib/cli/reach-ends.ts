import { readAddress } from "../kubernetes/address.ts";
import { hostCidr, rangeOf, readCidr } from "../kubernetes/cidr.ts";
import type { Labels } from "../kubernetes/selector.ts";
import type { End } from "../network/reach/decision.ts";
import type { Pod } from "../network/reach/pod.ts";
import { WORLD_PARTY } from "../prove/network/matrix.ts";
import type { Party } from "../prove/network/parties.ts";
import type { Scene } from "./reach-scene.ts";

/** One end as it was named, in one scene. */
export interface NamedEnd {
  readonly name: string;
  readonly end: End;
  /** Another pod of the same party, for a party that is asked about itself. */
  readonly other: End;
  /** Name of the party whose connections the model states. */
  readonly party?: string;
  /** Whether only this scene knows it: an address is the same in all. */
  readonly local: boolean;
}

/**
 * What a text stands for in a scene: a service or dependency, `namespace/labels` (`shop/app=api,tier=web`), an address or CIDR,
 * `world`, or a name of the DNS. Nothing for a name that the scene does not know.
 */
export function endNamed(text: string, scene: Scene): NamedEnd | undefined {
  const party = scene.parties.find(({ name, aliases }) => name === text || aliases.includes(text));
  if (party !== undefined) return ofParty(party, text);
  if (text === WORLD_PARTY.name) return { name: text, end: WORLD_PARTY.end, other: WORLD_PARTY.end, local: false };
  return ofAddress(text) ?? ofLabels(text, scene) ?? ofHost(text, scene);
}

/** Everything that has a name in a scene. */
export function namesIn({ parties, hosts }: Scene): readonly string[] {
  return [...parties.flatMap(({ name, aliases }) => [name, ...aliases]), ...hosts.keys(), WORLD_PARTY.name];
}

/** The same end with the label of quarantine, where it is a pod of the scene's own namespaces; otherwise as it is. */
export function inQuarantine(named: NamedEnd, { quarantine, own }: Scene): NamedEnd {
  if (quarantine === undefined) return named;
  const labelled = (end: End): End =>
    end.kind === "pod" && own.includes(end.pod.namespace)
      ? { kind: "pod", pod: { ...end.pod, labels: { ...end.pod.labels, [quarantine]: "true" } } }
      : end;
  const end = labelled(named.end);
  if (end === named.end) return named;
  // The connections of the model are not for pods in quarantine.
  const { party: _, ...rest } = named;
  return { ...rest, end, other: labelled(named.other) };
}

function ofParty({ name, end, other }: Party, text: string): NamedEnd {
  return { name: text, end, other, party: name, local: true };
}

function ofAddress(text: string): NamedEnd | undefined {
  const address = readAddress(text);
  const cidr = address === undefined ? readCidr(text) : hostCidr(address);
  if (cidr === undefined) return undefined;
  const end: End = { kind: "addresses", ranges: [rangeOf(cidr)] };
  return { name: text, end, other: end, local: false };
}

/** `namespace/`, a pod without labels, or `namespace/key=value,key=value`. */
function ofLabels(text: string, { parties }: Scene): NamedEnd | undefined {
  const match = /^([a-z0-9][-a-z0-9]*)\/(.*)$/.exec(text);
  if (match === null) return undefined;
  const [, namespace = "", list = ""] = match;
  const labels: Record<string, string> = {};
  for (const pair of list === "" ? [] : list.split(",")) {
    const [key, value, ...more] = pair.split("=");
    if (key === undefined || key === "" || value === undefined || more.length > 0) return undefined;
    labels[key] = value;
  }
  const ports = parties.flatMap(({ end }) =>
    end.kind === "pod" && isOf(end.pod, namespace, labels) ? end.pod.ports : [],
  );
  const pod: Pod = { name: text, namespace, labels, ports };
  return { name: text, end: { kind: "pod", pod }, other: { kind: "pod", pod: { ...pod } }, local: false };
}

/** Whether pods with these labels are among those of a workload. */
function isOf(pod: Pod, namespace: string, labels: Labels): boolean {
  return pod.namespace === namespace && Object.entries(pod.labels).every(([key, value]) => labels[key] === value);
}

function ofHost(text: string, { hosts, parties }: Scene): NamedEnd | undefined {
  if (!/^[a-z0-9*](?:[-a-z0-9.*]*[a-z0-9])?$/i.test(text) || !text.includes(".")) return undefined;
  const party = parties.find(({ name }) => name === hosts.get(text.toLowerCase()));
  // Where the model states its addresses, these are what policies see.
  if (party !== undefined && party.end.kind === "addresses") return ofParty(party, text);
  const end: End = { kind: "name", name: text };
  return { name: text, end, other: end, ...(party === undefined ? {} : { party: party.name }), local: false };
}
