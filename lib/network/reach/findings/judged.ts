import type { Issue } from "../../../core/issue.ts";
import type { PolicyCode } from "../codes.ts";
import { type CompiledRule, compileRule, compileRules, type RulesByPod } from "../compiled.ts";
import type { Pod } from "../pod.ts";
import { PodIndex } from "../pod-index.ts";
import { DIRECTIONS, type Direction, type Policy, type PolicyRule, policyName } from "../policy.ts";
import type { Surroundings } from "./surroundings.ts";

type Facts = Partial<Pick<Issue, "found" | "expected" | "mend">>;

/** A rule of a policy, where it stands, and whom it is about. */
export interface PlacedRule {
  readonly policy: Policy;
  readonly rule: PolicyRule;
  readonly direction: Direction;
  readonly place: string;
  readonly compiled: CompiledRule;
  /** Pods that the policy selects. */
  readonly selected: readonly Pod[];
  /** Pods that the rule names on the other end. */
  readonly others: readonly Pod[];
}

/** Policies with their selectors resolved once, for every finding to look at. */
export class Judged {
  readonly policies: readonly Policy[];
  readonly index: PodIndex;
  readonly surroundings: Surroundings;
  readonly rules: readonly PlacedRule[];
  readonly byPod: RulesByPod;

  constructor(policies: readonly Policy[], pods: readonly Pod[], surroundings: Surroundings) {
    this.policies = policies;
    this.surroundings = surroundings;
    this.index = new PodIndex(pods, surroundings.namespaces);
    this.byPod = compileRules(policies, this.index);
    this.rules = policies.flatMap((policy) =>
      DIRECTIONS.flatMap((direction) =>
        (policy[direction] ?? []).map((rule, at) => {
          const compiled = compileRule(policy, rule, { at, direction }, this.index);
          return {
            policy,
            rule,
            direction,
            place: `spec.${direction}[${at}]`,
            compiled,
            selected: this.podsAt(this.index.selected(policy.namespace, policy.selector)),
            others: this.podsAt(compiled.pods),
          };
        }),
      ),
    );
  }

  /** The pods at some places of the list. */
  podsAt(places: Iterable<number>): readonly Pod[] {
    return [...places].flatMap((place) => this.index.pods[place] ?? []);
  }
}

/** A finding about a policy, at a place of its object. */
export function finding(code: PolicyCode, policy: Policy, place: string, message: string, facts: Facts = {}): Issue {
  return { code, path: `${policy.kind} ${policyName(policy)}: ${place}`, message, ...facts, level: "warning" };
}

/** `spec.ingress[0].from[1]`. */
export function peerPlace({ direction, place }: PlacedRule, index: number): string {
  return `${place}.${direction === "ingress" ? "from" : "to"}[${index}]`;
}

/** Up to three names, and how many more. */
export function named(pods: readonly Pod[]): string {
  const names = [...new Set(pods.map(({ namespace, name }) => `${namespace}/${name}`))];
  const more = names.length > 3 ? `, and ${names.length - 3} more` : "";
  return `${names.slice(0, 3).join(", ")}${more}`;
}
