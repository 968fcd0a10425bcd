/** Largest number of replicas (`int32`). */
const MOST = 2_147_483_647;

/** What is finer than this part of a thousandth is noise of binary fractions: Kubernetes' quantities end at 10^-9. */
const NOISE = 1e-6;

/**
 * Thousandths, rounded away from 0 as Kubernetes' `Quantity.MilliValue` does: 0.0001 cores are 1.
 * Usage, requests and targets are compared in these.
 */
export function milli(value: number): number {
  const thousandths = value * 1_000;
  const nearest = Math.round(thousandths);
  return Math.abs(thousandths - nearest) <= NOISE
    ? nearest
    : thousandths > 0
      ? Math.ceil(thousandths)
      : Math.floor(thousandths);
}

/** `trunc(a * b / c)` in integers, exact also where `a * b` has more than 53 bits: bytes of memory in thousandths do. */
export function scaled(a: number, b: number, c: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return Math.trunc(product / c);
  return Number((BigInt(a) * BigInt(b)) / BigInt(c));
}

/** A number of replicas, rounded up. Beyond 32 bits Go's conversion depends on the processor; here the largest counts. */
export function ceiling(value: number): number {
  return Math.max(-MOST, Math.min(MOST, Math.ceil(value)));
}
