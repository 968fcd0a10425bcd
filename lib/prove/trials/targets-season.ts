import { AlertTimeline } from "../alert-timeline.ts";
import type { Trial } from "../trial.ts";
import { type Act, type Played, play, type Stage, type Staging } from "./targets-play.ts";

/** Acts of a play, from all well to all well, and what they show. */
export interface Scene {
  readonly acts: readonly Act[];
  readonly trials: (played: Played) => readonly Trial[];
}

/**
 * The trials of scenes that are played one after the other in one world, which costs a fraction of a world for each. Every
 * scene counts its evaluations from its own beginning.
 */
export function season(stage: Stage, scenes: readonly Scene[], staging: Staging = {}): readonly Trial[] {
  const whole = play(
    stage,
    scenes.flatMap(({ acts }) => acts),
    staging,
  );
  let act = 0;
  return scenes.flatMap(({ acts, trials }) => {
    const first = act;
    act += acts.length;
    const from = whole.begins[first] ?? 0;
    const begins = whole.begins.slice(first, act + 1).map((index) => index - from);
    return trials({
      world: whole.world,
      begins,
      outOfSight: (own) => whole.outOfSight(first + own) - from,
    }).map((trial) => ({
      ...trial,
      claim: (timeline) => trial.claim(part(timeline, from, begins.at(-1) ?? 0)),
    }));
  });
}

/** The evaluations of one scene. */
function part({ world, instances }: AlertTimeline, from: number, count: number): AlertTimeline {
  const { interval, missed } = world.evaluations;
  const own = missed === undefined ? {} : { missed: new Set([...missed].map((index) => index - from)) };
  return new AlertTimeline(
    { ...world, start: world.start + from * interval, evaluations: { interval, count, ...own } },
    instances.map(({ labels, states }) => ({ labels, states: states.subarray(from, from + count) })),
  );
}
