import { describe, expect, it } from "vitest";
import { hitRatio, ratio, up } from "../../lib/index.ts";
import type { Stretch } from "../../lib/prove/stimulus.ts";
import { eventDoubts, momentDoubts } from "../../lib/prove/window/doubts.ts";
import type { PlannedReplica } from "../../lib/prove/window/plan.ts";
import { rawEvents } from "../../lib/prove/window/raw-events.ts";
import type { Sampling } from "../../lib/prove/window/sampling.ts";
import { unseenEvents } from "../../lib/prove/window/unseen.ts";
import { WindowBound } from "../../lib/prove/window/window-bound.ts";
import { hits, lookups, misses } from "../support/shop.ts";

const HOUR = 3_600;

/** Evaluated every minute, scraped every 30 s, over 5 minutes. */
const SAMPLING: Sampling = { interval: 60, count: 241, missed: new Set(), range: 300, every: 30 };

const measured = ratio({ bad: misses, total: lookups });

function replica(stretches: readonly Stretch[], more: Partial<PlannedReplica> = {}): PlannedReplica {
  return { instance: "a", from: -HOUR, phase: 0, stretches, ...more };
}

/** Ten events a second, of which so many are bad. */
const flow = (seconds: number, bad: number): Stretch => ({ seconds, level: bad / 10, perSecond: 10 });

function boundOf(
  replicas: readonly PlannedReplica[],
  sampling = SAMPLING,
  indicator: Parameters<typeof rawEvents>[0] = measured,
): WindowBound {
  const [raw] = rawEvents(indicator, replicas);
  if (raw === undefined) throw new Error("no replicas");
  const doubts = indicator.kind === "up" ? momentDoubts(raw, sampling) : eventDoubts(indicator, raw, sampling);
  return new WindowBound(raw, sampling, doubts, 0);
}

const hour = { length: () => HOUR, fullFrom: HOUR };
/** Index of the evaluation three hours after the first one. */
const LATER = 180;

describe("the bound of a window's ratio", () => {
  const steady = boundOf([replica([flow(5 * HOUR, 1)])]);

  it("is 0 for the recording itself while nothing changes", () => {
    const { ratio, bound } = steady.at(LATER, { length: () => 300, fullFrom: 300, first: true });
    expect([ratio, bound]).toEqual([0.1, 0]);
  });

  it("has one range of 5 minutes at each edge of an hour: (600 + 0.1 x 6,000) / (36,000 - 6,000)", () => {
    expect(steady.at(LATER, hour).bound).toBeCloseTo(0.04, 12);
  });

  it("has one tile of 10 minutes at each edge of an hour of tiles: (1,200 + 0.1 x 12,000) / (36,000 - 12,000)", () => {
    expect(steady.at(LATER, { ...hour, tile: 600 }).bound).toBeCloseTo(0.1, 12);
  });

  it("is infinite while the window is no longer than its edges", () => {
    expect(steady.at(5, hour).bound).toBe(Number.POSITIVE_INFINITY);
  });

  it("grows by a scrape interval where a rate changes by 2 events a second: (600 + 60) + 0.2 x (6,000 + 120)", () => {
    // From 2:10:07 on two events more are bad, and two fewer good: 5 ranges of 5 minutes, each for a minute.
    const changed = boundOf([replica([flow(HOUR + 2 * HOUR + 607, 1), flow(2 * HOUR, 3)])]);
    const { ratio, bound } = changed.at(LATER, hour);
    const bad = 3_600 + 2 * 2_993;
    expect(ratio).toBeCloseTo(bad / 36_000, 12);
    expect(bound).toBeCloseTo((300 + 900 + 60 + (bad / 36_000) * (6_000 + 120)) / (36_000 - 6_120), 12);
  });

  it("holds every event of a range in doubt where a process restarts: 2.2 times what can be extrapolated", () => {
    const restarted = boundOf([replica([flow(5 * HOUR, 1)], { restarts: [2 * HOUR + 607] })]);
    // Six evaluations have a part of the restart in their range, or end just after it, a minute each.
    expect(restarted.at(LATER, hour).bound).toBeCloseTo(
      (600 + 2.2 * 360 + 0.1 * (6_000 + 2.2 * 3_600)) / (36_000 - 6_000 - 2.2 * 3_600),
      12,
    );
  });

  it("counts events in doubt twice where bad ones are what good ones leave of all", () => {
    const restarts = [2 * HOUR + 607];
    const left = boundOf([replica([flow(5 * HOUR, 1)], { restarts })], SAMPLING, hitRatio({ hits, total: lookups }));
    const own = boundOf([replica([flow(5 * HOUR, 1)], { restarts })], SAMPLING, hitRatio({ hits, misses }));
    expect(left.at(LATER, hour).bound).toBeGreaterThan(own.at(LATER, hour).bound);
  });

  it("has the events that only missed evaluations saw: 15 minutes of 10, and a range before", () => {
    const missed = new Set(Array.from({ length: 10 }, (_, index) => 150 + index));
    const { bound } = boundOf([replica([flow(5 * HOUR, 1)])], { ...SAMPLING, missed }).at(LATER, hour);
    const lost = 9 * 60 + 300;
    expect(bound).toBeCloseTo((600 + lost + 0.1 * (6_000 + 10 * lost)) / (36_000 - 6_000 - 10 * lost), 12);
  });
});

