import { HistogramError } from "./error.ts";
import type { FloatHistogram } from "./float-histogram.ts";
import { plainIncrement } from "./increment.ts";
import { CUSTOM_BUCKETS_SCHEMA, usesCustomBuckets, withoutStrayZero } from "./schema.ts";
import { bucketsOf, coarserSide, sidesOf } from "./side.ts";

/** The histogram at the lower resolution `schema`, its hint kept; throws `HistogramError` of kind `resolution`. */
export function reduceResolution(h: FloatHistogram, schema: number): FloatHistogram {
  if (usesCustomBuckets(h)) {
    throw new HistogramError("resolution", "cannot reduce resolution when there are custom buckets");
  }
  if (schema === CUSTOM_BUCKETS_SCHEMA) {
    throw new HistogramError("resolution", "cannot reduce resolution to custom buckets schema");
  }
  if (schema >= h.schema) {
    throw new HistogramError("resolution", `cannot reduce resolution from schema ${h.schema} to ${schema}`);
  }
  const steps = h.schema - schema;
  const sides = sidesOf(h);
  const positive = coarserSide(sides.positive, steps, plainIncrement);
  const negative = coarserSide(sides.negative, steps, plainIncrement);
  return { ...h, schema, ...bucketsOf({ positive, negative }) };
}

/**
 * The histogram at `schema`: itself when it has that, else at the lower resolution with its hint forgotten; throws
 * `HistogramError` of kind `resolution`.
 */
export function copyToSchema(h: FloatHistogram, schema: number): FloatHistogram {
  if (schema === h.schema) return withoutStrayZero(h);
  return { ...reduceResolution(h, schema), counterResetHint: "unknown" };
}
