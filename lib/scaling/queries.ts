import { tidy } from "../core/decimal.ts";
import type { Metric } from "../model/metric.ts";
import type { LoadTrigger } from "../model/scaling.ts";
import type { Scrape } from "../model/scrape.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";
import type { Workload } from "../model/workload.ts";
import type { Expression, Matcher, VectorSelector } from "../promql/ast.ts";
import { avg, binary, call, eq, mul, range, re, sum } from "../promql/build.ts";
import { TOLERANCE } from "./kubernetes-defaults.ts";
import type { Scaled } from "./scaled.ts";

/** The selector of a metric of a service, as the rules of the same service have it. */
export type MetricSelector = (service: Service, metric: Metric) => VectorSelector;

/** Scrape intervals in the range of a rate that says nothing else: a lost scrape or two leave it whole. */
const SCRAPES = 4;

/** Shortest range of a rate that says nothing else. Units: seconds. */
const SHORTEST = 60;

/** The scrape that a metric comes from: that of the dependency that it names, else the service's. */
export function scrapeOf(system: System, service: Service, { from }: Metric): Scrape | undefined {
  return from === undefined ? service.scrape : system.dependencies.find(({ name }) => name === from)?.scrape;
}

/** Range that a load is measured over: four scrape intervals and at least a minute; none for a gauge, unless stated. Units: seconds. */
export function loadRange(system: System, service: Service, { metric, over }: LoadTrigger): number | undefined {
  if (over !== undefined) return over.value;
  if (metric.type !== "counter") return undefined;
  return Math.max(SHORTEST, SCRAPES * (scrapeOf(system, service, metric)?.every.value ?? 0));
}

/**
 * What the load is multiplied by on both sides: a thousand where a replica carries no whole number of it. The fallback of KEDA drops
 * what is behind the point of the target, so that 1.5 would ask for a third fewer replicas just when nothing is known.
 */
export function loadFactor({ perReplica }: LoadTrigger): number {
  return Number.isInteger(perReplica.value) ? 1 : 1_000;
}

/** The load of one replica, by {@link loadFactor}, in whole numbers; rounded down, so that replicas are added rather too early. */
export function loadThreshold(trigger: LoadTrigger): number {
  return Math.floor(tidy(trigger.perReplica.value * loadFactor(trigger)));
}

/**
 * The load of all replicas together, one element: the controller divides it by the number of replicas itself (`AverageValue`), so a
 * query that did so too would divide twice.
 */
export function loadQuery(
  system: System,
  { service }: Scaled,
  trigger: LoadTrigger,
  select: MetricSelector,
): Expression {
  const { metric } = trigger;
  const selector = select(service, metric);
  const seconds = loadRange(system, service, trigger);
  const over = metric.type === "counter" ? "rate" : "avg_over_time";
  const load = sum(seconds === undefined ? selector : call(over, range(selector, seconds * 1_000)));
  const factor = loadFactor(trigger);
  return factor === 1 ? load : mul(load, factor);
}

/**
 * Memory that scales up only: the use of all replicas where their average is so far above the target that the controller acts (the
 * target and its tolerance), and 0 everywhere below.
 *
 * A heap keeps what a peak made it take. As an ordinary metric its use would stand a little below the target for ever, and the
 * largest wish wins: replicas would stay at the number of the peak, and inside of the tolerance they would even be held by rule. With
 * 0, whose wish is no replicas at all, the other triggers alone decide below the line; that is why memory cannot be the only trigger.
 * Nothing is said about no data: without any series of the containers the query is empty, which is an error and not 0, so that the
 * controller removes nothing (operations of KEDA: `ignoreNullValues: "false"` and the fallback).
 *
 * What is left: replicas whose memory alone stays above the line, without load, are joined by one more, which goes again after the
 * stabilization of scaling down. The alert on the same memory tells long before it comes to that.
 */
export function memoryQuery(memory: VectorSelector, targetBytes: number): Expression {
  return mul(sum(memory), binary(">", avg(memory), Math.ceil(tidy(targetBytes * (1 + TOLERANCE))), { bool: true }));
}

/** The working set of a workload's containers, by cAdvisor; `undefined` in a system that does not have it scraped. */
export function workingSet(system: System, { workload, namespace }: Scaled): Metric | undefined {
  const cadvisor = system.dependencies.find(({ type, scrape }) => type === "cadvisor" && scrape !== undefined);
  if (cadvisor === undefined) return undefined;
  return {
    // The working set, because the page cache is no reason to be killed.
    name: "container_memory_working_set_bytes",
    type: "gauge",
    unit: "bytes",
    labels: [],
    from: cadvisor.name,
    matchers: [eq("namespace", namespace), re("pod", podNames(workload)), containers(workload)],
  };
}

/** Names that controllers give to pods: an ordinal, or the hash of the template and five random characters. */
function podNames({ kind, name }: Workload): string {
  const literal = name.replaceAll(".", "\\.");
  return kind === "StatefulSet" ? `${literal}-[0-9]+` : `${literal}-[a-z0-9]+-[a-z0-9]{5}`;
}

/** Its container; without a name all but the pause container and the sums that cAdvisor has for pods. */
function containers({ container }: Workload): Matcher {
  return container === undefined ? { label: "container", op: "!~", value: "|POD" } : eq("container", container);
}
