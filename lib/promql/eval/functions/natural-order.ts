import { compareText } from "../../data/labels.ts";

const CHUNKS = /[0-9]+|[^0-9]+/g;
const LARGEST_INTEGER = 2n ** 63n - 1n;

/**
 * Whether `a` comes before `b` where runs of digits count as numbers. As in the library Prometheus sorts with
 * (https://github.com/facette/natsort), of two texts with equal runs the first one comes first, and an empty one never does.
 */
export function isNaturallyBefore(a: string, b: string): boolean {
  const left = a.match(CHUNKS) ?? [];
  const right = b.match(CHUNKS) ?? [];
  for (const [index, chunk] of left.entries()) {
    const other = right[index];
    if (other === undefined) return false;
    const order = compareChunks(chunk, other);
    if (order !== 0) return order < 0;
    if (index === left.length - 1) return true;
  }
  return false;
}

function compareChunks(a: string, b: string): number {
  const left = integerOf(a);
  const right = integerOf(b);
  if (left !== undefined && right !== undefined) return left < right ? -1 : left > right ? 1 : 0;
  return compareText(a, b);
}

function integerOf(chunk: string): bigint | undefined {
  if (!/^[0-9]/.test(chunk)) return undefined;
  const value = BigInt(chunk);
  return value > LARGEST_INTEGER ? undefined : value;
}
