const PRIME_1 = 0x9e3779b185ebca87n;
const PRIME_2 = 0xc2b2ae3d27d4eb4fn;
const PRIME_3 = 0x165667b19e3779f9n;
const PRIME_4 = 0x85ebca77c2b2ae63n;
const PRIME_5 = 0x27d4eb2f165667c5n;
const ROTATIONS = [1n, 7n, 12n, 18n];

/** XXH64 with seed 0 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md), from 0 to 2^64 - 1. */
export function xxhash64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length;
  let at = 0;
  let hash = PRIME_5;
  if (length >= 32) {
    let lanes = [wrapped(PRIME_1 + PRIME_2), PRIME_2, 0n, wrapped(-PRIME_1)];
    for (; at + 32 <= length; at += 32) {
      const stripe = at;
      lanes = lanes.map((lane, index) => round(lane, view.getBigUint64(stripe + index * 8, true)));
    }
    hash = wrapped(lanes.reduce((sum, lane, index) => sum + rotated(lane, ROTATIONS[index] ?? 0n), 0n));
    for (const lane of lanes) hash = wrapped((hash ^ round(0n, lane)) * PRIME_1 + PRIME_4);
  }
  hash = wrapped(hash + BigInt(length));
  for (; at + 8 <= length; at += 8) {
    hash = wrapped(rotated(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * PRIME_1 + PRIME_4);
  }
  if (at + 4 <= length) {
    hash = wrapped(rotated(hash ^ wrapped(BigInt(view.getUint32(at, true)) * PRIME_1), 23n) * PRIME_2 + PRIME_3);
    at += 4;
  }
  for (; at < length; at++) {
    hash = wrapped(rotated(hash ^ wrapped(BigInt(view.getUint8(at)) * PRIME_5), 11n) * PRIME_1);
  }
  hash = wrapped((hash ^ (hash >> 33n)) * PRIME_2);
  hash = wrapped((hash ^ (hash >> 29n)) * PRIME_3);
  return hash ^ (hash >> 32n);
}

function round(lane: bigint, word: bigint): bigint {
  return wrapped(rotated(wrapped(lane + word * PRIME_2), 31n) * PRIME_1);
}

function rotated(word: bigint, bits: bigint): bigint {
  return wrapped(word << bits) | (word >> (64n - bits));
}

function wrapped(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}
