import type { RuleGroup } from "../../engine/rule.ts";
import { runRules } from "../../engine/run-rules.ts";
import type { AlertHistory, Timeline } from "../../engine/timeline.ts";
import type { MemoryStorage } from "../../promql/data/storage.ts";
import { storeWorld } from "../stored-world.ts";
import { evaluationTime, type World } from "../world.ts";

/** What the rules of others do on a world. */
export interface GroupsRun {
  readonly timeline: Timeline;
  /** The series of the world, and what the rules wrote. */
  readonly storage: MemoryStorage;
}

/** Evaluates rule groups over a world, each at its own interval, as a Prometheus that loads their files does. */
export function runGroups(groups: readonly RuleGroup[], world: World): GroupsRun {
  const { evaluations, start, ranges } = world;
  const { missed, interval, count } = evaluations;
  const storage = storeWorld(world);
  const timeline = runRules({
    storage,
    groups,
    start,
    end: evaluationTime(world, count - 1),
    interval,
    honourGroupIntervals: true,
    options: { ranges },
    ...(missed === undefined ? {} : { missed: (time: number) => missed.has((time - start) / interval) }),
  });
  return { timeline, storage };
}

/** How many of some alerts fire at each evaluation of a world. */
export function firingCounts(histories: readonly AlertHistory[], world: World): Uint16Array {
  const { evaluations, start } = world;
  const counts = new Uint16Array(evaluations.count);
  const indexOf = (time: number): number => Math.ceil((time - start) / evaluations.interval);
  for (const history of histories) {
    for (const { from, to } of history.periods("firing")) {
      const end = to === undefined ? counts.length : indexOf(to);
      for (let index = indexOf(from); index < end; index++) counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  return counts;
}
