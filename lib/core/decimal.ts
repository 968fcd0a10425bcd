/** Removes binary float noise: `0.0144` instead of `0.014400000000000001`. Twelve significant digits are kept. */
export function tidy(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(12)) : value;
}

/** `1 - ratio` without float noise: `complement(0.999)` is `0.001`. Fourteen decimals are kept, enough for nine nines. */
export function complement(ratio: number): number {
  return Number((1 - ratio).toFixed(14));
}
