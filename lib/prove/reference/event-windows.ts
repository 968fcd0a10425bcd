import { complement } from "../../core/decimal.ts";
import { RECORDED, windowName } from "../../model/conventions.ts";
import type { EventObjective } from "../../rules/event-series.ts";
import { alertWindows, TILED_FROM_SECONDS, tileOf, windowSeconds } from "../../rules/windows.ts";
import type { RecordedSeries } from "../specification.ts";
import { evaluationTime, isEvaluated, type World } from "../world.ts";
import { RecordedTrack } from "./recorded.ts";

/** Half hours, of which the budget of a calendar month is summed. Units: seconds. */
const MONTH_TILE = 1_800;

const LONGEST_MONTH = 31 * 86_400_000;

/** What an event objective records, for one value of the labels that its indicator keeps. */
export class EventWindows {
  readonly #objective: EventObjective;
  readonly #world: World;
  readonly #base: number;
  readonly #bad: RecordedTrack;
  /** Absent for moments of time, which all weigh the same. */
  readonly #events: RecordedTrack | undefined;
  readonly #tiles = new Map<number, { readonly bad: RecordedTrack; readonly events: RecordedTrack | undefined }>();
  readonly #ratios = new Map<number, Float64Array>();

  constructor(objective: EventObjective, world: World, bad: Float64Array, events?: Float64Array) {
    this.#objective = objective;
    this.#world = world;
    this.#base = alertWindows(objective)[0] ?? 0;
    this.#bad = new RecordedTrack(world, bad);
    this.#events = events === undefined ? undefined : new RecordedTrack(world, events);
  }

  /** Share of bad events (or moments) over a window, at every evaluation. Units: seconds. */
  ratio(window: number): Float64Array {
    const known = this.#ratios.get(window) ?? this.#makeRatio(window);
    this.#ratios.set(window, known);
    return known;
  }

