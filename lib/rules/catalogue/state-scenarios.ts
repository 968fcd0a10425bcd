import type { SyntheticSeries } from "../../model/scenario.ts";
import type { Phase } from "../../model/stage.ts";
import { type Draft, up, words } from "./scenarios.ts";

/** A condition that is read as it is, without a range. Units: `pending` in seconds. */
export interface State {
  readonly pending: number;
  /** What begins to hold: `the node is not ready`. */
  readonly on: string;
  /** What is silent: `for a ready node`. */
  readonly off: string;
  /** What is silent with nothing to watch: `without nodes`; and its series. */
  readonly idle: string;
  readonly nothing?: readonly SyntheticSeries[];
  /** Which exporter is lost. */
  readonly exporter: string;
  /** Series of one object in its phases. */
  readonly series: (until: number, ...phases: readonly Phase[]) => readonly SyntheticSeries[];
}

/** When the condition begins to hold. Units: seconds. */
export const ONSET = 300;

/** Time of the last evaluation of {@link stateDrafts}. Units: seconds. */
export function untilOf(pending: number): number {
  return ONSET + up(pending) + 900;
}

/** The obligations of a condition that is read as it is. */
export function stateDrafts(state: State): readonly Draft[] {
  const { pending, series } = state;
  const end = ONSET + up(pending) + 300;
  const until = untilOf(pending);
  const tooShort = ONSET + up(pending);
  return [
    {
      name: `fires ${words(pending)} after ${state.on}`,
      obligation: "fires-just-above",
      series: series(until, [0, "off"], [ONSET, "on"]),
      until,
    },
    {
      name: `silent ${state.off}`,
      obligation: "silent-just-below",
      series: series(until, [0, "off"]),
      until,
    },
    ...(pending <= 0
      ? []
      : [
          {
            name: `silent when ${state.on} for ${words(tooShort - ONSET)} less one evaluation`,
            obligation: "silent-just-below",
            series: series(until, [0, "off"], [ONSET, "on"], [tooShort, "off"]),
            until,
          } satisfies Draft,
        ]),
    {
      name: "resolves when that is over",
      obligation: "resolves",
      series: series(until, [0, "off"], [ONSET, "on"], [end, "off"]),
      until,
    },
    {
      name: `silent once ${state.exporter} is lost, whose own alert tells`,
      obligation: "target-lost",
      series: series(until, [0, "off"], [ONSET, "on"], [end, "stale"]),
      until,
    },
    { name: `silent ${state.idle}`, obligation: "no-traffic", series: state.nothing ?? [], until },
  ];
}
