/** Steps of time that people count in, ascending. Units: seconds. */
const TIME_STEPS = [
  1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 432_000,
  864_000, 2_592_000,
];

/** Values of an axis: its ends and the round values in between. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

/** An axis for values, from 0 on unless all of them are far from it; about three round ticks. */
export function valueScale(values: readonly number[]): Scale {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const far = least > 0.6 * most;
  const low = far ? least - (most - least || most) * 0.25 : Math.min(0, least);
  const high = most + ((most - low || 1) * 15) / 100;
  const step = roundStep((high - low) / 3);
  const from = far ? Math.floor(low / step) * step : low;
  return { from, to: high, ticks: multiples(step, from, high) };
}

/** Round moments to mark on an axis of time: five at most. Units: seconds. */
export function timeTicks(from: number, to: number): readonly number[] {
  const step = TIME_STEPS.find((candidate) => (to - from) / candidate <= 4) ?? to - from;
  return multiples(step, from, to);
}

function multiples(step: number, from: number, to: number): readonly number[] {
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step);
}

/** The next of 1, 2, 2.5 and 5 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 2.5, 5].find((factor) => factor * power >= least) ?? 10) * power;
}
