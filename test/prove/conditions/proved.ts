import type { RuleGroup } from "../../../lib/engine/rule.ts";
import { compile, condition, days, dependency, hours, minutes, system } from "../../../lib/index.ts";
import type { Condition } from "../../../lib/model/condition.ts";
import type { Expression } from "../../../lib/promql/ast.ts";
import { emittedGroups } from "../../../lib/prove/emitted.ts";
import { GroupTrials, proveGroup } from "../../../lib/prove/prove-group.ts";
import { conditionSpecification } from "../../../lib/prove/specify-conditions.ts";
import { conditionEvidence } from "../../../lib/prove/trials/conditions.ts";
import type { ObligationResult } from "../../../lib/prove/verdict.ts";

/** The trials of conditions of one name, in a system of their own, and their rules as they are emitted. */
export function tried(...conditions: readonly Condition[]): {
  readonly trials: GroupTrials;
  readonly rules: RuleGroup;
} {
  const shop = system("shop", {
    owner: "shop",
    runs: ["kubernetes"],
    namespace: "shop",
    prometheus: { evaluationInterval: minutes(1), retention: days(15) },
    runbooks: "https://runbooks.example.com/shop",
    severities: { warning: { priority: "P3", rank: 1, acknowledgeWithin: hours(4) } },
    services: [],
    dependencies: [
      dependency("platform", { type: "monitoring", conditions: conditions as readonly Condition<"warning">[] }),
    ],
  });
  const compilation = compile(shop);
  const [group] = compilation.groups;
  const [owner] = shop.dependencies;
  const rules = emittedGroups(compilation).get(group?.name ?? "");
  if (group === undefined || owner === undefined || rules === undefined) throw new Error("no rules");
  const subject = { group, context: { system: shop, owner }, specification: conditionSpecification(group) };
  const evidence = group.rules.flatMap((rule, index) =>
    rule.kind === "alert" ? conditionEvidence({ subject, alert: rule, rule: index }) : [],
  );
  return { trials: new GroupTrials(subject, evidence), rules };
}

/** What the trials of a condition come to, with its rule as it is or with another expression, but for what is static. */
export function proved(of: Condition, expression?: Expression): readonly ObligationResult[] {
  const { trials, rules } = tried(of);
  const changed =
    expression === undefined ? rules : { ...rules, rules: rules.rules.map((rule) => ({ ...rule, expression })) };
  const [results] = proveGroup(trials, changed);
  return (results?.results ?? []).filter(({ obligation }) => obligation !== "annotations" && obligation !== "labels");
}

/** Obligations that came to a verdict. */
export function withVerdict(results: readonly ObligationResult[], verdict: ObligationResult["verdict"]) {
  return results.filter((result) => result.verdict === verdict).map(({ obligation }) => obligation);
}

/** A condition on the age of a queue, in PromQL, with what its author gives for proofs. */
export function queueAge(given: Pick<Condition, "scenarios" | "meaning" | "stages">): Condition<"warning"> {
  return condition("QueueTooOld", {
    promql: 'max by (queue) (queue_age_seconds{job="worker"}) > 30',
    for: minutes(2),
    severity: "warning",
    unit: "seconds",
    summary: "queue {{ $labels.queue }} is old",
    means: "The oldest entry of the queue has waited for more than 30 s.",
    ...given,
  });
}
