import type { EventIndicator } from "../../model/indicator.ts";
import type { Life } from "./lives.ts";
import { flowOf, type LivedReplica, type RawEvents } from "./raw-events.ts";
import type { Sampling } from "./sampling.ts";

/** How far what is recorded at each evaluation may be from the true events in its range. */
export interface Doubts {
  readonly bad: Float64Array;
  readonly events: Float64Array;
}

/**
 * Two intervals and a tenth of each: by so much a rate is extrapolated at most, so two samples give at most 3.2 times
 * their increase (https://prometheus.io/docs/prometheus/latest/querying/functions/#rate).
 */
const EXTRAPOLATED = 2.2;

/**
 * How far the events that a rate gives over its range may be from the true ones. While events happen evenly and every
 * scrape is taken, it is exact, since extrapolation goes on at the rate of the samples. Where their rate changes, the scrape
 * interval that the samples do not span may hold as many more or less as the change makes in that time. Where a series
 * begins, ends, is reset or misses scrapes, the rate may see none of the events, or {@link EXTRAPOLATED} times as many
 * beside.
 */
export function eventDoubts(indicator: EventIndicator, { replicas }: RawEvents, sampling: Sampling): Doubts {
  const bad = new Float64Array(sampling.count);
  const good = new Float64Array(sampling.count);
  for (const lived of replicas) {
    addFlow(bad, lived, (life) => life.bad, sampling);
    addFlow(good, lived, (life) => life.good, sampling);
  }
  // Bad events that are what good ones leave of all are in doubt with both of them.
  const events = bad.map((own, index) => own + (good[index] as number));
  return { bad: measuresBad(indicator) ? bad : events.map((all, index) => all + (good[index] as number)), events };
}

function measuresBad(indicator: EventIndicator): boolean {
  if (indicator.kind === "ratio") return indicator.bad !== undefined;
  return indicator.kind === "hitRatio" && indicator.total === undefined;
}

function addFlow(doubts: Float64Array, lived: LivedReplica, rate: (life: Life) => number, sampling: Sampling): void {
  const { interval, range, every } = sampling;
  const apart = every + (range % every);
  for (const { at, by } of changesOf(lived, rate)) {
    const last = Math.ceil((at + range) / interval) - 1;
    for (let index = Math.max(0, Math.floor(at / interval) + 1); index <= last && index < doubts.length; index++) {
      doubts[index] = (doubts[index] as number) + apart * Math.abs(by);
    }
  }
  const flow = flowOf([lived], rate);
  for (const index of evaluationsTouching(breaksOf(lived, rate), sampling)) {
    doubts[index] = (doubts[index] as number) + EXTRAPOLATED * flow.within(index * interval - range, index * interval);
  }
}

function changesOf({ lives }: LivedReplica, rate: (life: Life) => number) {
  return lives.map((life, index) => {
    const before = lives[index - 1];
    return { at: life.from, by: rate(life) - (before === undefined ? 0 : rate(before)) };
  });
}

/** The times in which the samples of a series are not regular. Units: seconds. */
function breaksOf(
  { replica: { restarts = [], bornLate }, lives }: LivedReplica,
  rate: (life: Life) => number,
): readonly (readonly [from: number, to: number])[] {
  const first = bornLate === true ? lives.find((life) => rate(life) > 0) : lives[0];
  return [
    ...restarts.map((at) => [at, at] as const),
    // The first whole event comes within a second.
    ...(first === undefined ? [] : [[first.from, first.from + 1] as const]),
    ...lives.filter(({ scraped }) => scraped !== "answered").map(({ from, to }) => [from, to] as const),
  ];
}

/** The evaluations whose range has a part of some times, each once. */
function evaluationsTouching(
  times: readonly (readonly [from: number, to: number])[],
  { interval, range, count }: Sampling,
): ReadonlySet<number> {
  const touching = new Set<number>();
  for (const [from, to] of times) {
    const last = Math.min(count - 1, Math.ceil((to + range) / interval));
    for (let index = Math.max(0, Math.ceil(from / interval)); index <= last; index++) touching.add(index);
  }
  return touching;
}

/**
 * How far the moments that are recorded may be from the true downtime of the interval that each stands for. Nothing is in
 * doubt where one replica works, or all are lost, for this interval and since the scrape before.
 */
export function momentDoubts({ replicas }: RawEvents, { interval, count, every }: Sampling): Doubts {
  const bad = new Float64Array(count).fill(interval);
  const settled = (index: number, from: number, to: number): boolean =>
    from <= index * interval - Math.max(interval, every) && to > index * interval;
  const lost = new Uint8Array(count);
  for (const { lives, replica } of replicas) {
    const away = new Uint8Array(count);
    const unborn = { from: Number.NEGATIVE_INFINITY, to: replica.from ?? 0, scraped: "lost", works: false };
    for (const { from, to, scraped, works } of [unborn, ...lives]) {
      const last = Math.min(count - 1, Math.floor(to / interval));
      for (let index = Math.max(0, Math.floor(from / interval)); index <= last; index++) {
        if (scraped === "missed" || !settled(index, from, to)) continue;
        if (works) bad[index] = 0;
        else away[index] = 1;
      }
    }
    for (let index = 0; index < count; index++) lost[index] = (lost[index] as number) + (away[index] as number);
  }
  for (let index = 0; index < count; index++) if (lost[index] === replicas.length) bad[index] = 0;
  return { bad, events: new Float64Array(count) };
}
