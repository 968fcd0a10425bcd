import type { Labels } from "./labels.ts";
import { xxhash64 } from "./xxhash.ts";

const encoder = new TextEncoder();

/**
 * Where a label set falls between 0 and 1 when Prometheus samples series (`limit_ratio`): its hash through 2^64. The hash is
 * XXH64 over the names and values in order, each after its length, which is how Prometheus' default build stores labels
 * (https://github.com/prometheus/prometheus/blob/v3.15.0/model/labels/labels_stringlabels.go).
 */
export function hashFraction(labels: Labels): number {
  return Number(xxhash64(encoded(labels))) / 2 ** 64;
}

function encoded(labels: Labels): Uint8Array {
  const parts = labels.entries().flatMap(([name, value]) => [encoder.encode(name), encoder.encode(value)]);
  const sizes = parts.map((part) => size(part.length));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0) + sizes.flat().length);
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const prefix = sizes[index] ?? [];
    bytes.set(prefix, at);
    bytes.set(part, at + prefix.length);
    at += prefix.length + part.length;
  }
  return bytes;
}

/** One byte below 255; beyond, 255 and three bytes with the lowest first. */
function size(length: number): readonly number[] {
  return length < 255 ? [length] : [255, length & 0xff, (length >> 8) & 0xff, (length >> 16) & 0xff];
}
