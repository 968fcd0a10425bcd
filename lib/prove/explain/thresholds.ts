import type { Unit } from "../../core/quantity.ts";
import type { Tier } from "../../model/tier.ts";
import { AlertTimeline } from "../alert-timeline.ts";
import type { Stretch } from "../stimulus.ts";
import type { Subject } from "../trial.ts";
import { beyondBy, extremeOf, groupLevels } from "../trials/levels.ts";
import { worldOn } from "../trials/scene.ts";
import { longest, type Watched, watchedBy } from "../trials/watched.ts";
import { levelInWords } from "../trials/words.ts";
import type { StepExplanation, ThresholdExplanation } from "./explanation.ts";

/** A level that is clearly beyond a threshold and not far. */
const TENTH = 0.1;

/** What the threshold alerts of an objective do, by the specification. */
export function explainThresholds(subject: Subject): readonly ThresholdExplanation[] {
  return subject.group.rules.flatMap((rule, index): readonly ThresholdExplanation[] => {
    if (rule.kind !== "alert" || rule.origin.kind !== "tier") return [];
    const { tier } = rule.origin;
    const watched = watchedBy({ subject, rule: index });
    return [
      {
        alert: rule.alert,
        severity: tier.severity,
        comparison: tier.comparison,
        threshold: thresholdOf(tier),
        ...(longest(watched) === 0 ? {} : { over: longest(watched) }),
        for: tier.for.value,
        steps: stepsOf(watched),
      },
    ];
  });
}

function thresholdOf({ threshold: { unit, value } }: Tier): { readonly unit: Unit; readonly value: number } {
  return { unit, value };
}

/** A tenth beyond, and as far as the indicator goes; a value that is read as it is does not care how far. */
function levelsOf(watched: Watched): readonly number[] {
  const { indicator } = watched.objective;
  if (indicator.kind === "up") return [extremeOf(watched)];
  const tenth = beyondBy(watched, TENTH);
  if (longest(watched) === 0) return [tenth];
  const full = indicator.kind === "saturation" && tenth < 1 ? 1 : extremeOf(watched);
  return [tenth, full];
}

/** From healthy to each level, long enough to fire, and back until nothing is left of it. */
function stepsOf(watched: Watched): readonly StepExplanation[] {
  const { subject, rule, interval, pending, base } = watched;
  const { healthy } = groupLevels(subject);
  const settled = Math.ceil((longest(watched) + base) / interval) + 3;
  const lasting = settled + Math.ceil(pending / interval);
  const levels = levelsOf(watched);
  const stretches = levels.flatMap((level): readonly Stretch[] => [
    { seconds: settled * interval, level: healthy },
    { seconds: lasting * interval, level },
  ]);
  const round = settled + lasting;
  const seconds = (levels.length * round + settled) * interval;
  const replicas = [{ instance: "a", stretches: [...stretches, { seconds: settled * interval, level: healthy }] }];
  const world = worldOn(watched, { replicas, seconds });
  const timeline = new AlertTimeline(world, subject.specification.behaviour(world).alerts.get(rule) ?? []);
  return levels.map((level, index) => {
    const from = index * round + settled;
    const to = from + lasting;
    const words = { level: levelInWords(watched, level) };
    const fires = timeline.first(true, from);
    if (fires === undefined || fires >= to) return words;
    const resolves = timeline.first(false, to) ?? to;
    return { ...words, fires: timeline.at(fires - from), resolves: timeline.at(resolves - to) };
  });
}
