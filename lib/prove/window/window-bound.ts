import { LOOKBACK } from "../reference/rate.ts";
import { Tabulated } from "./accumulated.ts";
import type { Doubts } from "./doubts.ts";
import type { RawEvents } from "./raw-events.ts";
import type { Sampling } from "./sampling.ts";

/** A window that events are summed over. Units: seconds. */
export interface SummedWindow {
  /** Its length, at an evaluation where that changes. */
  readonly length: number | ((index: number) => number);
  /** From this length on it is judged as a whole. */
  readonly fullFrom: number;
  /** Length of the tiles that it is summed from; absent where it is summed from every evaluation. */
  readonly tile?: number;
  /** True for the first recording itself, which is not summed. */
  readonly first?: boolean;
}

/** Length of a window at an evaluation. Units: seconds. */
export function lengthAt({ length }: SummedWindow, index: number): number {
  return typeof length === "number" ? length : length(index);
}

/** True share of bad events in a window, and how far the recorded one may be from it. */
export interface TrueRatio {
  /** `NaN` in a window without events. */
  readonly ratio: number;
  /** Infinite where the events in doubt are all that there are. */
  readonly bound: number;
}

/** Events, or those in doubt. */
interface Amount {
  bad: number;
  events: number;
}

/**
 * The true events of a window, and how far those that rules sum over it may be from them:
 *
 * - of a window that is summed from every evaluation, an event counts in every evaluation whose range it is in, so only
 *   within one range of each edge it counts less (inside the window) or at all (before it);
 * - of a window that is summed from tiles, an event counts in its tile, so the same holds with one tile at each edge;
 * - events that only missed evaluations would have counted are missing, and a tile that lacks some of its recordings may
 *   hold as many as any recording nearby;
 * - everything that is in doubt where it was recorded is so in the sum.
 *
 * The ratio B / E of bad events by all, with b and e of them in doubt, then differs by at most (b + e * B / E) / (E - e).
 */
export class WindowBound {
  readonly #raw: RawEvents;
  readonly #sampling: Sampling;
  readonly #doubts: Doubts;
  readonly #bad: Tabulated;
  readonly #events: Tabulated;
  readonly #start: number;
  /** Evaluations that do not fall on the multiples of the range move the tiles. */
  readonly #shift: number;
  readonly #firstMissed: number;
  readonly #lastMissed: number;
  readonly #sums: { readonly bad: Float64Array; readonly events: Float64Array };
  readonly #tiles = new Map<number, TileDoubts>();

  /** Units: `start` as Unix time in seconds. */
  constructor(raw: RawEvents, sampling: Sampling, doubts: Doubts, start: number) {
    this.#raw = raw;
    this.#sampling = sampling;
    this.#doubts = doubts;
    this.#start = start;
    const { interval, range, missed } = sampling;
    this.#shift = start % range === 0 && range % interval === 0 ? 0 : range + interval;
    this.#firstMissed = Math.min(...missed);
    this.#lastMissed = Math.max(...missed);
    this.#bad = new Tabulated(raw.bad, sampling.interval, sampling.count);
    this.#events = new Tabulated(raw.events, sampling.interval, sampling.count);
    this.#sums = { bad: runningSums(doubts.bad), events: runningSums(doubts.events) };
  }

