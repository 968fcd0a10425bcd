import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import { bystander, type Phase, replicaOf } from "./cast.ts";
import { groupLevels } from "./levels.ts";
import { momentGuardTrials } from "./moment-guard.ts";
import { rhythmOf } from "./rhythm.ts";
import { worldOn } from "./scene.ts";
import { exported, stated, trial } from "./trials.ts";
import { guardOf, type Watched } from "./watched.ts";
import { at, lasting } from "./words.ts";

/** Requests per hour, from a night to a small service. */
const PER_HOUR = [1, 10, 1_000];

/** One request fails among 1, 10 and 1,000 an hour. */
export function failureTrials(watched: Watched): readonly Evidence[] {
  const { indicator } = watched.objective;
  switch (indicator.kind) {
    case "ratio":
    case "latency":
    case "hitRatio":
    case "quantile":
      return PER_HOUR.map((perHour) => oneFailure(watched, perHour));
    case "up":
      return momentGuardTrials(watched);
    default:
      return [stated(watched, "one-failure", "reads one value of all events or things, none of which is a failure")];
  }
}

function oneFailure(watched: Watched, perHour: number): Evidence {
  const { calm, waiting } = rhythmOf(watched.subject);
  const isQuantile = watched.objective.indicator.kind === "quantile";
  const seconds = 2 * calm + waiting;
  const phases: readonly Phase[] = [
    { seconds, level: isQuantile ? groupLevels(watched.subject).healthy : 0, perSecond: perHour / 3_600 },
  ];
  const failure = { at: calm + 7, bad: 1 };
  const only = replicaOf(watched, { instance: "a", share: 1, tilt: 1 }, phases, { occurrences: [failure] });
  const world = worldOn(watched, { replicas: [only, ...bystander(watched, seconds)], seconds });
  return exported(trial(watched, "one-failure", world, (timeline) => told(watched, timeline, perHour)));
}

function told(watched: Watched, timeline: AlertTimeline, perHour: number): Claim {
  const policy = watched.objective.lowTraffic;
  const guard = guardOf(watched);
  const fires = timeline.first(true);
  const which = perHour === 1 ? "the only request of an hour" : `1 of ${perHour.toLocaleString("en")} requests an hour`;
  const one = `${which} ${isSlow(watched) ? "is slow" : "fails"}`;
  const why =
    policy?.kind === "unguarded"
      ? `; unguarded because ${policy.why}`
      : guard === undefined
        ? ""
        : `; it asks for ${guard.count} ${guard.of} in ${lasting(guard.window)}`;
  if (fires === undefined) return { holds: true, says: `stays silent when ${one}${why}` };
  return { holds: policy?.kind === "unguarded", says: `fires at ${at(timeline, fires)} when ${one}${why}` };
}

function isSlow({ objective }: Watched): boolean {
  return objective.indicator.kind === "latency" || objective.indicator.kind === "quantile";
}
