import { RECORDED, windowName } from "../../model/conventions.ts";
import { TILED_FROM_SECONDS } from "../../rules/windows.ts";
import { stimulate } from "../stimulate/stimulate.ts";
import { worldOf } from "../stimulate/world-of.ts";
import type { Subject } from "../trial.ts";
import { evaluationTime, type World } from "../world.ts";
import { burningOf, tileLength } from "./burning.ts";

/** Events that happen at once. */
export interface Burst {
  readonly bad: number;
  readonly good: number;
}

/** What counters show before anything happens, as those of a process that has run for a while. */
const COUNTED_BEFORE = 10_000;

/** Of targets that the model does not scrape; Prometheus' default. Units: seconds. */
const SCRAPE_SECONDS = 60;

const known = new WeakMap<Subject, Map<string, World>>();

/** A world without traffic but for one burst of events. The same world for the same burst. */
export function burstWorld(subject: Subject, burst: Burst): World {
  const worlds = known.get(subject) ?? new Map<string, World>();
  known.set(subject, worlds);
  const key = `${burst.bad} ${burst.good}`;
  const world = worlds.get(key) ?? makeWorld(subject, burst);
  worlds.set(key, world);
  return world;
}

function makeWorld(subject: Subject, burst: Burst): World {
  const { objective, base, interval, tiers } = burningOf(subject);
  const scrape = subject.context.owner.scrape?.every.value ?? SCRAPE_SECONDS;
  // Not in the first scrape interval of a tile, which a rate over that tile does not see.
  const at = 2 * base + 2 * interval - scrape / 2;
  const after = Math.max(...tiers.map(({ long, pending }) => 2 * Math.max(base, tileLength(long, base)) + pending));
  const seconds = at + after;
  const before = { at: 0, bad: COUNTED_BEFORE, good: COUNTED_BEFORE };
  const series = stimulate(objective, subject.context, [
    { instance: "a", stretches: [{ seconds, level: "idle" }], occurrences: [before, { at, ...burst }] },
  ]);
  return worldOf(series, { interval, seconds });
}

/**
 * Events, or failures among them, that the low-traffic guard of a window counts once all of a burst are seen: rates over
 * few scrapes are extrapolated, so that one event may count as a little more, or less. Units: seconds.
 */
export function countedOf(burst: Burst, which: "bad" | "events", window: number, subject: Subject): number {
  const { base, interval } = burningOf(subject);
  const world = burstWorld(subject, burst);
  const record = (which === "bad" ? RECORDED.badEvents : RECORDED.events)(windowName(base));
  const { recorded } = subject.specification.behaviour(world);
  const rates = recorded.find((one) => one.record === record)?.values ?? new Float64Array();
  const known = [...rates.entries()].filter(([, rate]) => !Number.isNaN(rate));
  if (window === base) return Math.max(0, ...known.map(([, rate]) => rate)) * base;
  const tiled = window >= TILED_FROM_SECONDS;
  const read = known.filter(([index]) => !tiled || evaluationTime(world, index) % (base * 1_000) === 0);
  return read.reduce((sum, [, rate]) => sum + rate, 0) * (tiled ? base : interval);
}
