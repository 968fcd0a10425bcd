import type { Issue } from "../../../core/issue.ts";
import { type Cidr, cidrText, containsCidr, overlap, readCidr } from "../../../kubernetes/cidr.ts";
import type { AddressPeer, Peer, PodPeer, Policy } from "../policy.ts";
import { DIRECTIONS } from "../policy.ts";
import { hasPort, isNoPorts, onePort, type PortSet, unionPorts, withoutPorts } from "../ports.ts";
import { finding, type Judged, type PlacedRule, peerPlace } from "./judged.ts";

/** Policies that are more or less open than they look. */
export function opennessFindings(judged: Judged): readonly Issue[] {
  return [
    ...judged.policies.flatMap(typesFindings),
    ...judged.rules.flatMap((placed) => [
      ...everybodyFindings(placed),
      ...eitherFindings(judged, placed),
      ...worldFindings(placed),
      ...clusterFindings(judged, placed),
    ]),
  ];
}

function typesFindings(policy: Policy): readonly Issue[] {
  const { ingress, egress } = policy;
  if (!policy.statesTypes) {
    const open = egress === undefined ? "; what its pods open is left as it is" : "";
    return [
      finding("policy-types-missing", policy, "spec.policyTypes", `without types they follow from the rules${open}`, {
        expected: egress === undefined ? '["Ingress"], or both and rules for egress' : '["Ingress", "Egress"]',
      }),
    ];
  }
  // A policy that denies everything says nothing else; one that has rules for one side may have forgotten the other.
  const silent = DIRECTIONS.filter((direction) => policy[direction]?.length === 0 && !policy.lists.includes(direction));
  if (silent.length !== 1 || (ingress ?? []).length + (egress ?? []).length === 0) return [];
  return silent.map((direction) =>
    finding(
      "policy-silent-deny",
      policy,
      `spec.${direction}`,
      `no rule stands for a type that is listed: all ${direction} is denied`,
      {
        mend: `write ${direction}: [] where that is meant`,
      },
    ),
  );
}

function everybodyFindings({ policy, rule, direction, place }: PlacedRule): readonly Issue[] {
  const side = direction === "ingress" ? "from" : "to";
  if (rule.emptyPeers === true) {
    const message = `${side}: [] stands for everybody, not for nobody`;
    const mend = "take the rule away to deny";
    return [finding("policy-open-to-all", policy, `${place}.${side}`, message, { mend })];
  }
  if (rule.peers !== undefined || rule.ports !== undefined) return [];
  const message = `a rule without ${side} and ports lets everything through`;
  return [finding("policy-open-to-all", policy, place, message, { found: "{}" })];
}

/** Two entries are either of them; one entry with both selectors asks for both. */
function eitherFindings({ index }: Judged, placed: PlacedRule): readonly Issue[] {
  const { policy, rule } = placed;
  const peers = rule.peers ?? [];
  const whole = peers.findIndex((peer) => isPods(peer) && peer.namespaces !== undefined && peer.pods === undefined);
  const own = peers.findIndex((peer) => isPods(peer) && peer.namespaces === undefined && peer.pods !== undefined);
  const [namespaces, pods] = [peers[whole], peers[own]];
  if (namespaces === undefined || pods === undefined || !isPods(namespaces) || !isPods(pods)) return [];
  // Pods that are in the own namespace and not in the others were surely meant by themselves.
  const both = index.ofPeer(
    { ...namespaces, ...(pods.pods === undefined ? {} : { pods: pods.pods }) },
    policy.namespace,
  );
  const alone = index.ofPeer(pods, policy.namespace);
  if (alone.length > 0 && both.length === 0) return [];
  const message = "two entries stand for either: every pod of these namespaces, and pods with these labels here";
  return [
    finding("policy-and-or", policy, peerPlace(placed, Math.min(whole, own)), message, {
      mend: "write both selectors into one entry for pods with these labels in these namespaces",
    }),
  ];
}

function isPods(peer: Peer | undefined): peer is PodPeer {
  return peer?.kind === "pods";
}

/** What nobody needs of the world: addresses where clouds keep the credentials of a node, and private networks. */
const INNER = ["169.254.169.254/32", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

function worldFindings(placed: PlacedRule): readonly Issue[] {
  const { policy, rule, direction, place } = placed;
  if (direction !== "egress" || isNameServer(placed.compiled.portsOn(undefined))) return [];
  if (rule.peers === undefined) {
    if (rule.emptyPeers === true || rule.ports === undefined) return [];
    const message = "a rule without `to` lets pods out to everybody, the metadata of the cloud among them";
    return [finding("policy-world-egress", policy, place, message, { mend: "name who is meant" })];
  }
  const blocks = rule.peers.flatMap((peer, index) => (peer.kind === "addresses" ? [{ peer, index }] : []));
  const worlds = blocks.filter(({ peer }) => peer.cidr.length === 0);
  const families = new Set(worlds.map(({ peer }) => peer.cidr.family));
  return [
    ...worlds.flatMap(({ peer, index }) => {
      const left = INNER.filter((text) => !isExcepted(peer, readCidr(text)));
      if (left.length === 0) return [];
      const message = "the whole world has private networks and the metadata of the cloud in it";
      const mend = `except: [${left.map((text) => `"${text}"`).join(", ")}]`;
      return peer.cidr.family === 6
        ? []
        : [
            finding("policy-world-egress", policy, peerPlace(placed, index), message, {
              found: cidrText(peer.cidr),
              mend,
            }),
          ];
    }),
    ...(families.size === 1
      ? worlds.slice(0, 1).map(({ peer, index }) => {
          const other = peer.cidr.family === 4 ? "::/0" : "0.0.0.0/0";
          const message = "the world of one family only: what has addresses of both is reached or not as it comes";
          return finding("policy-one-family", policy, peerPlace(placed, index), message, {
            found: cidrText(peer.cidr),
            mend: `add ${other}`,
          });
        })
      : []),
  ];
}

function isExcepted({ cidr, except }: AddressPeer, inner: Cidr | undefined): boolean {
  return inner === undefined || !containsCidr(cidr, inner) || except.some((hole) => containsCidr(hole, inner));
}

function isNameServer(ports: PortSet): boolean {
  if (!hasPort(ports, "UDP", 53) && !hasPort(ports, "TCP", 53)) return false;
  return isNoPorts(withoutPorts(ports, unionPorts(onePort("UDP", 53), onePort("TCP", 53))));
}

/** What kubeadm and Flannel suggest for Services and pods. */
const USUAL = ["10.96.0.0/12", "10.244.0.0/16"];

/** Blocks stand for addresses outside: those of pods change, and those of Services are replaced before policies see them. */
function clusterFindings({ surroundings }: Judged, placed: PlacedRule): readonly Issue[] {
  const { clusterCidrs = USUAL, services = [] } = surroundings;
  const cluster = clusterCidrs.flatMap((text) => readCidr(text) ?? []);
  return (placed.rule.peers ?? []).flatMap((peer, index): readonly Issue[] => {
    if (peer.kind !== "addresses") return [];
    const block = cidrText(peer.cidr);
    const service = services.find(({ address }) => block === `${address}/32` || block === `${address}/128`);
    const inside = cluster.find((one) => containsCidr(one, peer.cidr) && overlap(one, peer.cidr));
    if (service === undefined && inside === undefined) return [];
    const what = service === undefined ? "addresses of pods or Services" : `the address of the Service ${service.name}`;
    return [
      finding("policy-pod-addresses", placed.policy, peerPlace(placed, index), `a block never stands for ${what}`, {
        found: block,
        mend: "select the pods by their labels",
      }),
    ];
  });
}
