import { complement } from "../../core/decimal.ts";
import type { Context } from "../../rules/context.ts";
import type { EventObjective } from "../../rules/event-series.ts";
import { Random } from "../random.ts";
import type { Replica } from "../stimulus.ts";
import { type Happening, stretchesOf } from "./stretches.ts";

/** What happens to a service while its budget is watched. Units: seconds after the first evaluation. */
export interface WindowPlan {
  /** Length of the window that is watched; the plan goes on a little, so that its beginning leaves the window. */
  readonly window: number;
  readonly seconds: number;
  /** Unix time of the first evaluation: a Monday, 0:00 UTC. */
  readonly start: number;
  /** How many incidents there are. */
  readonly incidents: number;
  readonly replicas: readonly PlannedReplica[];
  /** Indexes of evaluations that Prometheus misses, one after the other. */
  readonly missed: ReadonlySet<number>;
}

/** A replica, and the time of its first scrape after the start. Units: seconds. */
export interface PlannedReplica extends Replica {
  readonly phase: number;
}

/** Something that goes wrong. */
interface Incident {
  /** Share of the window that has passed when it begins. */
  readonly at: number;
  /** Length in a window of 30 days; less in shorter ones. */
  readonly seconds: number;
  /** Multiple of the budget that it burns, up to an outage. */
  readonly burn: number;
  /** Only one replica is concerned. */
  readonly one?: boolean;
}

/**
 * Long and short, shallow and deep, of all replicas and of one; the first one leaves the window before the end. No burn is
 * one that people choose for an alert: what lies exactly on a threshold is a matter of rounding.
 */
const INCIDENTS: readonly Incident[] = [
  { at: 0.02, seconds: 1_800, burn: 41 },
  { at: 0.15, seconds: 21_600, burn: 8.7 },
  { at: 0.3, seconds: 240, burn: Number.POSITIVE_INFINITY },
  { at: 0.45, seconds: 3_600, burn: 10.3, one: true },
  { at: 0.65, seconds: 2_700, burn: 19.3 },
  { at: 0.8, seconds: 86_400, burn: 4.1 },
  { at: 0.98, seconds: 600, burn: 47 },
];

/** The incident with which the replicas of the rollout show their first error ever. */
const FIRST_ERROR = 4;

const BEFORE_ROLLOUT = ["a", "b"];
const AFTER_ROLLOUT = ["c", "d"];

/** The one of each pair that single misfortunes befall. */
const UNLUCKY: ReadonlySet<string> = new Set(["b", "d"]);

/** No incident is shorter than what some scrapes and evaluations see. Units: seconds. */
const SHORTEST = 90;

/** Series begin so long before the first evaluation. Units: seconds. */
const HISTORY = 3_600;

/** Half of the length of the plan by which the seed moves things, as a share of the window. */
const PLAY = 0.002;

/** How long one target is away from service discovery. Units: seconds. */
const LEFT_SECONDS = 2_400;

/** Scrapes that Prometheus misses: for less and for more than its lookback of 5 minutes. */
const MISSING = [
  { at: 0.27, seconds: 200 },
  { at: 0.5, seconds: 540 },
];

/** Evaluations are missed for longer than the lookback too. Units: seconds. */
const MISSED_SECONDS = 660;

/** 2024-01-01T00:00:00Z: a Monday, a month of 31 days. */
const START = 1_704_067_200;

const THIRTY_DAYS = 2_592_000;

/**
 * A plan for a whole window: days and nights, weeks, idle hours; incidents; restarts; a target that is lost, one that
 * leaves, a rollout to replicas whose series are born late; scrapes and evaluations that are missed. The seed moves them.
 * Units: `window` in seconds.
 */
export function windowPlan(objective: EventObjective, context: Context, window: number, seed: number): WindowPlan {
  const random = new Random(seed);
  const moment = (share: number): number => Math.round(window * (share + PLAY * (2 * random.next() - 1)));
  const interval = context.system.prometheus.evaluationInterval.value;
  const every = context.owner.scrape?.every.value ?? interval;
  const seconds = Math.round((window * (1 + 1 / 30)) / interval) * interval;
  const incidents = INCIDENTS.map((incident) => ({ ...incident, from: moment(incident.at) }));
  const [rollout, left] = [moment(0.55), moment(0.73)];
  const happenings: readonly Happening[] = [
    ...incidents.flatMap((incident) => befalling(incident, objective, Math.min(1, window / THIRTY_DAYS))),
    lasting("b", moment(0.22), 1_500, "down"),
    lasting("d", left, LEFT_SECONDS, "gone"),
    ...MISSING.map(({ at, seconds: long }) => lasting("a", moment(at), long, "missing")),
    ...BEFORE_ROLLOUT.map((on) => ({ on, from: rollout, to: seconds + 1, what: "gone" as const })),
  ];
  const restarts: Readonly<Record<string, readonly number[]>> = {
    a: [moment(0.1), moment(0.38)],
    d: [left + LEFT_SECONDS],
  };
  const missing = Math.round(moment(0.6) / interval);
  return {
    window,
    seconds,
    start: START,
    incidents: INCIDENTS.length,
    replicas: [...BEFORE_ROLLOUT, ...AFTER_ROLLOUT].map((instance) => {
      const late = AFTER_ROLLOUT.includes(instance);
      const from = late ? rollout - 45 : -HISTORY;
      const sound = late ? (incidents[FIRST_ERROR]?.from ?? from) : from;
      const own = happenings.filter(({ on }) => on === instance);
      return {
        instance,
        from,
        phase: instance === "a" ? 0 : random.whole(1, every - 1),
        restarts: restarts[instance] ?? [],
        bornLate: late,
        stretches: stretchesOf(objective, own, {
          from,
          to: seconds,
          soundUntil: sound,
          idleUntil: late ? rollout : from,
        }),
      };
    }),
    missed: new Set(Array.from({ length: Math.ceil(MISSED_SECONDS / interval) }, (_, index) => missing + index)),
  };
}

function lasting(on: string, from: number, seconds: number, what: Happening["what"]): Happening {
  return { on, from, to: from + seconds, what };
}

/** An incident, replica by replica. Of uptime it takes what it burns; of events it spoils a share. */
function befalling(
  { from, seconds, burn, one }: Incident & { readonly from: number },
  { indicator, target }: EventObjective,
  scale: number,
): readonly Happening[] {
  const share = Math.min(1, burn * complement(target?.value ?? 0));
  const long = Math.max(SHORTEST, Math.round(seconds * scale));
  const concerned = [...BEFORE_ROLLOUT, ...AFTER_ROLLOUT].filter((on) => one !== true || UNLUCKY.has(on));
  return concerned.map((on) =>
    indicator.kind === "up"
      ? lasting(on, from, Math.max(SHORTEST, Math.round(long * share)), share === 1 ? "gone" : "down")
      : lasting(on, from, long, { share }),
  );
}
