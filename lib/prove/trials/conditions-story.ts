import type { Phase } from "../../model/stage.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import { INACTIVE } from "../specification.ts";
import type { World } from "../world.ts";
import type { Theatre } from "./conditions-theatre.ts";

/** An object whose condition comes to hold, long enough to fire, and ends. Times in seconds on the clock of the series. */
export interface Story {
  readonly world: World;
  readonly phases: readonly Phase[];
  readonly until: number;
  /** When the object's condition is ended. */
  readonly off: number;
  /** Index of the first evaluation at which the condition holds. */
  readonly holds: number;
  /** Index of the first evaluation at which the alert fires. */
  readonly fires: number;
  /** Index of the first evaluation after that at which it does not fire. */
  readonly ends: number;
}

/** Evaluations during which the alert fires. */
const FIRING = 5;

/** The story of a condition; `undefined` where its stage does not make it fire, or does not end it. */
export function storyOf(theatre: Theatre): Story | undefined {
  const { onset, stage } = theatre;
  const far = theatre.after(onset + theatre.waits * theatre.interval);
  const first = theatre.timeline(
    theatre.play(far, [
      [0, "off"],
      [onset, "on"],
    ]),
  );
  const fired = first.first(true);
  if (fired === undefined) return undefined;
  const off = theatre.up(theatre.timeOf(fired + FIRING));
  const phases: readonly Phase[] = [
    [0, "off"],
    [onset, "on"],
    [off, "off"],
  ];
  const until = theatre.after(off + stage.step);
  const world = theatre.play(until, phases);
  const timeline = theatre.timeline(world);
  const [holds, fires] = [firstActive(timeline), timeline.first(true)];
  const ends = fires === undefined ? undefined : timeline.first(false, fires);
  if (holds === undefined || fires === undefined || ends === undefined) return undefined;
  return { world, phases, until, off, holds, fires, ends };
}

/** Index of the first evaluation at which an alert is pending or fires. */
export function firstActive({ instances, world }: AlertTimeline): number | undefined {
  for (let index = 0; index < world.evaluations.count; index++) {
    if (instances.some(({ states }) => states[index] !== INACTIVE)) return index;
  }
  return undefined;
}
