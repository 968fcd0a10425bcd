import { complement, tidy } from "../../core/decimal.ts";
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
  /** The most that were ready at once, and when they were for the first time. */
  readonly ready: number;
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
  const { replicas, ready, offered, bad } = run.timeline;
  const first = replicas[0] ?? 0;
  const most = mostOf(replicas);
  const mostReady = mostOf(ready);
  const together = sum(replicas);
  const shares = sharesOf(bad, offered);
  return {
    replicas: {
      before: first,
      least: -mostOf(replicas.map((count) => -count)),
      most,
      after: replicas.at(-1) ?? 0,
      mean: tidy(together / replicas.length),
      hours: tidy(together / 3_600),
    },
    ready: mostReady,
    readyAt: ready.indexOf(mostReady),
    ...given("backAt", backAt(replicas, first, most)),
    ...turnsOf(replicas),
    late: secondsAbove(shares, 0),
    lateUntil: shares.findLastIndex((share) => share > 0) + 1,
    worst: tidy(mostOf(shares)),
    bad: tidy(sum(bad)),
    total: tidy(sum(offered)),
    lacking: tidy(shares.at(-1) ?? 0),
    ...given("budget", burned(run, shares)),
  };
}

/** Share of bad events in each second. */
function sharesOf(bad: Float64Array, offered: Float64Array): Float64Array {
  const shares = new Float64Array(bad.length);
  for (let at = 0; at < bad.length; at++) shares[at] = (bad[at] ?? 0) > 0 ? (bad[at] ?? 0) / (offered[at] ?? 1) : 0;
  return shares;
}

function turnsOf(replicas: Float64Array): Pick<Outcome, "changes" | "turns"> {
  let [changes, turns, direction] = [0, 0, 0];
  for (let at = 1; at < replicas.length; at++) {
    const turned = Math.sign((replicas[at] ?? 0) - (replicas[at - 1] ?? 0));
    if (turned === 0) continue;
    changes++;
    if (direction !== 0 && turned !== direction) turns++;
    direction = turned;
  }
  return { changes, turns };
}

function backAt(replicas: Float64Array, first: number, most: number): number | undefined {
  if (most === first || replicas.at(-1) !== first) return undefined;
  return replicas.findLastIndex((count) => count !== first) + 1;
}

/** The budget is that of the load before it changed, or of ordinary days as this one: so much traffic does not make it larger. */
function burned({ world, load, timeline }: ScalingRun, shares: Float64Array): BurnedBudget | undefined {
  const { budget, base } = world;
  if (budget === undefined) return undefined;
  const { offered, bad } = timeline;
  const usual = load.ordinary ? sum(offered) / offered.length : base;
  const lost = complement(budget.target);
  const allowed = lost * usual * budget.window;
  return {
    name: budget.name,
    window: budget.window,
    allowed: tidy(allowed),
    share: tidy(sum(bad) / allowed),
    beyond: secondsAbove(shares, lost),
  };
}

function secondsAbove(shares: Float64Array, line: number): number {
  let seconds = 0;
  for (const share of shares) if (share > line) seconds++;
  return seconds;
}

function mostOf(values: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) most = Math.max(most, value);
  return most;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
