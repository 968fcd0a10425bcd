import { given } from "../../core/given.ts";
import type { LoadTrigger, ResourceTrigger, Trigger } from "../../model/scaling.ts";
import type { System } from "../../model/system.ts";
import { print } from "../../promql/print.ts";
import { select } from "../../rules/context.ts";
import type { AutoscalerMetric } from "../../scaling/controller/spec.ts";
import { loadFactor, loadQuery, loadRange, type MetricSelector, scrapeOf } from "../../scaling/queries.ts";
import { targetUse } from "../../scaling/resource-target.ts";
import type { Scaled } from "../../scaling/scaled.ts";
import type { Budget, Measure, World } from "./world.ts";

/** The world of a service, and what of it the model does not state. */
export interface ModelledWorld {
  readonly world: World;
  /** Whether loads are in events per second, or in what one replica carries. */
  readonly inEvents: boolean;
  /** In sentences without a dot. */
  readonly notes: readonly string[];
  /** What of the model's own triggers is not simulated, in the same form. */
  readonly unfollowed: readonly string[];
}

/** Seconds of 30 days, which a calendar month is taken for. */
const MONTH = 2_592_000;

/** How often Prometheus scrapes where the model does not say. Units: seconds. */
const SCRAPE = 30;

/**
 * The world that the model describes: replicas that carry `scaling.carries` at their CPU limit and are ready after
 * `workload.startup`, with so much load that the least number of them is on target.
 */
export function worldOf(system: System, scaled: Scaled): ModelledWorld {
  const { scaling, workload, service } = scaled;
  const requested = workload.requests?.cpu?.value;
  const cpuLimit = workload.limits?.cpu?.value ?? requested ?? 1;
  const inEvents = scaling.carries !== undefined;
  const carries = scaling.carries?.value ?? 1;
  const targets = scaling.on.map((trigger) => loadOnTarget(trigger, scaled, cpuLimit));
  const known = targets.filter((target) => target !== undefined);
  const world: World = {
    pod: {
      container: workload.container ?? workload.name,
      carries,
      cpuLimit,
      requests: { cpu: requested ?? cpuLimit, ...given("memory", workload.requests?.memory?.value) },
      startup: Math.ceil(workload.startup?.value ?? 0),
    },
    base: scaling.min * (known.length === 0 ? carries : Math.min(...known)),
    measures: measuresOf(system, scaled),
    scrape: Math.max(1, Math.round(service.scrape?.every.value ?? SCRAPE)),
    ...given("budget", budgetOf(scaled)),
  };
  const notes = [
    ...(workload.startup === undefined ? ["no start-up time is stated, so that replicas take requests at once"] : []),
    ...(inEvents ? [] : ["what a replica carries is not stated, so that loads are counted in replicas"]),
    ...(workload.limits?.cpu === undefined
      ? ["no CPU limit is stated, so that a replica is full when it uses what it requests"]
      : []),
  ];
  return { world, inEvents, notes, unfollowed: scaling.on.flatMap((trigger) => unfollowedBy(trigger, inEvents)) };
}

/** What a replica has to carry for this trigger to be on target. Units: those of `carries`. */
function loadOnTarget(trigger: Trigger, { workload, scaling }: Scaled, cpuLimit: number): number | undefined {
  const { carries } = scaling;
  if (trigger.kind === "cpu") return (cpuOnTarget(trigger, workload, cpuLimit) / cpuLimit) * (carries?.value ?? 1);
  return trigger.kind === "load" && isFollowed(trigger, carries !== undefined) ? trigger.perReplica.value : undefined;
}

function cpuOnTarget(trigger: ResourceTrigger, workload: Scaled["workload"], cpuLimit: number): number {
  return Math.min(cpuLimit, targetUse(trigger, workload) ?? trigger.target.value * cpuLimit);
}

function unfollowedBy(trigger: Trigger, inEvents: boolean): readonly string[] {
  if (trigger.kind === "memory") return ["memory is taken to stay below its target"];
  if (trigger.kind === "load" && !isFollowed(trigger, inEvents)) {
    return [
      trigger.perReplica.unit === "count"
        ? `what waits in ${trigger.metric.name} is not simulated`
        : `${trigger.metric.name} is not simulated, as scaling.carries is not stated`,
    ];
  }
  return [];
}

/** Numbers of things at once depend on more than the load. */
function isFollowed({ perReplica }: LoadTrigger, inEvents: boolean): boolean {
  return inEvents && perReplica.unit === "per-second";
}

function measuresOf(system: System, scaled: Scaled): World["measures"] {
  const selector: MetricSelector = (owner, metric) => select({ system, owner }, metric);
  const queries = new Map<string, Measure>();
  for (const trigger of scaled.scaling.on) {
    if (trigger.kind !== "load" || !isFollowed(trigger, scaled.scaling.carries !== undefined)) continue;
    const over =
      loadRange(system, scaled.service, trigger) ?? scrapeOf(system, scaled.service, trigger.metric)?.every.value ?? 1;
    queries.set(print(loadQuery(system, scaled, trigger, selector)), {
      kind: "load",
      over,
      times: loadFactor(trigger),
    });
  }
  return (metric) => resourceMeasure(metric) ?? queries.get(queryOf(metric) ?? "");
}

function queryOf(metric: AutoscalerMetric): string | undefined {
  return metric.kind === "external" ? metric.keda?.query : undefined;
}

/** What metrics of resources measure in every world. */
export function resourceMeasure(metric: AutoscalerMetric): Measure | undefined {
  if (metric.kind !== "resource") return undefined;
  return metric.resource === "cpu" || metric.resource === "memory" ? { kind: metric.resource } : undefined;
}

/** The first promise about events that the service makes. */
function budgetOf({ service }: Scaled): Budget | undefined {
  for (const { name, indicator, target, over } of service.objectives) {
    if (indicator.kind !== "ratio" && indicator.kind !== "latency") continue;
    if (target === undefined || over === undefined) continue;
    const window = "calendar" in over ? MONTH : over.value;
    return { name: `${service.name}/${name}`, target: target.value, window };
  }
  return undefined;
}