describe("the bound of uptime", () => {
  const sampling = { ...SAMPLING, range: 60 };
  const alone = (seconds: number): readonly Stretch[] => [
    { seconds: 3 * HOUR + 907, level: 0 },
    { seconds, level: "down" },
    { seconds: 2 * HOUR, level: 0 },
  ];

  it("is one evaluation for each beginning and end of an outage: 120 s of an hour", () => {
    const { ratio, bound } = boundOf([replica(alone(400))], sampling, up()).at(LATER, hour);
    expect(ratio).toBeCloseTo(400 / HOUR, 12);
    // Two evaluations at the edges, of which none is in the outage.
    expect(bound).toBeCloseTo((120 + (400 / HOUR) * 120) / (HOUR - 120), 12);
  });

  it("is the edges alone while another replica works", () => {
    const other = replica([{ seconds: 5 * HOUR, level: 0 }], { instance: "b" });
    expect(boundOf([replica(alone(400)), other], sampling, up()).at(LATER, hour)).toEqual({ ratio: 0, bound: 0 });
  });
});

describe("events that no scrape saw", () => {
  const reading = { every: 30, range: 300 };
  const unseen = (one: PlannedReplica): number => unseenEvents(rawEvents(measured, [one])[0]?.replicas ?? [], reading);

  it("are none while scrapes go on", () => expect(unseen(replica([flow(5 * HOUR, 1)]))).toBe(0));

  it("are 70 of 10 a second when the process restarts 7 s after a scrape", () => {
    expect(unseen(replica([flow(5 * HOUR, 1)], { restarts: [607] }))).toBe(70);
  });

  it("are 230 when a series is born 7 s after a scrape, with 23 s to go to the next", () => {
    expect(unseen(replica([flow(HOUR, 1)], { from: 607 }))).toBe(230);
  });

  it("are 7 s before a target is lost and 3 s after it is back", () => {
    const stretches: readonly Stretch[] = [flow(HOUR + 607, 1), { seconds: 620, level: "down" }, flow(HOUR, 1)];
    expect(unseen(replica(stretches))).toBe(100);
  });

  it("are all of the time without scrapes where that is longer than a range, and none where it is shorter", () => {
    const without = (seconds: number): PlannedReplica =>
      replica([flow(HOUR + 607, 1), { seconds, level: "missing" }, flow(HOUR, 1)]);
    expect(unseen(without(200))).toBe(0);
    expect(unseen(without(590))).toBe(6_000);
  });
});
