/**
 * What may differ between the two engines without being a difference. All of it stands here; an entry says why Prometheus
 * itself does not promise more.
 */

/** Floats: a different order of the same additions may show in the last digits. */
export const RELATIVE = 1e-9;

/** As `RELATIVE` for one expression: Go's power and JavaScript's differ in the last digit, which differences then magnify. */
export function relativeFor(expr: string): number {
  return expr.includes("^") ? 1e-6 : RELATIVE;
}

/**
 * Floats again, against the largest value that went in (an input or a time in seconds): differences and remainders of large
 * numbers keep the rounding of these, and windows that slide round differently from windows that are computed anew. It is 45
 * times the distance of two neighbouring floats.
 */
export const NOISE = 1e-14;

/** Prometheus sorts more series than these with an algorithm that leaves the order among equal values open. */
export const LONGEST_STABLE_SORT = 12;

/**
 * Errors that name one of several equal culprits. Prometheus goes through maps (of groups in `count_values` and `info`, of all
 * series in range queries), and names the first it happens to meet.
 */
export function withoutCulprits(error: string): string {
  return error
    .replace(/match group \{.*\} on the/s, "match group {} on the")
    .replace(/: \[.*\];many-to-many/s, ": [];many-to-many");
}

/**
 * Texts and labels that hold computed numbers (`count_values`, what a warning says of a quantile): the functions of Go's `math`
 * and of JavaScript's `Math` (sine, exponential, logarithm, power) may differ in the last digit, and neither language promises it.
 */
export function withRoundedNumbers(text: string): string {
  return text.replace(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g, (number) =>
    number.length < 12 ? number : `${Number(Number(number).toPrecision(11))}`,
  );
}

/**
 * How often Prometheus is asked before its answer counts as different: in range queries it goes through series in the order of
 * a map, which decides between equals in `topk` and where histograms of different resolution round, so it has several answers.
 */
export const ASKED_AGAIN = 40;

/**
 * Faults of Prometheus: it panics where a float and a histogram of one moment come to have the same labels in a part of the query
 * that is the same at each step, and where it prints custom buckets that were multiplied by infinity.
 */
const FAULTS: ReadonlySet<string> = new Set([
  "unexpected number of samples",
  "histograms with custom buckets have no zero bucket",
]);

/** Whether Prometheus failed by a fault of its own. */
export function isFault(error: string): boolean {
  return FAULTS.has(error);
}
