import { formatDuration } from "../core/duration.ts";
import { type ScrapedSamples, seriesName, seriesValues } from "./series-notation.ts";
import type { ScrapedHistogram, ScrapedSeries, World } from "./world.ts";

/** One check of a promtool unit test: what an expression must give at a time. Units: milliseconds after the start. */
export interface WorldCheck {
  readonly expression: string;
  readonly at: number;
  readonly samples: readonly { readonly labels: string; readonly value: number }[];
}

/** A test of a promtool unit test file, as data for YAML. */
export interface WorldTest {
  readonly name: string;
  readonly interval: string;
  readonly start_timestamp?: number;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly promql_expr_test: readonly {
    readonly expr: string;
    readonly eval_time: string;
    readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
  }[];
}

/**
 * A world as a promtool unit test. promtool has one interval for all series of a test, so scrapes that fall between get
 * missing samples around them.
 */
export function worldTest(world: World, name: string, checks: readonly WorldCheck[]): WorldTest {
  const interval = gridOf(world);
  return {
    name,
    interval: formatDuration(interval),
    ...(world.start === 0 ? {} : { start_timestamp: world.start / 1_000 }),
    input_series: world.series.map((series) => ({
      series: seriesName(series),
      values: seriesValues(onGrid(series, interval)),
    })),
    promql_expr_test: checks.map(({ expression, at, samples }) => ({
      expr: expression,
      eval_time: formatDuration(at),
      exp_samples: samples,
    })),
  };
}

/** The longest interval on which all scrapes of a world fall. Units: milliseconds. */
export function gridOf({ series }: Pick<World, "series">): number {
  return series.reduce((grid, { every, offset }) => divisor(divisor(grid, every), Math.abs(offset)), 0);
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** A series with a place for every moment of a grid from the start of its world on. */
function onGrid(series: ScrapedSeries, interval: number): ScrapedSamples {
  const { values, stale, histogram, every, offset } = series;
  const [first, apart] = [offset / interval, every / interval];
  if (first === 0 && apart === 1) return series;
  const placed = (samples: Float64Array): Float64Array => {
    const all = new Float64Array(Math.max(0, first + (samples.length - 1) * apart + 1)).fill(Number.NaN);
    for (const [index, value] of samples.entries()) all[first + index * apart] = value;
    return all;
  };
  return {
    values: placed(values),
    ...(stale === undefined ? {} : { stale: new Set([...stale].map((at) => first + at * apart)) }),
    ...(histogram === undefined ? {} : { histogram: placedHistogram(histogram, placed) }),
  };
}

function placedHistogram(
  { schema, zeros, buckets }: ScrapedHistogram,
  placed: (samples: Float64Array) => Float64Array,
): ScrapedHistogram {
  return {
    schema,
    ...(zeros === undefined ? {} : { zeros: placed(zeros) }),
    buckets: buckets.map(({ index, counts }) => ({ index, counts: placed(counts) })),
  };
}
