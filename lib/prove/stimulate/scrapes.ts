import type { ScrapedSeries } from "../world.ts";
import type { Answer, Span } from "./spans.ts";

/** The scrapes of one target. Units: milliseconds after the start of the world. */
export interface Scrapes {
  readonly every: number;
  /** Time of the first scrape. */
  readonly offset: number;
  /** What Prometheus gets at each scrape. */
  readonly answers: readonly Answer[];
  /** Index of the span that each scrape falls into. */
  readonly spans: Uint32Array;
}

/** The scrapes during some spans: those at `phase` and whole intervals before and after, the end included. */
export function scrapesDuring(spans: readonly Span[], every: number, phase: number): Scrapes {
  const begin = spans[0]?.from ?? 0;
  const end = spans.at(-1)?.to ?? begin;
  const offset = phase + Math.ceil((begin - phase) / every) * every;
  const count = Math.max(0, Math.floor((end - offset) / every) + 1);
  const places = new Uint32Array(count);
  const answers: Answer[] = [];
  let place = 0;
  for (let index = 0; index < count; index++) {
    const time = offset + index * every;
    while (place + 1 < spans.length && (spans[place]?.to ?? 0) <= time) place++;
    places[index] = place;
    answers.push(spans[place]?.answer ?? "missing");
  }
  return { every, offset, answers, spans: places };
}

/** What a target exports, as Prometheus gets it: `NaN` in `exported` is a series that the process does not have. */
export function scraped(
  name: string,
  labels: Readonly<Record<string, string>>,
  exported: Float64Array,
  { every, offset, answers }: Scrapes,
): ScrapedSeries {
  const stale = new Set<number>();
  let exists = false;
  for (let index = 0; index < exported.length; index++) {
    const answer = answers[index];
    if (answer !== "missing") {
      const exports = answer === "answers" && !Number.isNaN(exported[index]);
      if (exists && !exports) stale.add(index);
      exists = exports;
    }
    if (answer !== "answers") exported[index] = Number.NaN;
  }
  return { name, labels, every, offset, values: exported, ...(stale.size === 0 ? {} : { stale }) };
}

/** `up` of the target itself: 0 while it does not answer, or while it answers that it is not well. */
export function scrapedUp(
  labels: Readonly<Record<string, string>>,
  answering: Float64Array,
  scrapes: Scrapes,
): ScrapedSeries {
  const values = answering.slice();
  const answers = scrapes.answers.slice();
  for (let index = 0; index < answers.length; index++) {
    if (answers[index] !== "down") continue;
    values[index] = 0;
    answers[index] = "answers";
  }
  return scraped("up", labels, values, { ...scrapes, answers });
}
