import { burnRateEvidence } from "./burn/evidence.ts";
import { GroupTrials } from "./prove-group.ts";
import { annotationEvidence } from "./static/annotations.ts";
import { labelEvidence } from "./static/labels.ts";
import type { Evidence, Subject, Subjected } from "./trial.ts";
import { absenceEvidence } from "./trials/absence.ts";
import { conditionEvidence } from "./trials/conditions.ts";
import { objectiveEvidence } from "./trials/objective.ts";
import { targetsEvidence } from "./trials/targets.ts";

/** Everything that is tried with the alerts of a group, or only with some of them. */
export function trialsOf(subject: Subject, isAsked: (rule: number) => boolean = () => true): GroupTrials {
  const evidence = subject.group.rules.flatMap((rule, index) =>
    rule.kind === "alert" && isAsked(index) ? evidenceOf({ subject, alert: rule, rule: index }) : [],
  );
  return new GroupTrials(subject, evidence);
}

function evidenceOf(subjected: Subjected): readonly Evidence[] {
  return [...shownBy(subjected), ...annotationEvidence(subjected), ...labelEvidence(subjected)];
}

function shownBy(subjected: Subjected): readonly Evidence[] {
  switch (subjected.alert.origin.kind) {
    case "burn-rate":
      return [...objectiveEvidence(subjected), ...burnRateEvidence(subjected)];
    case "tier":
      return objectiveEvidence(subjected);
    case "absence":
      return absenceEvidence(subjected);
    case "down":
    case "target-down":
      return targetsEvidence(subjected);
    case "condition":
      return conditionEvidence(subjected);
  }
}
