import { describe, expect, it } from "vitest";
import { Random } from "../../lib/prove/random.ts";

function drawn(seed: number, count: number, draw: (random: Random) => number): readonly number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => draw(random));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("chance from a seed", () => {
  it("is the same for the same seed, and another for another", () => {
    const first = drawn(7, 100, (random) => random.next());
    expect(drawn(7, 100, (random) => random.next())).toEqual(first);
    expect(drawn(8, 100, (random) => random.next())).not.toEqual(first);
  });

  it("fills ten equal parts of 0 to 1 with a tenth of 100,000 numbers each, to 5 %", () => {
    const parts = new Array<number>(10).fill(0);
    for (const value of drawn(1, 100_000, (random) => random.next()))
      parts[Math.floor(value * 10)] = (parts[Math.floor(value * 10)] ?? 0) + 1;
    for (const part of parts) expect(Math.abs(part - 10_000)).toBeLessThan(500);
  });

  it("draws whole numbers from 3 to 5, both included", () => {
    expect(new Set(drawn(1, 200, (random) => random.whole(3, 5)))).toEqual(new Set([3, 4, 5]));
  });

  it.each([0.3, 5, 40, 400])("draws events with Poisson's mean and variance of %d", (expected) => {
    const values = drawn(3, 20_000, (random) => random.poisson(expected));
    const own = mean(values);
    const variance = mean(values.map((value) => (value - own) ** 2));
    expect(Math.abs(own / expected - 1)).toBeLessThan(0.03);
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.1);
    expect(values.every((value) => value >= 0 && Number.isInteger(value))).toBe(true);
  });

  it("draws no event where none is to be expected", () => {
    expect(drawn(1, 100, (random) => random.poisson(0))).toEqual(new Array(100).fill(0));
  });
});
