import { tidy } from "../../core/decimal.ts";
import { given } from "../../core/given.ts";
import type { ScalingRun } from "./simulate.ts";

/** What came of a load, in figures. Units: seconds since the load began to change, unless stated. */
export interface Outcome {
  readonly replicas: {
    readonly before: number;
    readonly least: number;
    readonly most: number;
    readonly after: number;
    readonly mean: number;
    /** Units: hours of one replica. */
    readonly hours: number;
  };
  /** When the most replicas were ready for the first time. */
  readonly readyAt: number;
  /** When the number came back to what it was, where it did. */
  readonly backAt?: number;
  /** Changes of the number of replicas, and how often it turned from growing to shrinking or back. */
  readonly changes: number;
  readonly turns: number;
  /** How long some events were late or refused. A length of time. */
  readonly late: number;
  /** End of the last second in which some were; 0 where none were. */
  readonly lateUntil: number;
  /** Highest share of bad events in a second. */
  readonly worst: number;
  readonly bad: number;
  readonly total: number;
  /** What the replicas could not carry at the end, as a share of the load. */
  readonly lacking: number;
  readonly budget?: BurnedBudget;
}

/** What of an error budget is gone. */
export interface BurnedBudget {
  /** `api/availability`. */
  readonly name: string;
  /** Units: seconds. */
  readonly window: number;
  /** Bad events that the objective allows in its window. */
  readonly allowed: number;
  /** Share of them that is used. */
  readonly share: number;
  /** How long more events were bad than the objective allows. Units: seconds. */
  readonly beyond: number;
}

/** The figures of a simulation. */
export function outcomeOf(run: ScalingRun): Outcome {
  const { seconds } = run;
  const sum = { replicas: 0, bad: 0, total: 0 };
  const counted = { changes: 0, turns: 0, late: 0, lateUntil: 0, worst: 0, least: Number.POSITIVE_INFINITY, most: 0 };
  let before = seconds[0]?.replicas ?? 0;
  let direction = 0;
  for (const [index, { replicas, bad, offered }] of seconds.entries()) {
    sum.replicas += replicas;
    sum.bad += bad;
    sum.total += offered;
    counted.least = Math.min(counted.least, replicas);
    counted.most = Math.max(counted.most, replicas);
    if (replicas !== before) {
      const turned = Math.sign(replicas - before);
      counted.changes++;
      if (direction !== 0 && turned !== direction) counted.turns++;
      direction = turned;
      before = replicas;
    }
    if (bad <= 0) continue;
    counted.late++;
    counted.lateUntil = index + 1;
    counted.worst = Math.max(counted.worst, bad / offered);
  }
  const last = seconds.at(-1);
  const first = seconds[0]?.replicas ?? 0;
  const { least, most, ...rest } = counted;
  return {
    replicas: {
      before: first,
      least,
      most,
      after: last?.replicas ?? 0,
      mean: tidy(sum.replicas / seconds.length),
      hours: tidy(sum.replicas / 3_600),
    },
    readyAt: seconds.findIndex(({ ready }) => ready === Math.max(first, most)),
    ...given("backAt", backAt(run, first, most)),
    ...rest,
    worst: tidy(counted.worst),
    bad: tidy(sum.bad),
    total: tidy(sum.total),
    lacking: last === undefined || last.offered === 0 ? 0 : tidy(last.bad / last.offered),
    ...given("budget", burned(run, sum)),
  };
}

function backAt({ seconds }: ScalingRun, first: number, most: number): number | undefined {
  if (most === first || seconds.at(-1)?.replicas !== first) return undefined;
  return seconds.findLastIndex(({ replicas }) => replicas !== first) + 1;
}

/** The budget is that of the load before it changed, or of ordinary days as this one: so much traffic does not make it larger. */
function burned({ world, load, seconds }: ScalingRun, sum: { bad: number; total: number }): BurnedBudget | undefined {
  const { budget, base } = world;
  if (budget === undefined) return undefined;
  const usual = load.ordinary ? sum.total / seconds.length : base;
  const allowed = (1 - budget.target) * usual * budget.window;
  const beyond = seconds.filter(({ bad, offered }) => bad > (1 - budget.target) * offered).length;
  return {
    name: budget.name,
    window: budget.window,
    allowed: tidy(allowed),
    share: tidy(sum.bad / allowed),
    beyond,
  };
}
