import type { Objective } from "../../lib/index.ts";
import { AlertTimeline } from "../../lib/prove/alert-timeline.ts";
import { burnRateEvidence } from "../../lib/prove/burn/evidence.ts";
import type { ObligationId } from "../../lib/prove/obligation.ts";
import { subjectOf } from "../../lib/prove/subjects.ts";
import { isTrial, type Subject } from "../../lib/prove/trial.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";
import { shop } from "../support/shop.ts";

/** What the specification says of one obligation of the tier with a long window: no rule is evaluated. */
export interface ShownOnce {
  readonly holds: boolean;
  readonly says: string;
  readonly evaluations: number;
}

/** The subject of one objective of the shop. */
export function subjectFor(objective: Objective<"page" | "ticket">): Subject {
  const system = shop([objective]);
  const group = deriveGroups(system).find(({ part }) => part === objective.name);
  if (group === undefined) throw new Error(`no group for ${objective.name}`);
  return subjectOf(group, system);
}

/** What is claimed for an obligation of the tier with a long window such as `1h`. */
export function shown(subject: Subject, long: string, obligation: ObligationId): readonly ShownOnce[] {
  const rule = subject.group.rules.findIndex((one) => one.kind === "alert" && one.labels.long_window === long);
  const alert = subject.group.rules[rule];
  if (alert?.kind !== "alert") throw new Error(`no tier over ${long}`);
  return burnRateEvidence({ subject, alert, rule })
    .filter((evidence) => evidence.obligation === obligation)
    .map((evidence) => {
      if (!isTrial(evidence)) return { holds: evidence.verdict === "PROVED", says: evidence.says, evaluations: 0 };
      const { world } = evidence;
      const timeline = new AlertTimeline(world, subject.specification.behaviour(world).alerts.get(rule) ?? []);
      return { ...evidence.claim(timeline), evaluations: world.evaluations.count };
    });
}
