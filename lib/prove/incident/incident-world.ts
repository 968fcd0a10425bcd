import type { Objective } from "../../model/objective.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import { alertWindows, windowSeconds } from "../../rules/windows.ts";
import { Random } from "../random.ts";
import { stimulate } from "../stimulate/stimulate.ts";
import { worldOf } from "../stimulate/world-of.ts";
import type { Replica } from "../stimulus.ts";
import { groupLevels } from "../trials/levels.ts";
import type { World } from "../world.ts";
import type { Stricken } from "./fit.ts";
import { byChance, evenly, stagesOf } from "./incident-life.ts";
import type { Scheduled } from "./schedule.ts";

/** How a service lives when nothing goes wrong. */
export interface Everyday {
  /** Events per second, of all replicas together. */
  readonly traffic: number;
  /** Lets chance vary how many events happen, and how many of them are bad; without it they flow evenly. */
  readonly seed?: number;
}

/** 2024-04-01T00:00:00Z, when the clean history ends: a Monday, and the beginning of a month. */
const ZERO = 1_711_929_600;

const HOUR = 3_600;
const DAY = 86_400;

/** Length of the clean history: every window of the objective is full of it. Units: seconds. */
export function historyOf(objective: Objective): number {
  const calendar = objective.over !== undefined && "calendar" in objective.over;
  const longest = Math.max(
    HOUR,
    calendar ? 0 : (windowSeconds(objective) ?? 0),
    ...(isEventObjective(objective) ? alertWindows(objective) : objective.tiers.map(({ over }) => over?.value ?? 0)),
    ...objective.tiers.map((tier) => tier.for.value),
  );
  const unit = longest > DAY ? DAY : HOUR;
  return Math.ceil(longest / unit) * unit;
}

/** The series of an objective that lives through incidents. Units: `seconds` after the clean history. */
export function incidentWorld(
  { subject, objective, levels }: Stricken,
  scheduled: readonly Scheduled[],
  seconds: number,
  { traffic, seed }: Everyday,
): World {
  const counted = isEventObjective(objective);
  const history = historyOf(objective);
  const quiet = counted ? 0 : groupLevels(subject).healthy;
  // Scrapes begin before evaluations do: a Prometheus that has seen no target yet takes it for lost.
  const stages = stagesOf(levels, scheduled, { history: history + HOUR, seconds, quiet });
  const instances = counted ? ["a", "b"] : ["a"];
  const random = seed === undefined ? undefined : new Random(seed);
  const perSecond = traffic / instances.length;
  const shares = counted && objective.indicator.kind !== "up";
  const replicas = instances.map(
    (instance): Replica => ({
      instance,
      from: -HOUR,
      stretches: random !== undefined && shares ? byChance(stages, perSecond, random) : evenly(stages, perSecond),
    }),
  );
  const start = ZERO - history;
  // Scrapes fall between evaluations, as they mostly do.
  const phase = (subject.context.owner.scrape?.every.value ?? 0) / 2;
  const series = stimulate(objective, subject.context, replicas, { start, phase });
  const interval = subject.context.system.prometheus.evaluationInterval.value;
  return worldOf(series, { interval, seconds: history + seconds, start });
}
