import type { SyntheticSeries } from "./scenario.ts";

/**
 * What an object is like from a time on: its condition holds by the smallest step, or does not, its series have ended, or are
 * not there. Units: seconds after the first sample.
 */
export type Phase = readonly [at: number, is: "on" | "off" | "stale" | "missing"];

/** Makes the series of one object that a condition is about, so that it can be shown in situations of all kinds. */
export interface Stage {
  /** What happens while a phase is on, and is just too much: `a byte more than 80 % of the memory is used`. */
  readonly about: string;
  /** Samples every `step` from 0 to `until`; phases begin at whole steps. Units: seconds. */
  readonly series: (until: number, ...phases: readonly Phase[]) => readonly SyntheticSeries[];
  /** The same object, all the time exactly at the threshold, where that can be had. Units: seconds. */
  readonly at?: (until: number) => readonly SyntheticSeries[];
  /** Its metrics whose values are amounts: half of one is one, too. */
  readonly measures?: readonly string[];
  /** Units: seconds between samples; scrapes in between are interpolated. */
  readonly step: number;
  /** Earliest time of the second phase: what the condition looks back to lies before it. Default 300 s. Units: seconds. */
  readonly onset?: number;
  /** Time of the first evaluation; default 0. Units: seconds. */
  readonly begin?: number;
  /** Units: seconds between scrapes and between evaluations; default those of the system. For windows of days. */
  readonly interval?: number;
}
