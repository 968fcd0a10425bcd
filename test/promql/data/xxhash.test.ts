import { describe, expect, it } from "vitest";
import { Labels } from "../../../lib/promql/data/labels.ts";
import { hashFraction } from "../../../lib/promql/data/labels-hash.ts";
import { xxhash64 } from "../../../lib/promql/data/xxhash.ts";

function hex(text: string): string {
  return xxhash64(new TextEncoder().encode(text)).toString(16).padStart(16, "0");
}

describe("xxhash64", () => {
  // The published vectors of XXH64 with seed 0.
  it.each([
    ["", "ef46db3751d8e999"],
    ["a", "d24ec4f1a98c6e5b"],
    ["abc", "44bc2cf5ad770999"],
    ["xxhash", "32dd38952c4bc720"],
    ["Nobody inspects the spammish repetition", "fbcea83c8a378bf1"],
  ])("gives the published hash of %j", (text, expected) => {
    expect(hex(text)).toBe(expected);
  });

  it("hashes a part of a buffer as it hashes the same bytes alone", () => {
    const bytes = new TextEncoder().encode("..abc..").subarray(2, 5);
    expect(xxhash64(bytes)).toEqual(xxhash64(new TextEncoder().encode("abc")));
  });
});

describe("hashFraction", () => {
  it("places every label set from 0 to 1 and equal ones at the same place", () => {
    const places = Array.from({ length: 200 }, (_, index) => hashFraction(Labels.of({ __name__: "m", i: `${index}` })));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...places)).toBeLessThanOrEqual(1);
    expect(new Set(places).size).toBe(200);
    expect(hashFraction(Labels.of({ b: "2", a: "1" }))).toBe(hashFraction(Labels.of({ a: "1", b: "2" })));
  });
});
