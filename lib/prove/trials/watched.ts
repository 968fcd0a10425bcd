import { complement, tidy } from "../../core/decimal.ts";
import type { Quantity } from "../../core/quantity.ts";
import { metricsOf as metricUses } from "../../model/check/walk.ts";
import { type Indicator, unitOfIndicator } from "../../model/indicator.ts";
import type { Metric } from "../../model/metric.ts";
import type { Objective } from "../../model/objective.ts";
import type { Comparison } from "../../model/tier.ts";
import { scrapeOf } from "../../rules/context.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import { countsGood } from "../../rules/threshold.ts";
import { alertWindows, TILED_FROM_SECONDS, tileOf, widening } from "../../rules/windows.ts";
import { momentsAsked } from "../reference/moments-asked.ts";
import type { Subject, Subjected } from "../trial.ts";

/** What one alert of an objective watches, by the model. Units: seconds. */
export interface Watched {
  readonly subject: Subject;
  /** Index of the alerting rule in its group. */
  readonly rule: number;
  readonly kind: "burn-rate" | "tier";
  readonly objective: Objective;
  readonly comparison: Comparison;
  /** As it is quoted: the bad share for burn rates, the good share for hit ratios and uptimes, else the value. */
  readonly threshold: Quantity;
  /** True where the good share is compared. */
  readonly good: boolean;
  /** What is compared is measured over these, the longest first; empty for gauges that are read as they are. */
  readonly windows: readonly number[];
  /** Range of the first recordings; 0 for gauges that are read as they are. */
  readonly base: number;
  readonly pending: number;
  /** Between two evaluations. */
  readonly interval: number;
  /** Between two scrapes of what is measured. */
  readonly every: number;
}

/** Scrape interval of metrics that no scrape of the model has; Prometheus' own default. Units: seconds. */
const SCRAPE_SECONDS = 60;

const known = new WeakMap<Subject, ReadonlyMap<number, Watched>>();

/** What an alert watches. Errors: RangeError for alerts that are not about the value of an objective. */
export function watchedBy({ subject, rule }: Pick<Subjected, "subject" | "rule">): Watched {
  const watched = allWatched(subject).get(rule);
  if (watched === undefined) throw new RangeError(`rule ${rule} of ${subject.group.name} compares no objective`);
  return watched;
}

/** Every alert of a group that compares the value of its objective, by the index of its rule. */
export function allWatched(subject: Subject): ReadonlyMap<number, Watched> {
  const all =
    known.get(subject) ??
    new Map(
      subject.group.rules.flatMap((_, rule) => {
        const watched = read(subject, rule);
        return watched === undefined ? [] : [[rule, watched] as const];
      }),
    );
  known.set(subject, all);
  return all;
}

function read(subject: Subject, rule: number): Watched | undefined {
  const alert = subject.group.rules[rule];
  if (alert?.kind !== "alert" || (alert.origin.kind !== "burn-rate" && alert.origin.kind !== "tier")) return undefined;
  const { origin } = alert;
  const { objective } = origin;
  const shared = {
    subject,
    rule,
    kind: origin.kind,
    objective,
    pending: alert.for,
    interval: subject.context.system.prometheus.evaluationInterval.value,
    every: Math.max(
      ...metricsOf(objective.indicator).map(
        (metric) => scrapeOf(subject.context, metric)?.every.value ?? SCRAPE_SECONDS,
      ),
    ),
  };
  if (origin.kind === "burn-rate") {
    const { factor, long, short } = origin.tier;
    return {
      ...shared,
      comparison: "above",
      threshold: { unit: "ratio", value: tidy(factor * complement(objective.target?.value ?? 0)) },
      good: false,
      windows: [long.value, short.value],
      base: baseOf(objective, short.value),
    };
  }
  const { comparison, threshold, over } = origin.tier;
  const window = over === undefined ? undefined : over.value * widening(objective);
  const base = baseOf(objective, window ?? 0);
  return {
    ...shared,
    comparison,
    threshold: { unit: unitOfIndicator(objective.indicator), value: threshold.value },
    good: isEventObjective(objective) && countsGood(objective),
    windows: window === undefined && base === 0 ? [] : [window ?? base],
    base,
  };
}

/** Range of what is recorded from raw series: that of the shortest window for events, each window's own for values. */
function baseOf(objective: Objective, window: number): number {
  return isEventObjective(objective) ? (alertWindows(objective)[0] ?? 0) : window;
}

/** The metrics that an indicator reads; `undefined` stands for `up`. */
export function metricsOf(indicator: Indicator): readonly (Metric | undefined)[] {
  return indicator.kind === "up" ? [undefined] : metricUses(indicator).map(({ metric }) => metric);
}

/** The longest window, 0 for gauges that are read as they are. Units: seconds. */
export function longest({ windows }: Watched): number {
  return windows[0] ?? 0;
}

/** The shortest window, 0 for gauges that are read as they are. Units: seconds. */
export function shortest({ windows }: Watched): number {
  return windows.at(-1) ?? 0;
}

/** How long a level has to last until the longest window holds nothing else: sums of recorded rates see further back. Units: seconds. */
export function settling(watched: Watched): number {
  const window = longest(watched);
  return window > watched.base ? window + watched.base : window;
}

/** Evaluations until the longest window is read anew: it may be summed from tiles. */
export function readingStep(watched: Watched): number {
  const window = longest(watched);
  return window >= TILED_FROM_SECONDS ? Math.ceil(tileOf(window, watched.base) / watched.interval) : 1;
}

/** What the low-traffic policy asks for at least, in the longest window. Units: `window` in seconds. */
export interface Guard {
  readonly of: "failures" | "events";
  readonly count: number;
  readonly window: number;
}

/**
 * The low-traffic guard of an alert, if it has one that counts events. Failures of a quantile cannot be told from other
 * events.
 */
export function guardOf(watched: Watched): Guard | undefined {
  const { objective, base } = watched;
  const policy = objective.lowTraffic;
  if (objective.indicator.kind === "up") return undefined;
  if (policy?.kind !== "minimumEvents" && policy?.kind !== "minimumFailures") return undefined;
  const failures = policy.kind === "minimumFailures" && objective.indicator.kind !== "quantile";
  return { of: failures ? "failures" : "events", count: policy.count, window: longest(watched) || base };
}

/** Evaluations without a target that the low-traffic guard of an alert asks for in its longest window; 0 without guard. */
export function momentsAskedBy(watched: Watched): number {
  const { objective, threshold, good, interval } = watched;
  const share = good ? complement(threshold.value) : threshold.value;
  return Math.ceil(momentsAsked(objective, { share, moments: longest(watched) / interval }));
}
