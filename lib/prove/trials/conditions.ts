import type { Condition } from "../../model/condition.ts";
import type { Phase } from "../../model/stage.ts";
import { ALERT_OBLIGATIONS, type AlertObligation } from "../obligation.ts";
import type { Evidence, Statement, Subjected } from "../trial.ts";
import { birthEvidence, restartEvidence } from "./conditions-births.ts";
import { exporterEvidence, objectEvidence } from "./conditions-companions.ts";
import { countersOf } from "./conditions-counters.ts";
import { isolationEvidence } from "./conditions-isolation.ts";
import { lossEvidence } from "./conditions-losses.ts";
import { scenarioEvidence } from "./conditions-scenarios.ts";
import { storyOf } from "./conditions-story.ts";
import { Theatre } from "./conditions-theatre.ts";
import { storyEvidence, timingEvidence } from "./conditions-timing.ts";
import { firingInWords } from "./conditions-words.ts";

/** Obligations whose evidence does not come from worlds of a condition. */
const ELSEWHERE: ReadonlySet<AlertObligation> = new Set(["annotations", "labels"]);

/** Everything that shows what the alert of a condition does: its scenarios, and its object in situations of all kinds. */
export function conditionEvidence(subjected: Subjected): readonly Evidence[] {
  const { origin } = subjected.alert;
  if (origin.kind !== "condition") return [];
  const shown = [...scenarioEvidence(subjected, origin.condition), ...stagedEvidence(subjected, origin.condition)];
  const known = new Set(shown.map(({ obligation }) => obligation));
  const lacking = ALERT_OBLIGATIONS.filter((obligation) => !known.has(obligation) && !ELSEWHERE.has(obligation));
  return [...shown, ...lacking.map((obligation) => withoutWorld(subjected, origin.condition, obligation))];
}

function stagedEvidence(subjected: Subjected, condition: Condition): readonly Evidence[] {
  const { meaning, stages = [] } = condition;
  if (meaning === undefined) return [];
  return stages.flatMap((stage, index) => {
    const theatre = new Theatre(subjected, stage, index === 0);
    const story = storyOf(theatre);
    if (story === undefined) return [withoutStory(theatre)];
    return [
      ...storyEvidence(theatre, story),
      ...exporterEvidence(theatre, story),
      ...isolationEvidence(theatre, story),
      ...restartEvidence(theatre, story),
      // What becomes of series and of evaluations does not depend on how the condition came to hold.
      ...(index === 0
        ? [
            ...timingEvidence(theatre, story),
            ...lossEvidence(theatre, story),
            ...birthEvidence(theatre),
            ...objectEvidence(theatre, story),
          ]
        : []),
    ];
  });
}

/** A stage on which the condition does not come and go shows nothing, and so refutes what it is said to show. */
function withoutStory(theatre: Theatre): Evidence {
  const { onset, stage, waits, interval } = theatre;
  const off = theatre.after(onset + waits * interval);
  const phases: readonly Phase[] = [
    [0, "off"],
    [onset, "on"],
    [off, "off"],
  ];
  return theatre.trial("fires-just-above", theatre.play(theatre.after(off), phases), (timeline) => ({
    holds: false,
    says: `${firingInWords(timeline)}, and does not come and go, when ${stage.about} for a while`,
  }));
}

/** What follows from the expression alone; the rest has to be shown by a scenario, and is not. */
function withoutWorld({ rule }: Subjected, condition: Condition, obligation: AlertObligation): Statement {
  const proved = (says: string): Statement => ({ obligation, rule, verdict: "PROVED", says });
  const counters = [...countersOf(condition.expression)];
  if (obligation === "counter-reset" && counters.length === 0) {
    return proved("reads no counter, so none that begins again at 0 can change it");
  }
  if (obligation === "one-failure" && counters.every(countsNoEvents)) {
    const what = counters.length === 0 ? "reads states and sizes" : "counts seconds or bytes";
    return proved(`${what} and no events, so a single failed one cannot change it`);
  }
  return { obligation, rule, verdict: "NOT COVERED", says: "no scenario of the condition shows it" };
}

function countsNoEvents(metric: string): boolean {
  return /_(seconds|bytes)_total$/.test(metric);
}
