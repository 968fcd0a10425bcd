import { compile } from "../../lib/compile/compile.ts";
import type { RuleGroup } from "../../lib/engine/rule.ts";
import type { Objective } from "../../lib/index.ts";
import { AlertTimeline } from "../../lib/prove/alert-timeline.ts";
import { emittedGroups } from "../../lib/prove/emitted.ts";
import { ALERT_OBLIGATIONS, type AlertObligation } from "../../lib/prove/obligation.ts";
import { GroupTrials, proveGroup } from "../../lib/prove/prove-group.ts";
import { subjectOf } from "../../lib/prove/subjects.ts";
import { isTrial, type Subject, type Subjected } from "../../lib/prove/trial.ts";
import { objectiveEvidence } from "../../lib/prove/trials/objective.ts";
import type { ObligationResult } from "../../lib/prove/verdict.ts";
import { type ShopOptions, shop } from "../support/shop.ts";

/** The rule group of one objective of the shop, and the rules as they are emitted. */
export interface Shown {
  readonly subject: Subject;
  readonly rules: RuleGroup;
}

/** Obligations that the trials of objectives are about. */
export const SHOWN: readonly AlertObligation[] = ALERT_OBLIGATIONS.filter(
  (obligation) => obligation !== "annotations" && obligation !== "labels",
);

/** A shop with one objective, to be shown. */
export function shown(objective: Objective<"page" | "ticket">, options: ShopOptions = {}): Shown {
  const system = shop([objective], options);
  const compilation = compile(system);
  const group = compilation.groups.find(({ part }) => part === objective.name);
  const rules = emittedGroups(compilation).get(group?.name ?? "");
  if (group === undefined || rules === undefined) throw new Error(`no rules for ${objective.name}`);
  return { subject: subjectOf(group, system), rules };
}

/** Alerts that compare the value of the objective. */
export function comparing({ subject }: Pick<Shown, "subject">): readonly Subjected[] {
  return subject.group.rules.flatMap((alert, rule) =>
    alert.kind === "alert" && (alert.origin.kind === "tier" || alert.origin.kind === "burn-rate")
      ? [{ subject, alert, rule }]
      : [],
  );
}

/** What the specification says of one alert, by obligation: no rule is evaluated. */
export function saysOf(
  made: Pick<Shown, "subject">,
  severity: string,
  obligation: AlertObligation,
): readonly { readonly holds: boolean; readonly says: string }[] {
  const { subject } = made;
  const subjected = comparing(made).find(({ alert }) => alert.labels.severity === severity);
  if (subjected === undefined) throw new Error(`no alert of severity ${severity}`);
  return objectiveEvidence(subjected)
    .filter((evidence) => evidence.obligation === obligation)
    .map((evidence) => {
      if (!isTrial(evidence)) return { holds: evidence.verdict === "PROVED", says: evidence.says };
      const { alerts } = subject.specification.behaviour(evidence.world);
      return evidence.claim(new AlertTimeline(evidence.world, alerts.get(subjected.rule) ?? []));
    });
}

/** Verdicts on the alerts that compare the value of the objective. */
export function proved({ subject, rules }: Shown): readonly ObligationResult[] {
  const all = comparing({ subject });
  const evidence = all.flatMap(objectiveEvidence);
  const asked = new Set(all.map(({ rule }) => rule));
  return proveGroup(new GroupTrials(subject, evidence), rules)
    .filter(({ rule }) => asked.has(rule))
    .flatMap(({ results }) => results)
    .filter(({ obligation }) => SHOWN.some((one) => one === obligation));
}
