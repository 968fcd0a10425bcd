import { tidy } from "../../core/decimal.ts";
import { quantityInWords, windowName } from "../../model/conventions.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import { longest, type Watched } from "./watched.ts";

/** What is measured at a level, in words: `1.01 % of events are bad`. */
export function levelInWords(watched: Watched, level: number): string {
  const { indicator } = watched.objective;
  const quantity = { unit: watched.threshold.unit, value: Number(tidy(level).toPrecision(6)) };
  const words = quantityInWords(quantity);
  switch (indicator.kind) {
    case "ratio":
      return `${words} of events are bad`;
    case "latency":
      return `${words} of events are slow`;
    case "hitRatio":
      return `${quantityInWords({ ...quantity, value: tidy(1 - quantity.value) })} of look-ups hit`;
    case "up":
      return level >= 1 ? "no target answers" : "targets answer";
    case "quantile":
      return `the p${tidy(indicator.quantile * 100)} is ${words}`;
    case "throughput":
      return `events come at ${words}`;
    case "saturation":
      return `${words} of the capacity is used`;
    case "freshness":
      return `the newest success is ${words} old`;
    case "queueDepth":
      return `${words} wait`;
  }
}

/** When an evaluation is, in words: `6m` after the first. */
export function at(timeline: AlertTimeline, index: number): string {
  return windowName(timeline.at(index));
}

/** A length of time, in words. Units: seconds. */
export function lasting(seconds: number): string {
  return windowName(Math.round(seconds));
}

/** ` over 1h`, or nothing for gauges that are read as they are. */
export function overWindow(watched: Watched): string {
  const window = longest(watched);
  return window === 0 ? "" : ` over ${windowName(window)}`;
}

/** `1 evaluation later`, `3 evaluations earlier`, or `as without` for none. */
export function comparedTo(difference: number): string {
  if (difference === 0) return "as without";
  return `${evaluations(Math.abs(difference))} ${difference > 0 ? "later" : "earlier"}`;
}

/** `1 evaluation`, `3 evaluations`. */
export function evaluations(count: number): string {
  return count === 1 ? "1 evaluation" : `${count} evaluations`;
}
