import type { SyntheticSeries } from "../../model/scenario.ts";
import type { Phase, Stage } from "../../model/stage.ts";
import { type From, STEP } from "./scenarios.ts";

/** The stage of an entry, with samples at the step of the scenarios. */
export function stageOf(
  about: string,
  series: (until: number, phases: readonly Phase[]) => readonly SyntheticSeries[],
  ...measures: readonly string[]
): Stage {
  return { about, step: STEP, measures, series: (until, ...phases) => series(until, phases) };
}

/** Values of a gauge in its phases. */
export function valued(phases: readonly Phase[], on: number, off: number): readonly From[] {
  return phases.map(([at, is]) => [at, is === "on" ? on : is === "off" ? off : is]);
}

/** Values of a counter that jumps by `by` as soon as a phase is on, and again every `every` seconds while it lasts. */
export function jumping(
  phases: readonly Phase[],
  until: number,
  by: number,
  every: number,
  start = 0,
): readonly From[] {
  let total = start;
  return phases.flatMap(([at, is], index): readonly From[] => {
    if (is === "stale" || is === "missing") return [[at, is]];
    if (is === "off") return [[at, total]];
    const end = phases[index + 1]?.[0] ?? until + STEP;
    const jumps: From[] = [];
    for (let time = at; time < end; time += every) {
      total += by;
      jumps.push([time, total]);
    }
    return jumps;
  });
}

/** Values of a counter that grows by so much a second while a phase is on, or off; it goes on where it was. */
export function growing(phases: readonly Phase[], on: number, off: number, start: number): readonly From[] {
  let total = start;
  return phases.map(([at, is], index): From => {
    if (is === "stale" || is === "missing") return [at, is];
    const perSecond = is === "on" ? on : off;
    const from = total;
    total = exact(total + perSecond * ((phases[index + 1]?.[0] ?? at) - at));
    return [at, perSecond === 0 ? from : { from, increase: exact(perSecond * STEP) }];
  });
}

/** Without float noise, but whole: twelve digits of a count of bytes could end below its last sample, as a reset. */
export function exact(value: number): number {
  return Number(value.toFixed(6));
}
