import type { SideDecision } from "./decision.ts";
import { type Direction, type Policy, policyName } from "./policy.ts";
import { intersectPorts, isNoPorts, type PortSet } from "./ports.ts";

const WORDS = { egress: "out", ingress: "in" } as const;

/**
 * Why one side lets some ports through or not: `egress by alcs/alcs.alcs rule 2`, `nothing in alcs/alcs.redis lets it in`. Nothing for
 * an end that is no pod.
 */
export function sideText(direction: Direction, side: SideDecision, asked: PortSet): string | undefined {
  switch (side.ground) {
    case "outside":
      return undefined;
    case "self":
      return "a pod always reaches itself";
    case "host-network":
      return `${direction} open: it is in the network of its node, where no policy selects it`;
    case "unselected":
      return `${direction} open: no policy selects it`;
    case "policies":
      return byPolicies(direction, side, asked);
  }
}

function byPolicies(direction: Direction, { policies, grants, allowed }: SideDecision, asked: PortSet): string {
  const deciding = grants.filter(({ ports }) => !isNoPorts(intersectPorts(ports, asked)));
  const whole = deciding.filter((grant) => grant.whole);
  if (whole.length > 0) return `${direction} by ${rulesText(whole)}`;
  if (deciding.length === 0) return `nothing in ${policiesText(policies, direction)} lets it ${WORDS[direction]}`;
  const together = !isNoPorts(intersectPorts(allowed, asked));
  return together
    ? `${direction} by ${rulesText(deciding)} together`
    : `${direction} only for some of its addresses, by ${rulesText(deciding)}`;
}

function rulesText(grants: SideDecision["grants"]): string {
  const byPolicy = new Map<string, number[]>();
  for (const { policy, rule } of grants) {
    const name = nameOf(policy);
    byPolicy.set(name, [...(byPolicy.get(name) ?? []), rule]);
  }
  return [...byPolicy]
    .map(([name, rules]) => `${name} ${rules.length === 1 ? "rule" : "rules"} ${rules.join(", ")}`)
    .join(" and ");
}

/** Those that let anything through at all, where there are any: beside them a default deny says nothing. */
function policiesText(policies: readonly Policy[], direction: Direction): string {
  const speaking = policies.filter((policy) => (policy[direction] ?? []).length > 0);
  return (speaking.length > 0 ? speaking : policies).map(nameOf).join(" and ");
}

/** Cilium's policies may have the name of one of Kubernetes. */
function nameOf(policy: Policy): string {
  return policy.kind === "NetworkPolicy" ? policyName(policy) : `${policyName(policy)} of Cilium`;
}
