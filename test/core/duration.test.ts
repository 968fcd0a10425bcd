import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, parseDuration } from "../../lib/core/duration.ts";

describe("formatDuration", () => {
  it.each([
    [0, "0s"],
    [1, "1ms"],
    [1500, "1s500ms"],
    [300_000, "5m"],
    [5_400_000, "1h30m"],
    [86_400_000, "1d"],
    [7 * 86_400_000, "1w"],
    [8 * 86_400_000, "8d"],
    [30 * 86_400_000, "30d"],
    [28 * 86_400_000, "4w"],
    [365 * 86_400_000, "1y"],
    [366 * 86_400_000, "366d"],
    [-300_000, "-5m"],
  ])("writes %d ms as %s, as Prometheus does", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe("parseDuration", () => {
  it.each([
    ["5m", 300_000],
    ["1h30m", 5_400_000],
    ["1w1d", 8 * 86_400_000],
    ["90m", 5_400_000],
    ["1y2w3d4h5m6s7ms", 33_019_506_007],
    ["0s", 0],
    ["0", 0],
  ])("reads %s", (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(["", "5", "1m1h", "1m1m", "1.5m", "-5m", "5 m", "m", "5M", "300y", "1ms1s"])("refuses %j", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it("reads back every duration that formatDuration writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000_000_000_000 }), (milliseconds) => {
        expect(parseDuration(formatDuration(milliseconds))).toBe(milliseconds);
      }),
    );
  });
});