  /** The true ratio at an evaluation, and the bound. */
  at(index: number, window: SummedWindow): TrueRatio {
    const { interval } = this.#sampling;
    const length = lengthAt(window, index);
    const lag = window.first === true ? length : Math.min(length, index * interval);
    const bad = between(this.#bad, index, 0, lag);
    const events = between(this.#events, index, 0, lag);
    if (events <= 0) return { ratio: Number.NaN, bound: Number.POSITIVE_INFINITY };
    const ratio = bad / events;
    const doubt = window.first === true ? this.#own(index) : this.#summed(index, lag, window.tile, { bad, events });
    if (doubt.events >= events) return { ratio, bound: Number.POSITIVE_INFINITY };
    return { ratio, bound: (doubt.bad + ratio * doubt.events) / (events - doubt.events) };
  }

  #own(index: number): Amount {
    return { bad: this.#doubts.bad[index] as number, events: this.#doubts.events[index] as number };
  }

  #summed(index: number, lag: number, tile: number | undefined, inside: Amount): Amount {
    const { interval, range } = this.#sampling;
    const from = index - lag / interval;
    const edge = tile === undefined ? range : tile + this.#shift;
    const doubt = tile === undefined ? this.#evaluated(from, index, inside) : this.#tile(tile).within(from, index);
    const inner = Math.min(edge, lag);
    doubt.bad += between(this.#bad, index, 0, inner) + between(this.#bad, index, lag, lag + edge);
    doubt.events += between(this.#events, index, 0, inner) + between(this.#events, index, lag, lag + edge);
    return doubt;
  }

  /** What is in doubt at the evaluations after one, until another. */
  #evaluated(from: number, to: number, inside: Amount): Amount {
    const { interval, range } = this.#sampling;
    const weight = interval / range;
    const begin = Math.max(0, Math.floor(from) + 1);
    const doubt = {
      bad: weight * (at(this.#sums.bad, to + 1) - at(this.#sums.bad, begin)),
      events: weight * (at(this.#sums.events, to + 1) - at(this.#sums.events, begin)),
    };
    const lostFrom = Math.max(from, this.#firstMissed - range / interval) * interval;
    const lostTo = Math.min(to, this.#lastMissed) * interval;
    if (lostFrom < lostTo) {
      doubt.bad += this.#raw.bad.within(lostFrom, lostTo);
      doubt.events += this.#raw.events.within(lostFrom, lostTo);
    }
    if (range % interval !== 0) {
      // An event is then in one evaluation's range more, or less, than another.
      doubt.bad += weight * inside.bad;
      doubt.events += weight * inside.events;
    }
    return doubt;
  }

  #tile(tile: number): TileDoubts {
    const known = this.#tiles.get(tile) ?? new TileDoubts(this.#raw, this.#sampling, this.#doubts, this.#start, tile);
    this.#tiles.set(tile, known);
    return known;
  }
}

/** What is in doubt in the tiles of one length. Units: seconds. */
class TileDoubts {
  readonly #first: number;
  readonly #interval: number;
  readonly #start: number;
  readonly #tile: number;
  readonly #sums: { readonly bad: Float64Array; readonly events: Float64Array };

  constructor(raw: RawEvents, sampling: Sampling, doubts: Doubts, start: number, tile: number) {
    const { interval, count } = sampling;
    this.#interval = interval;
    this.#start = start;
    this.#tile = tile;
    this.#first = Math.ceil(start / tile);
    const length = Math.max(0, Math.floor((start + (count - 1) * interval) / tile) - this.#first + 1);
    const ends = Array.from({ length }, (_, position) => (this.#first + position) * tile - start);
    const each = (own: Float64Array, flow: RawEvents["bad"]): Float64Array =>
      runningSums(Float64Array.from(ends, (end) => tileDoubt(end, tile, own, flow, sampling, start)));
    this.#sums = { bad: each(doubts.bad, raw.bad), events: each(doubts.events, raw.events) };
  }

  /** What is in doubt in the tiles that end after one evaluation, until another. */
  within(from: number, to: number): Amount {
    const [begin, end] = [this.#place(from), this.#place(to)];
    const { bad, events } = this.#sums;
    return { bad: at(bad, end) - at(bad, begin), events: at(events, end) - at(events, begin) };
  }

  #place(index: number): number {
    return Math.max(0, Math.floor((this.#start + index * this.#interval) / this.#tile) - this.#first + 1);
  }
}

/** Units: `end` in seconds after the first evaluation. */
function tileDoubt(
  end: number,
  tile: number,
  doubts: Float64Array,
  flow: RawEvents["bad"],
  { interval, range, missed }: Sampling,
  start: number,
): number {
  let sum = 0;
  let whole = true;
  const firstRange = Math.floor((start + end - tile) / range) * range + range - start;
  for (let at = firstRange; at <= end; at += range) {
    const index = Math.floor(at / interval);
    if (index < 0 || missed.has(index)) whole = false;
    else sum += doubts[index] as number;
  }
  const last = Math.floor(end / interval);
  if (whole && !missed.has(last)) return sum;
  let peak = 0;
  const reach = Math.ceil((tile + LOOKBACK / 1_000) / interval);
  for (let index = Math.max(0, last - reach); index <= last; index++) {
    if (missed.has(index)) continue;
    peak = Math.max(peak, flow.within(index * interval - range, index * interval) + (doubts[index] as number));
  }
  return (peak / range) * tile + flow.within(end - tile - range, end);
}

/** What happened in a stretch that begins and ends some time before an evaluation. */
function between(table: Tabulated, index: number, end: number, begin: number): number {
  return table.before(index, end) - table.before(index, begin);
}

function at(values: Float64Array, index: number): number {
  return values[index] as number;
}

function runningSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let index = 0; index < values.length; index++) {
    sums[index + 1] = (sums[index] as number) + (values[index] as number);
  }
  return sums;
}
