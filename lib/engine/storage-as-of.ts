import type { Matcher } from "../promql/ast.ts";
import { Series } from "../promql/data/series.ts";
import type { Storage } from "../promql/data/storage.ts";
import { countUntil } from "../promql/eval/selecting.ts";
import type { SampleWriter } from "./sample-writer.ts";

/** Who looks at the storage, and when. Units: milliseconds. */
export interface Viewpoint {
  /** The turn of the rule that is being evaluated. */
  readonly turn: number;
  readonly now: number;
  /** Samples before this do not matter. Default: all of them matter. */
  readonly from?: number;
  /** Samples after this do not matter, so they need not be hidden. Default: all of them matter. */
  readonly until?: number;
}

/**
 * The storage as it was when it was a rule's turn at one moment: rules that were evaluated for all moments at once have
 * written into the future, and later turns of the same moment have not been yet.
 */
export class StorageAsOf implements Storage {
  private readonly writer: SampleWriter;
  private readonly viewpoint: Viewpoint;

  constructor(writer: SampleWriter, viewpoint: Viewpoint) {
    this.writer = writer;
    this.viewpoint = viewpoint;
  }

  select(matchers: readonly Matcher[]): readonly Series[] {
    const { from = Number.NEGATIVE_INFINITY } = this.viewpoint;
    const found: Series[] = [];
    for (const series of this.writer.storage.select(matchers)) {
      const seen = cut(series, from, this.lastVisible(series));
      if (seen !== undefined) found.push(seen);
    }
    return found;
  }

  private lastVisible(series: Series): number {
    const { turn, now, until = Number.POSITIVE_INFINITY } = this.viewpoint;
    const author = this.writer.authorOf(series);
    if (author === undefined || this.writer.isMixed(series)) return now < until ? now : Number.POSITIVE_INFINITY;
    const last = now - author.offset - (author.turn < turn ? 0 : 1);
    return last < until ? last : Number.POSITIVE_INFINITY;
  }
}

/** The samples of a series from one moment to another, without copying them; `undefined` where there are none. */
function cut(series: Series, from: number, to: number): Series | undefined {
  const { timestamps, length } = series;
  if (length === 0) return undefined;
  const isWhole = (timestamps[0] as number) >= from && (timestamps[length - 1] as number) <= to;
  if (isWhole) return series;
  const first = from === Number.NEGATIVE_INFINITY ? 0 : countUntil(timestamps, length, 0, from - 1);
  const after = to === Number.POSITIVE_INFINITY ? length : countUntil(timestamps, length, first, to);
  if (after <= first) return undefined;
  const part = Series.over(series.labels, timestamps.subarray(first, after), series.values.subarray(first, after));
  if (series.kinds !== undefined) part.kinds = series.kinds.subarray(first, after);
  if (series.starts !== undefined) part.starts = series.starts.subarray(first, after);
  if (series.histograms !== undefined) part.histograms = series.histograms.slice(first, after);
  return part;
}
