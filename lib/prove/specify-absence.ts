import type { Metric } from "../model/metric.ts";
import type { Objective } from "../model/objective.ts";
import type { Matcher } from "../promql/ast.ts";
import type { Context } from "../rules/context.ts";
import type { DerivedAlert } from "../rules/derived.ts";
import { labelsKey } from "./labels-key.ts";
import { alertStates, isEverActive } from "./reference/alert-states.ts";
import { ownLabels, seriesNamed, targetsOf } from "./reference/own-series.ts";
import type { AlertInstance } from "./specification.ts";
import { answering, seen } from "./specify-targets.ts";
import type { ScrapedSeries, World } from "./world.ts";

/** Series without which an indicator measures nothing. */
export interface Needed {
  readonly metric: Metric;
  /** Name of the series: a classic histogram has several. */
  readonly name: string;
  readonly matchers: readonly Matcher[];
}

/**
 * What an objective's absence alert must do: fire while all series of something that its indicator needs are missing
 * although a target answers which should have them. The alert has the labels that each of the missing series would have;
 * where several are missing, those of the first.
 */
export function absenceInstances(
  alert: DerivedAlert,
  objective: Objective,
  context: Context,
  world: World,
): readonly AlertInstance[] {
  const { absence } = objective;
  if (absence.kind === "ignored") return [];
  const needed = neededBy(objective, context);
  const missing = needed.map((one) => isMissing(one, context, world));
  const instances = new Map<string, { readonly labels: AlertInstance["labels"]; readonly held: Uint8Array }>();
  for (const [position, { matchers }] of needed.entries()) {
    const labels = commonLabels(matchers, alert);
    // Two metrics of one container are one alert: it goes on when one of them comes and the other one goes.
    const key = labelsKey(labels);
    const { held } = instances.get(key) ?? { held: new Uint8Array(world.evaluations.count) };
    for (let index = 0; index < held.length; index++) {
      if (isFirstMissing(missing, position, index)) held[index] = 1;
    }
    instances.set(key, { labels, held });
  }
  return [...instances.values()].flatMap(({ labels, held }) => {
    const states = alertStates(held, absence.after.value * 1_000, world.evaluations);
    return isEverActive(states) ? [{ labels, states }] : [];
  });
}

function isFirstMissing(missing: readonly Uint8Array[], position: number, index: number): boolean {
  for (let before = 0; before < position; before++) if (missing[before]?.[index] === 1) return false;
  return missing[position]?.[index] === 1;
}

function isMissing({ metric, name, matchers }: Needed, context: Context, world: World): Uint8Array {
  const answers = answering(targetsOf(world, context, metric), context, world);
  const series = seriesNamed(world, name, matchers);
  const missing = new Uint8Array(answers.length);
  for (let index = 0; index < missing.length; index++) {
    if ((answers[index] as number) > 0 && !isAnySeen(series, context, world, index)) missing[index] = 1;
  }
  return missing;
}

function isAnySeen(series: readonly ScrapedSeries[], context: Context, world: World, index: number): boolean {
  for (const one of series) if (!Number.isNaN(seen(one, context, world, index))) return true;
  return false;
}

/** What an indicator needs: all its events, the bucket it looks at, the quantity and what that is divided by. */
export function neededBy({ indicator }: Objective, context: Context): readonly Needed[] {
  const one = (metric: Metric, suffix = "", more: readonly Matcher[] = []): Needed => ({
    metric,
    name: `${metric.name}${suffix}`,
    matchers: [...ownLabels(context, metric), ...more],
  });
  switch (indicator.kind) {
    case "up":
      return [];
    case "ratio":
      return [one(indicator.total)];
    case "hitRatio":
      return [one(indicator.total ?? indicator.hits)];
    case "latency":
      if (indicator.histogram.type === "native-histogram") return [one(indicator.histogram)];
      return [one(indicator.histogram, "_bucket", [bound(indicator.below.value)])];
    case "quantile":
      return [one(indicator.histogram, indicator.histogram.type === "native-histogram" ? "" : "_count")];
    case "throughput":
      return [one(indicator.events)];
    case "saturation":
      return [one(indicator.used), ...("value" in indicator.capacity ? [] : [one(indicator.capacity)])];
    case "freshness":
      return [one(indicator.timestamp)];
    case "queueDepth":
      return [one(indicator.depth)];
  }
}

/** A bucket's bound as Prometheus stores it: version 3 writes `1.0` where version 2 wrote `1`. */
function bound(value: number): Matcher {
  if (!Number.isInteger(value)) return { label: "le", op: "=", value: `${value}` };
  return { label: "le", op: "=~", value: `${value}|${value}\\.0` };
}

/** Labels whose value all the missing series would share: those that are asked for once, with one value. */
function commonLabels(matchers: readonly Matcher[], { labels: set }: DerivedAlert): AlertInstance["labels"] {
  const common = matchers.filter(
    ({ label, op, value }) =>
      op === "=" && value !== "" && !(label in set) && matchers.filter((other) => other.label === label).length === 1,
  );
  return Object.fromEntries(common.map(({ label, value }) => [label, value]));
}
