import { windowName } from "../../model/conventions.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import { stimulate } from "../stimulate/stimulate.ts";
import { worldOf } from "../stimulate/world-of.ts";
import type { Subject } from "../trial.ts";
import type { ObligationResult } from "../verdict.ts";
import type { OtherRules } from "./judge-alert.ts";

/** Good history before the outage, and its length. Units: seconds. */
const BEFORE = 1_800;
const OUTAGE = 14_400;

/**
 * How many alerts of others one total outage of an objective raises. Rule files have no inhibition: each alert that Alertmanager
 * is not told to hold back is a notification.
 */
export function onePagePerCause(subject: Subject, others: OtherRules): readonly ObligationResult[] {
  const { context, group } = subject;
  const objective = context.owner.objectives.find(({ name }) => name === group.part);
  if (objective === undefined || !isEventObjective(objective) || objective.over === undefined) return [];
  const interval = context.system.prometheus.evaluationInterval.value;
  const stretches = [
    { seconds: BEFORE, level: 0 },
    { seconds: OUTAGE, level: 1 },
  ];
  const world = worldOf(stimulate(objective, context, [{ instance: "a", stretches }]), {
    interval,
    seconds: BEFORE + OUTAGE,
  });
  const raised = others
    .on(world)
    .timeline.histories()
    .flatMap(({ labels, periods }) => {
      const [first] = periods("firing");
      return first === undefined
        ? []
        : [{ alert: labels.get("alertname"), at: first.from - world.start - BEFORE * 1_000 }];
    })
    .sort((a, b) => a.at - b.at);
  const told = raised.map(({ alert, at }) => `${alert} after ${windowName(Math.max(0, at / 1_000))}`).join(", ");
  const says =
    raised.length === 0
      ? `${group.owner}/${group.part}: an outage of 4h raises no alert`
      : `${group.owner}/${group.part}: an outage of 4h raises ${raised.length === 1 ? "one alert" : `${raised.length} alerts`}: ${told}`;
  return [
    { obligation: "one-page-per-cause", verdict: raised.length === 1 ? "PROVED" : "REFUTED", says: [says], worlds: 1 },
  ];
}
