import type { ScrapedSeries } from "./world.ts";

/** A series of which every sample is multiplied with a factor, the buckets of a native histogram too. */
export function scaledSeries(series: ScrapedSeries, factor: number): ScrapedSeries {
  const scaled = (samples: Float64Array): Float64Array => samples.map((value) => value * factor);
  const { values, histogram } = series;
  if (histogram === undefined) return { ...series, values: scaled(values) };
  const { schema, zeros, buckets } = histogram;
  return {
    ...series,
    values: scaled(values),
    histogram: {
      schema,
      ...(zeros === undefined ? {} : { zeros: scaled(zeros) }),
      buckets: buckets.map(({ index, counts }) => ({ index, counts: scaled(counts) })),
    },
  };
}
