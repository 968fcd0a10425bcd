import type { Occurrence, Replica } from "../stimulus.ts";
import type { Scrapes } from "./scrapes.ts";
import type { Span } from "./spans.ts";

/** One sort of events. */
export interface Flow {
  /** Events per second at a level of the indicator, where it has so many events of all sorts. */
  readonly rate: (level: number, perSecond: number) => number;
  /** Events of this sort among single ones. */
  readonly single: (occurrence: Occurrence) => number;
}

/** A counter: the sum of some sorts of events. */
export interface Counter {
  readonly flows: readonly Flow[];
  /** Sorts of events with the first of which the series is born, where it is not born at 0. */
  readonly bornWith: readonly Flow[];
  /** Steps to one: 1 for events, more for seconds of CPU time. */
  readonly perUnit: number;
}

/** Seconds are counted in millionths. */
const MILLIONTHS = 1_000_000;

/** How finely a counter counts: events are whole. */
export function perUnitOf(unit: string): number {
  return unit === "count" ? 1 : MILLIONTHS;
}

/** The values of a counter at each scrape; `NaN` before it is born. */
export function counterValues(
  counter: Counter,
  replica: Replica,
  spans: readonly Span[],
  scrapes: Scrapes,
): Float64Array {
  const values = new Float64Array(scrapes.answers.length);
  for (const flow of counter.flows) addFlow(values, flow, counter.perUnit, replica, spans, scrapes);
  if (replica.bornLate !== true) return values;
  const born = new Float64Array(values.length);
  for (const flow of counter.bornWith) addFlow(born, flow, counter.perUnit, replica, spans, scrapes);
  return values.map((value, index) => (born[index] === 0 ? Number.NaN : value));
}

function addFlow(
  values: Float64Array,
  flow: Flow,
  perUnit: number,
  replica: Replica,
  spans: readonly Span[],
  { every, offset }: Scrapes,
): void {
  const pieces = piecesOf(flow, replica, spans);
  let place = 0;
  for (let index = 0; index < values.length; index++) {
    const time = offset + index * every;
    while ((pieces[place + 1]?.from ?? Number.POSITIVE_INFINITY) <= time) place++;
    const piece = pieces[place];
    if (piece === undefined || piece.from > time) continue;
    const counted = piece.counted + (piece.perSecond * (time - piece.from)) / 1_000;
    values[index] = (values[index] ?? 0) + whole(counted * perUnit) / perUnit;
  }
}

/** Rounded down, except where only float noise is missing. */
function whole(events: number): number {
  return Math.floor(events * (1 + 1e-13) + 1e-9);
}

/** A time in which a counter grows evenly. Units: `from` in milliseconds after the start of the world. */
interface Piece {
  readonly from: number;
  /** Events at its beginning since the process began. */
  readonly counted: number;
  readonly perSecond: number;
}

/** The time of a replica cut at every change of its rate, single event and restart. */
function piecesOf(flow: Flow, { occurrences = [], restarts = [] }: Replica, spans: readonly Span[]): readonly Piece[] {
  const cuts = [
    ...spans.map(({ from, level, perSecond }) => ({
      at: from,
      order: 0,
      perSecond: level === "idle" ? 0 : flow.rate(level, perSecond),
    })),
    ...restarts.map((at) => ({ at: Math.round(at * 1_000), order: 1, restart: true })),
    ...occurrences.map((occurrence) => ({
      at: Math.round(occurrence.at * 1_000),
      order: 2,
      add: flow.single(occurrence),
    })),
  ].sort((a, b) => a.at - b.at || a.order - b.order);
  const pieces: Piece[] = [];
  let last: Piece = { from: cuts[0]?.at ?? 0, counted: 0, perSecond: 0 };
  for (const cut of cuts) {
    const until = last.counted + (last.perSecond * (cut.at - last.from)) / 1_000;
    last = {
      from: cut.at,
      counted: ("restart" in cut ? 0 : until) + ("add" in cut ? cut.add : 0),
      perSecond: "perSecond" in cut ? cut.perSecond : last.perSecond,
    };
    pieces.push(last);
  }
  return pieces;
}
