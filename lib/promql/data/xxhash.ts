/** An unsigned 64-bit integer in two halves, each an unsigned 32-bit number. */
export interface Uint64 {
  readonly high: number;
  readonly low: number;
}

const PRIME_1 = uint64(0x9e3779b1, 0x85ebca87);
const PRIME_2 = uint64(0xc2b2ae3d, 0x27d4eb4f);
const PRIME_3 = uint64(0x165667b1, 0x9e3779f9);
const PRIME_4 = uint64(0x85ebca77, 0xc2b2ae63);
const PRIME_5 = uint64(0x27d4eb2f, 0x165667c5);
const ZERO = uint64(0, 0);

/** XXH64 with seed 0 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md), without BigInt. */
export function xxhash64(bytes: Uint8Array): Uint64 {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length;
  let at = 0;
  let hash: Uint64;
  if (length >= 32) {
    let lanes = [plus(PRIME_1, PRIME_2), PRIME_2, ZERO, minus(ZERO, PRIME_1)];
    for (; at + 32 <= length; at += 32) {
      const stripe = at;
      lanes = lanes.map((lane, index) => round(lane, wordAt(view, stripe + index * 8)));
    }
    hash = lanes.map((lane, index) => rotated(lane, [1, 7, 12, 18][index] ?? 0)).reduce(plus);
    for (const lane of lanes) hash = plus(times(xor(hash, round(ZERO, lane)), PRIME_1), PRIME_4);
  } else {
    hash = PRIME_5;
  }
  hash = plus(hash, uint64(0, length));
  for (; at + 8 <= length; at += 8) {
    hash = plus(times(rotated(xor(hash, round(ZERO, wordAt(view, at))), 27), PRIME_1), PRIME_4);
  }
  if (at + 4 <= length) {
    const half = uint64(0, view.getUint32(at, true));
    hash = plus(times(rotated(xor(hash, times(half, PRIME_1)), 23), PRIME_2), PRIME_3);
    at += 4;
  }
  for (; at < length; at++) {
    hash = times(rotated(xor(hash, times(uint64(0, view.getUint8(at)), PRIME_5)), 11), PRIME_1);
  }
  hash = times(xor(hash, shifted(hash, 33)), PRIME_2);
  hash = times(xor(hash, shifted(hash, 29)), PRIME_3);
  return xor(hash, shifted(hash, 32));
}

function round(lane: Uint64, word: Uint64): Uint64 {
  return times(rotated(plus(lane, times(word, PRIME_2)), 31), PRIME_1);
}

function wordAt(view: DataView, at: number): Uint64 {
  return uint64(view.getUint32(at + 4, true), view.getUint32(at, true));
}

function uint64(high: number, low: number): Uint64 {
  return { high: high >>> 0, low: low >>> 0 };
}

function plus(a: Uint64, b: Uint64): Uint64 {
  const low = a.low + b.low;
  return uint64(a.high + b.high + (low > 0xffffffff ? 1 : 0), low);
}

function minus(a: Uint64, b: Uint64): Uint64 {
  return uint64(a.high - b.high - (a.low < b.low ? 1 : 0), a.low - b.low);
}

function xor(a: Uint64, b: Uint64): Uint64 {
  return uint64(a.high ^ b.high, a.low ^ b.low);
}

function times(a: Uint64, b: Uint64): Uint64 {
  const high = highHalf(a.low, b.low) + Math.imul(a.low, b.high) + Math.imul(a.high, b.low);
  return uint64(high, Math.imul(a.low, b.low));
}

/** The upper 32 bits of a product of two 32-bit numbers. */
function highHalf(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + Math.floor((aLow * bLow) / 0x10000);
  const carried = (middle % 0x10000) + aLow * bHigh;
  return aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carried / 0x10000);
}

/** Rotated left by 1 to 31 bits. */
function rotated(a: Uint64, bits: number): Uint64 {
  return uint64((a.high << bits) | (a.low >>> (32 - bits)), (a.low << bits) | (a.high >>> (32 - bits)));
}

/** Shifted right by 1 to 63 bits. */
function shifted(a: Uint64, bits: number): Uint64 {
  if (bits >= 32) return uint64(0, bits === 32 ? a.high : a.high >>> (bits - 32));
  return uint64(a.high >>> bits, (a.low >>> bits) | (a.high << (32 - bits)));
}
