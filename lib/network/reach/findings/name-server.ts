import type { Issue } from "../../../core/issue.ts";
import type { PodRules } from "../compiled.ts";
import type { Pod } from "../pod.ts";
import { hasPort, isNoPorts, type PolicyProtocol, withoutPorts } from "../ports.ts";
import { finding, type Judged, named } from "./judged.ts";

/** Ports of name servers: DNS, and OpenShift's, which listens on another one behind its Service. */
const PORTS = [53, 5_353];

/** Pods that open connections and cannot ask for a name, or not over both protocols. */
export function nameServerFindings({ byPod, index }: Judged): readonly Issue[] {
  const groups = new Map<string, { readonly rules: PodRules; readonly pods: Pod[]; readonly asks: boolean }>();
  for (const [place, rules] of byPod.egress) {
    const pod = index.pods[place];
    if (pod === undefined || !opensAnything(rules)) continue;
    const [udp, tcp] = [asks(rules, "UDP"), asks(rules, "TCP")];
    if (udp && tcp) continue;
    const key = JSON.stringify([udp || tcp, rules.policies.map(({ namespace, name }) => [namespace, name])]);
    const known = groups.get(key) ?? { rules, pods: [], asks: udp || tcp };
    known.pods.push(pod);
    groups.set(key, known);
  }
  return [...groups.values()].flatMap(({ rules, pods, asks: some }) => {
    // The rules are in a policy that has some; a default deny beside it is not the one to mend.
    const policy = rules.policies.find(({ egress = [] }) => egress.length > 0) ?? rules.policies[0];
    if (policy === undefined) return [];
    const facts = { found: named(pods), mend: "let out UDP and TCP 53 to k8s-app: kube-dns in kube-system" };
    return [
      some
        ? finding(
            "policy-dns-one-protocol",
            policy,
            "spec.egress",
            "long answers of the name server come over TCP, all others over UDP",
            facts,
          )
        : finding(
            "policy-dns-blocked",
            policy,
            "spec.egress",
            "these pods open connections and cannot ask for a name",
            facts,
          ),
    ];
  });
}

/** Something else than names: other pods, other addresses. */
function opensAnything({ rules }: PodRules): boolean {
  return rules.some(({ everybody, pods, ranges, names, ports }) => {
    const somebody = everybody || pods.size > 0 || ranges.length > 0 || names.length > 0;
    return somebody && (ports === undefined || !isNoPorts(withoutPorts(ports, DNS)));
  });
}

const DNS = {
  TCP: PORTS.map((port) => ({ from: port, to: port })),
  UDP: PORTS.map((port) => ({ from: port, to: port })),
  SCTP: [],
};

function asks({ rules }: PodRules, protocol: PolicyProtocol): boolean {
  return rules.some(({ portsOn }) => PORTS.some((port) => hasPort(portsOn(undefined), protocol, port)));
}
