import { scaleByPowerOfTwo } from "./binary-float.ts";
import { HistogramError } from "./error.ts";
import { CUSTOM_BUCKETS_SCHEMA } from "./schema.ts";

/**
 * From one bound to the next of schemas 1 to 8. Instrumentation libraries and Prometheus agree on the bounds to the bit,
 * and those bounds come from these factors, of which the first is one bit below the nearest number to the root of two
 * (https://github.com/prometheus/client_golang/blob/main/prometheus/histogram.go).
 */
const FACTORS = [
  Math.SQRT2 - Number.EPSILON,
  1.189207115002721,
  1.0905077326652577,
  1.0442737824274138,
  1.0218971486541166,
  1.0108892860517005,
  1.0054299011128027,
  1.0027112750502025,
];

const FINEST = FACTORS.length;

/** The bounds of the finest schema from 0.5 up to 1; coarser schemas have every second, fourth ... of them. */
const FRACTIONS = fractions();

function fractions(): Float64Array {
  let coarse = Float64Array.of(0.5);
  for (const factor of FACTORS) {
    const fine = new Float64Array(coarse.length * 2);
    for (let i = 0; i < fine.length; i++) {
      fine[i] = i % 2 === 0 ? (coarse[i / 2] as number) : (fine[i - 1] as number) * factor;
    }
    coarse = fine;
  }
  return coarse;
}

/**
 * The upper bound (the lower one of a negative bucket, without its sign) of bucket `index`, to the bit what Prometheus has;
 * the lower bound is that of `index - 1`. Throws `HistogramError` of kind `out-of-bounds` for an index beyond the custom bounds.
 */
export function boundOf(index: number, schema: number, customValues: readonly number[] = []): number {
  return schema === CUSTOM_BUCKETS_SCHEMA ? customBound(index, customValues) : exponentialBound(index, schema);
}

function exponentialBound(index: number, schema: number): number {
  const fraction = schema < 0 ? 0.5 : (FRACTIONS[(index & ((1 << schema) - 1)) << (FINEST - schema)] as number);
  const exponent = (schema < 0 ? index * 2 ** -schema : index >> schema) + 1;
  // The bound would be infinite, and infinite observations have a bucket of their own behind this one.
  if (fraction === 0.5 && exponent === 1025) return Number.MAX_VALUE;
  return scaleByPowerOfTwo(fraction, exponent);
}

function customBound(index: number, customValues: readonly number[]): number {
  if (index === -1) return -Infinity;
  if (index === customValues.length) return Infinity;
  const bound = customValues[index];
  if (bound === undefined) {
    const size = customValues.length;
    throw new HistogramError("out-of-bounds", `index ${index} out of bounds for custom bounds of length ${size}`);
  }
  return bound;
}
