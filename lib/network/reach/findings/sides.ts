import type { Issue } from "../../../core/issue.ts";
import type { Pod } from "../pod.ts";
import type { Direction } from "../policy.ts";
import { intersectPorts, isNoPorts, NO_PORTS, type PortSet, unionPorts } from "../ports.ts";
import { finding, type Judged, named, type PlacedRule } from "./judged.ts";

/** Ways through one side that end at the other, and denials that another policy opens again. */
export function sideFindings(judged: Judged): readonly Issue[] {
  const places = new Map(judged.index.pods.map((pod, place) => [pod, place]));
  return [
    ...judged.rules.flatMap((placed) => oneSided(judged, placed, places)),
    ...judged.policies.flatMap((policy) => reopened(judged, policy)),
  ];
}

/** A rule none of whose ways gets through the other side. */
function oneSided(judged: Judged, placed: PlacedRule, places: ReadonlyMap<Pod, number>): readonly Issue[] {
  const { policy, direction, place, selected, others, compiled } = placed;
  if (compiled.everybody || compiled.ranges.length > 0 || others.length === 0 || selected.length === 0) return [];
  const there: Direction = direction === "egress" ? "ingress" : "egress";
  const getsThrough = selected.some((own) =>
    others.some((other) => {
      if (own === other) return false;
      const target = direction === "egress" ? other : own;
      const ports = compiled.portsOn(target);
      const allowed = letThrough(judged, there, places.get(other) ?? -1, places.get(own) ?? -1, target);
      return allowed === undefined || !isNoPorts(intersectPorts(ports, allowed));
    }),
  );
  if (getsThrough) return [];
  const verb = direction === "egress" ? "lets it in" : "lets it out";
  const message = `this rule opens one side only: nothing at the other end ${verb}`;
  const mend = `add a rule for ${there} of ${named(others)}`;
  return [finding("policy-one-sided", policy, place, message, { found: named(others), mend })];
}

function letThrough(
  judged: Judged,
  direction: Direction,
  own: number,
  other: number,
  target: Pod,
): PortSet | undefined {
  return judged.byPod[direction]
    .get(own)
    ?.rules.filter(({ everybody, pods }) => everybody || pods.has(other))
    .reduce((sum, rule) => unionPorts(sum, rule.portsOn(target)), NO_PORTS);
}

/** Policies only add: one that has no rules denies nothing to pods that another one selects and lets something through. */
function reopened(judged: Judged, policy: Judged["policies"][number]): readonly Issue[] {
  const { selector, ingress, egress } = policy;
  const isNarrow = Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length > 0;
  if (!isNarrow || (ingress ?? []).length + (egress ?? []).length > 0) return [];
  const opened = judged.podsAt(
    judged.index
      .selected(policy.namespace, selector)
      .filter((place) =>
        (["ingress", "egress"] as const).some(
          (direction) => policy[direction] !== undefined && (judged.byPod[direction].get(place)?.rules.length ?? 0) > 0,
        ),
      ),
  );
  if (opened.length === 0) return [];
  const message = "policies only add: other ones select these pods too, and what they let through stays open";
  const mend = "exclude these pods in the selectors of the other policies";
  return [finding("policy-deny-reopened", policy, "spec", message, { found: named(opened), mend })];
}
