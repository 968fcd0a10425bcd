import { describe, expect, it } from "vitest";
import { minimumFailures, unguarded } from "../../lib/index.ts";
import type { Burning, BurnTier } from "../../lib/prove/burn/burning.ts";
import {
  budgetSpent,
  detectionTime,
  indexOfBad,
  isBadMoment,
  momentsNeeded,
  momentsToFire,
  plannedSpending,
  resetTime,
  shareAt,
} from "../../lib/prove/burn/closed-form.ts";
import { errors } from "../support/shop.ts";

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

function tier(long: number, short: number, factor: number): BurnTier {
  return { rule: 0, severity: "page", rank: 0, long, short, factor, threshold: factor / 1_000, pending: 0 };
}

/** 99.9 % of 30 days, with recordings that look back over `base` seconds. */
function burning(base: number, moments = false): Burning {
  const objective = { ...errors, lowTraffic: unguarded("a test of arithmetic") } as Burning["objective"];
  return { objective, budget: 0.001, window: 30 * DAY, base, interval: MINUTE, moments, tiers: [] };
}

const EXACT = burning(0);
const FAST = tier(HOUR, 5 * MINUTE, 14.4);
const SLOW = tier(6 * HOUR, 30 * MINUTE, 6);

function minutes(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds / 6) / 10;
}

describe("detection and reset of a burn-rate alert", () => {
  // Share of bad events, minutes until 1h/5m at 14.4 or 6h/30m at 6 fires, minutes until both are silent: by hand.
  it.each([
    [1, 0.9, 29.8],
    [0.1, 8.6, 28.2],
    [0.05, 17.3, 26.4],
  ])("at a share of %d come after %d and %d minutes", (share, fires, resolves) => {
    const first = Math.min(...[FAST, SLOW].map((one) => detectionTime(one, share, EXACT) ?? Number.NaN));
    expect(minutes(first)).toBe(fires);
    expect(minutes(Math.max(...[FAST, SLOW].map((one) => resetTime(one, share, EXACT))))).toBe(resolves);
  });

  it.each([
    [0.02, 43.2, 1.4],
    [0.015, 57.6, 0.2],
  ])("of the 1h tier alone come after %d: %d and %d minutes", (share, fires, resolves) => {
    expect(minutes(detectionTime(FAST, share, EXACT))).toBe(fires);
    expect(minutes(resetTime(FAST, share, EXACT))).toBe(resolves);
  });

  it("of the 6h tier at 1 % come after 216 minutes and after 12", () => {
    expect(minutes(detectionTime(SLOW, 0.01, EXACT))).toBe(216);
    expect(minutes(resetTime(SLOW, 0.01, EXACT))).toBe(12);
  });

  it("does not happen at the threshold, which has to be exceeded", () => {
    expect(detectionTime(FAST, 0.0144, EXACT)).toBeUndefined();
    expect(detectionTime(FAST, 0.0145, EXACT)).toBeGreaterThan(3_500);
  });

  it("is half of the recordings' range later where windows are summed of them, and less in a short incident", () => {
    const recorded = burning(5 * MINUTE);
    expect(detectionTime(FAST, 0.1, recorded)).toBeCloseTo(518.4 + 150, 6);
    // 51.84 s of everything bad: t^2 / 600 s.
    expect(detectionTime(FAST, 1, recorded)).toBeCloseTo(Math.sqrt(600 * 51.84), 6);
    expect(resetTime(FAST, 0.1, recorded)).toBeCloseTo(300 * (1 - 0.144), 6);
    expect(resetTime(SLOW, 0.1, recorded)).toBeCloseTo(1_800 * (1 - 0.06) + 150, 6);
  });

  it("waits for the time that the alert is pending", () => {
    expect(detectionTime({ ...FAST, pending: 120 }, 0.1, EXACT)).toBeCloseTo(518.4 + 120, 6);
  });
});

describe("the budget", () => {
  it.each([
    [HOUR, 14.4, 0.02],
    [6 * HOUR, 6, 0.05],
    [DAY, 3, 0.1],
    [3 * DAY, 1, 0.1],
  ])("over %d s at %d times the burn is spent as the SRE workbook's table 5-8 says: %d", (long, factor, share) => {
    const planned = tier(long, long / 12, factor);
    expect(plannedSpending(planned, EXACT)).toBeCloseTo(share, 12);
    for (const bad of [1, 0.1, 0.05]) {
      expect(budgetSpent(bad, detectionTime(planned, bad, EXACT) ?? Number.NaN, EXACT)).toBeCloseTo(share, 12);
    }
  });

  it("burns at no more than everything", () => {
    expect(shareAt(50, { budget: 0.001 })).toBe(0.05);
    expect(shareAt(100, { budget: 0.05 })).toBe(1);
  });
});

describe("moments without a target", () => {
  const MOMENTS = burning(5 * MINUTE, true);

  it("are needed in whole numbers: 1 of 60, 3 of 360, 5 of 4,320", () => {
    expect(momentsNeeded(FAST, HOUR, MOMENTS)).toBe(1);
    expect(momentsNeeded(SLOW, 6 * HOUR, MOMENTS)).toBe(3);
    expect(momentsNeeded(tier(3 * DAY, 6 * HOUR, 1), 3 * DAY, MOMENTS)).toBe(5);
  });

  it("are spread evenly: 3 of 10 are the first, the fourth and the seventh", () => {
    const bad = Array.from({ length: 10 }, (_, index) => index).filter((index) => isBadMoment(index, 0.3));
    expect(bad).toEqual([0, 3, 6]);
    expect([1, 2, 3, 4].map((n) => indexOfBad(n, 0.3))).toEqual([0, 3, 6, 10]);
  });

  it("make an alert fire at the one that is needed: the third of one in ten minutes comes after 20", () => {
    expect(detectionTime(SLOW, 0.1, MOMENTS)).toBe(20 * MINUTE);
    expect(detectionTime(FAST, 0.1, MOMENTS)).toBe(0);
  });

  it("are as many as the low-traffic guard asks for, unless the threshold asks for more: 3 of 60, 5 of 4,320", () => {
    const guarded = { ...MOMENTS, objective: { ...MOMENTS.objective, lowTraffic: minimumFailures(3) } };
    expect(momentsToFire(FAST, guarded)).toBe(3);
    expect(momentsToFire(tier(3 * DAY, 6 * HOUR, 1), guarded)).toBe(5);
    // The third of one in ten minutes comes after 20, and of one in fifty never: an hour holds two of these.
    expect(detectionTime(FAST, 0.1, guarded)).toBe(20 * MINUTE);
    expect(detectionTime(FAST, 0.02, guarded)).toBeUndefined();
    expect(resetTime(FAST, 0.1, guarded)).toBe(4 * MINUTE);
  });

  it("end an alert as soon as too few are left for its guard: 6 of one in ten minutes fill an hour", () => {
    const guarded = { ...MOMENTS, objective: { ...MOMENTS.objective, lowTraffic: minimumFailures(6) } };
    // The sixth last was 50 minutes before the last one, and leaves the hour 9 minutes later; 30 minutes end after 29.
    expect(resetTime(tier(HOUR, 30 * MINUTE, 6), 0.1, guarded)).toBe(9 * MINUTE);
  });

  it("stay silent where no window ever holds enough: one in 500 minutes, 3 of 6 h", () => {
    expect(detectionTime(SLOW, 0.002, MOMENTS)).toBeUndefined();
  });

  it("leave the short window one evaluation before its length has passed", () => {
    expect(resetTime(SLOW, 0.1, MOMENTS)).toBe(29 * MINUTE);
  });
});