  /** Events, or bad ones, in a window, counted from what was recorded. Units: seconds. */
  counted(which: "bad" | "events", window: number, index: number): number {
    const track = which === "bad" || this.#events === undefined ? this.#bad : this.#events;
    if (window === this.#base) return (track.values[index] as number) * window;
    const range = window * 1_000;
    if (window < TILED_FROM_SECONDS) return track.sum(index, range) * (this.#world.evaluations.interval / 1_000);
    return track.tiles(this.#base * 1_000).sum(index, range) * this.#base;
  }

  /** Bad moments in a window; one that is read in tiles ends with the last of these. Units: seconds. */
  moments(window: number, index: number): number {
    const range = window * 1_000;
    if (window < TILED_FROM_SECONDS) return this.#bad.sum(index, range);
    return this.#bad.sumsOf(tileOf(window, this.#base) * 1_000).sum(index, range);
  }

  /** Every series that the rules have to record, by name. Their labels are the caller's. */
  recorded(): readonly Omit<RecordedSeries, "labels">[] {
    const objective = this.#objective;
    const events = this.#events;
    const window = windowSeconds(objective);
    const month = objective.over !== undefined && "calendar" in objective.over;
    const summed = window === undefined || month ? [] : [window];
    const tiles = new Set([
      ...[...alertWindows(objective), ...summed]
        .filter((seconds) => seconds >= TILED_FROM_SECONDS)
        .map((seconds) => tileOf(seconds, this.#base)),
      ...(month ? [MONTH_TILE] : []),
    ]);
    tiles.delete(this.#base);
    const ratios = new Set([...alertWindows(objective), ...summed, ...(events === undefined ? tiles : [])]);
    return [
      ...(events === undefined
        ? [{ record: RECORDED.badMoments, values: this.#bad.values }]
        : [
            { record: RECORDED.events(windowName(this.#base)), values: events.values },
            { record: RECORDED.badEvents(windowName(this.#base)), values: this.#bad.values },
            ...[...tiles].flatMap((tile) => [
              { record: RECORDED.events(windowName(tile)), values: this.#tile(tile).events?.values ?? events.values },
              { record: RECORDED.badEvents(windowName(tile)), values: this.#tile(tile).bad.values },
            ]),
          ]),
      ...[...ratios].map((seconds) => ({
        record: RECORDED.errorRatio(windowName(seconds)),
        values: this.ratio(seconds),
      })),
      ...(window === undefined || objective.target === undefined ? [] : this.#budget(window, month)),
    ];
  }

  #budget(window: number, month: boolean): readonly Omit<RecordedSeries, "labels">[] {
    const allowed = complement(this.#objective.target?.value ?? 0);
    const spent = month ? this.#each((index) => this.#monthRatio(index)) : this.ratio(window);
    const left = spent.map((ratio, index) => {
      if (!Number.isNaN(ratio)) return 1 - ratio / allowed;
      // Nothing is spent in a window without events, as long as it is known that there are none.
      return Number.isNaN(this.#events?.values[index] ?? Number.NaN) ? Number.NaN : 1;
    });
    return [
      { record: RECORDED.budgetRemaining, values: left },
      ...(month
        ? [{ record: RECORDED.windowStart, values: this.#each((index) => this.#monthStart(index) / 1_000) }]
        : []),
    ];
  }

  #makeRatio(window: number): Float64Array {
    const { values } = this.#bad;
    if (this.#events !== undefined && window === this.#base) {
      const events = this.#events.values;
      return values.map((bad, index) => shareOf(bad, events[index] as number));
    }
    if (window < TILED_FROM_SECONDS) {
      const range = window * 1_000;
      return this.#each((index) => this.#shareIn(this.#bad, this.#events, index, range));
    }
    return this.#each((index) => this.#tiledShare(index, window * 1_000, tileOf(window, this.#base)));
  }

  #shareIn(bad: RecordedTrack, events: RecordedTrack | undefined, index: number, range: number): number {
    return events === undefined ? bad.mean(index, range) : shareOf(bad.sum(index, range), events.sum(index, range));
  }

  #tiledShare(index: number, range: number, tile: number, after?: number): number {
    const { bad, events } = this.#tile(tile);
    const step = tile * 1_000;
    if (events === undefined) return bad.tiles(step).mean(index, range, after);
    return shareOf(bad.tiles(step).sum(index, range, after), events.tiles(step).sum(index, range, after));
  }

  /** Means over a tile: of moments over all that was recorded, of rates over the first recordings in it. Units: seconds. */
  #tile(tile: number): { readonly bad: RecordedTrack; readonly events: RecordedTrack | undefined } {
    const known = this.#tiles.get(tile) ?? this.#makeTile(tile);
    this.#tiles.set(tile, known);
    return known;
  }

  #makeTile(tile: number): { readonly bad: RecordedTrack; readonly events: RecordedTrack | undefined } {
    const events = this.#events;
    if (events === undefined) {
      return {
        bad: new RecordedTrack(
          this.#world,
          this.#each((index) => this.#bad.mean(index, tile * 1_000)),
        ),
        events,
      };
    }
    if (tile === this.#base) return { bad: this.#bad, events };
    const base = this.#base * 1_000;
    const mean = (track: RecordedTrack): RecordedTrack =>
      new RecordedTrack(
        this.#world,
        this.#each((index) => track.tiles(base).mean(index, tile * 1_000)),
      );
    return { bad: mean(this.#bad), events: mean(events) };
  }

  #monthRatio(index: number): number {
    return this.#tiledShare(index, LONGEST_MONTH, MONTH_TILE, this.#monthStart(index));
  }

  #monthStart(index: number): number {
    const now = new Date(evaluationTime(this.#world, index));
    return Date.UTC(now.getUTCFullYear(), now.getUTCMonth());
  }

  /** A value at each evaluation that was not missed. */
  #each(value: (index: number) => number): Float64Array {
    const { evaluations } = this.#world;
    const values = new Float64Array(evaluations.count);
    for (let index = 0; index < values.length; index++) {
      values[index] = isEvaluated(evaluations, index) ? value(index) : Number.NaN;
    }
    return values;
  }
}

function shareOf(bad: number, events: number): number {
  return events > 0 ? bad / events : Number.NaN;
}
