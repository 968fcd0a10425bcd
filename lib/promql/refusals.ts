/** A call of what is no function, in Prometheus' words as all of these. */
export function unknownFunction(name: string): string {
  return `unknown function with name "${name}"`;
}

/** A call of an experimental function. */
export function functionNotEnabled(name: string): string {
  return `function "${name}" is not enabled`;
}

/** An experimental aggregation. */
export function experimentalAggregation(operator: string): string {
  return `${operator}() is experimental and must be enabled with --enable-feature=promql-experimental-functions`;
}

/** An aggregation without its parameter, or with one too many. */
export function wrongArgumentCount(wanted: number, got: number): string {
  return `wrong number of arguments for aggregate expression provided, expected ${wanted}, got ${got}`;
}

/** `anchored` and `smoothed` at once. */
export const ANCHORED_AND_SMOOTHED = "anchored and smoothed modifiers cannot be used together";
