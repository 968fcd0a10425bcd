import { evaluationTime, isEvaluated, type World } from "../world.ts";
import { PrefixSums } from "./prefix-sums.ts";
import { LOOKBACK } from "./rate.ts";

/** A recorded series to be read over windows: a value at each evaluation, `NaN` where nothing was recorded. Units: milliseconds. */
export class RecordedTrack {
  readonly values: Float64Array;
  readonly #world: World;
  readonly #tiles = new Map<number, Tiles>();
  readonly #tileSums = new Map<number, Tiles>();
  #sums: PrefixSums | undefined;

  constructor(world: World, values: Float64Array) {
    this.#world = world;
    this.values = values;
  }

  /** Sum of what was recorded in the window that ends at an evaluation, `NaN` where nothing was. */
  sum(index: number, window: number): number {
    this.#sums ??= new PrefixSums(this.values);
    return this.#sums.sum(this.#from(index, window), index);
  }

  /** Mean of what was recorded in the window that ends at an evaluation. */
  mean(index: number, window: number): number {
    this.#sums ??= new PrefixSums(this.values);
    return this.#sums.mean(this.#from(index, window), index);
  }

  /** The series as a subquery reads it, at whole multiples of a step. */
  tiles(step: number): Tiles {
    const known =
      this.#tiles.get(step) ?? new Tiles(this.#world, step, (time) => newest(this.#world, this.values, time));
    this.#tiles.set(step, known);
    return known;
  }

  /** What was recorded in each tile, summed, as a subquery reads that at whole multiples of a step. */
  sumsOf(step: number): Tiles {
    const known = this.#tileSums.get(step) ?? new Tiles(this.#world, step, (time) => this.#sumUntil(time, step));
    this.#tileSums.set(step, known);
    return known;
  }

  #sumUntil(time: number, window: number): number {
    const last = (time - this.#world.start) / this.#world.evaluations.interval;
    this.#sums ??= new PrefixSums(this.values);
    return this.#sums.sum(this.#from(last, window), Math.floor(last));
  }

  #from(index: number, window: number): number {
    const { evaluations, ranges } = this.#world;
    const begin = index - window / evaluations.interval;
    return ranges === "closed" ? Math.ceil(begin) : Math.floor(begin) + 1;
  }
}

/** A recorded series at whole multiples of a step in Unix time. Units: milliseconds. */
export class Tiles {
  readonly #world: World;
  readonly #step: number;
  readonly #first: number;
  readonly #sums: PrefixSums;

  /** `at` gives what the subquery reads at a Unix time. */
  constructor(world: World, step: number, at: (time: number) => number) {
    const { start, evaluations } = world;
    const last = Math.floor(evaluationTime(world, evaluations.count - 1) / step);
    this.#world = world;
    this.#step = step;
    this.#first = Math.ceil(start / step);
    const seen = new Float64Array(Math.max(0, last - this.#first + 1));
    for (let tile = 0; tile < seen.length; tile++) {
      seen[tile] = at((this.#first + tile) * step);
    }
    this.#sums = new PrefixSums(seen);
  }

  /** Sum over the window that ends at an evaluation, of what lies after a Unix time if one is given. */
  sum(index: number, window: number, after = Number.NEGATIVE_INFINITY): number {
    const [from, to] = this.#within(index, window, after);
    return this.#sums.sum(from, to);
  }

  /** Mean over the window that ends at an evaluation, of what lies after a Unix time if one is given. */
  mean(index: number, window: number, after = Number.NEGATIVE_INFINITY): number {
    const [from, to] = this.#within(index, window, after);
    return this.#sums.mean(from, to);
  }

  #within(index: number, window: number, after: number): readonly [number, number] {
    const time = evaluationTime(this.#world, index);
    const begin = (time - window) / this.#step;
    const from = this.#world.ranges === "closed" ? Math.ceil(begin) : Math.floor(begin) + 1;
    const later = Number.isFinite(after) ? Math.floor(after / this.#step) + 1 : from;
    return [Math.max(from, later) - this.#first, Math.floor(time / this.#step) - this.#first];
  }
}

/** A rule that gives nothing marks its series as ended, so only the newest evaluation counts, and only within the lookback. */
function newest(world: World, values: Float64Array, time: number): number {
  const { start, evaluations, ranges } = world;
  let index = Math.floor((time - start) / evaluations.interval);
  while (index >= 0 && !isEvaluated(evaluations, index) && time - evaluationTime(world, index) <= LOOKBACK) index--;
  if (index < 0) return Number.NaN;
  const age = time - evaluationTime(world, index);
  return age < LOOKBACK || (ranges === "closed" && age === LOOKBACK) ? (values[index] as number) : Number.NaN;
}
