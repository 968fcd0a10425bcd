import { RECORDED } from "../../model/conventions.ts";
import type { RecordedSeries } from "../specification.ts";
import { isEvaluated, type World } from "../world.ts";
import { eventDoubts, momentDoubts } from "./doubts.ts";
import { rawEvents } from "./raw-events.ts";
import type { WindowRun } from "./run-window.ts";
import { samplingOf } from "./sampling.ts";
import { ratioOf, type Watched, watched } from "./watched.ts";
import { lengthAt, WindowBound } from "./window-bound.ts";

/** How a recording compares with the true events, over all evaluations. In units of the recording. */
export interface Comparison {
  readonly record: string;
  /** Largest difference, and largest bound, among evaluations that look back over a full window. */
  readonly full: Apart;
  /** The same of the last evaluation. */
  readonly last: Apart;
  /** Evaluations that were compared; at the others hardly anything had happened in the window. */
  readonly compared: number;
  /** The first evaluation at which the difference is larger than the bound. */
  readonly beyond?: {
    readonly index: number;
    readonly recorded: number;
    readonly bound: number;
    readonly apart: number;
  };
}

/** How far two values are apart, and may be. */
export interface Apart {
  readonly apart: number;
  readonly bound: number;
}

/** What two ways of adding may differ by. */
const NOISE = 1e-9;

/** Every ratio that an objective records, and its budget, beside those of the true events. */
export function compareRaw({ objective, plan, world, found, budgetEvery }: WindowRun): readonly Comparison[] {
  const { indicator } = objective;
  const sampling = samplingOf(objective, world);
  return rawEvents(indicator, plan.replicas).flatMap((raw) => {
    const doubts = indicator.kind === "up" ? momentDoubts(raw, sampling) : eventDoubts(indicator, raw, sampling);
    const bound = new WindowBound(raw, sampling, doubts, plan.start);
    const own = found.recorded.filter(({ labels }) =>
      Object.entries(raw.labels).every(([label, value]) => labels[label] === value),
    );
    return watched(objective, plan.start, sampling.interval).map((one) =>
      compareOne(
        one,
        own.find(({ record }) => record === one.record),
        bound,
        world,
        one.record === RECORDED.budgetRemaining ? budgetEvery : 1,
      ),
    );
  });
}

function compareOne(
  one: Watched,
  series: RecordedSeries | undefined,
  bound: WindowBound,
  { evaluations }: World,
  every: number,
): Comparison {
  const { record, window, unit } = one;
  const full = { apart: 0, bound: 0 };
  let last: Apart = full;
  let compared = 0;
  let beyond: Comparison["beyond"];
  for (let index = 0; index < evaluations.count; index += every) {
    if (!isEvaluated(evaluations, index)) continue;
    const truth = bound.at(index, window);
    if (truth.bound === Number.POSITIVE_INFINITY) continue;
    compared++;
    const value = series?.values[index] ?? Number.NaN;
    last = { apart: Math.abs(ratioOf(one, value) - truth.ratio) / unit, bound: truth.bound / unit };
    if (!(last.apart * unit <= truth.bound + NOISE)) beyond ??= { index, recorded: value, ...last };
    const length = lengthAt(window, index);
    if (length < window.fullFrom || index * (evaluations.interval / 1_000) < length) continue;
    full.apart = Math.max(full.apart, last.apart);
    full.bound = Math.max(full.bound, last.bound);
  }
  return { record, full, last, compared, ...(beyond === undefined ? {} : { beyond }) };
}
