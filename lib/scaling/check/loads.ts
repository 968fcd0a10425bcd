import type { Report } from "../../model/check/report.ts";
import type { Metric } from "../../model/metric.ts";
import type { LoadTrigger } from "../../model/scaling.ts";
import type { Service } from "../../model/service.ts";
import type { System } from "../../model/system.ts";
import type { ScalingCode } from "../codes.ts";
import { loadThreshold, scrapeOf, workingSet } from "../queries.ts";
import type { Scaled } from "../scaled.ts";
import { isSame } from "./load-alerts.ts";
import { time } from "./words.ts";

/** Scrape intervals without which a rate has no two samples to compare. */
const SCRAPES = 2;

/** Names of gauges that hold a time or a share, whatever their unit is said to be. */
const NO_LOAD = /(?:^|_)(?:latency|duration|seconds|milliseconds|ms|ratio|percent|quantile)(?:_|$)/;

/** What Prometheus is asked for: load that goes down as replicas come, from metrics that somebody scrapes. */
export function checkLoads(system: System, scaled: Scaled, report: Report<ScalingCode>): void {
  for (const [index, trigger] of scaled.scaling.on.entries()) {
    const path = `${scaled.path}.on.${index}`;
    if (trigger.kind === "load") checkLoad(system, scaled, trigger, path, report);
    if (trigger.kind === "memory" && workingSet(system, scaled) === undefined) {
      report.error("scaling-metric-unscraped", path, "nothing measures the memory of its containers", {
        found: "no dependency of type `cadvisor` that is scraped",
        expected: "cAdvisor, which the kubelet contains",
        mend: "declare it as a dependency, with its scrape",
      });
    }
  }
}

function checkLoad(
  system: System,
  { service }: Scaled,
  trigger: LoadTrigger,
  path: string,
  report: Report<ScalingCode>,
): void {
  const { metric, perReplica, over } = trigger;
  const unsound = unsoundLoad(service, trigger);
  if (unsound !== undefined) {
    report.error("scaling-metric-unsound", `${path}.metric`, unsound, {
      found: `${metric.name}, a ${metric.type} in ${metric.unit}`,
      expected: "a counter of requests, or a gauge of things that run or wait, and a load per replica in its unit",
      mend: "take the throughput or the number in flight at which the objective is still met",
    });
  }
  if (!(Number.isFinite(perReplica.value) && loadThreshold(trigger) > 0)) {
    report.error("scaling-target-invalid", `${path}.perReplica`, "this is no load that a replica could carry", {
      found: `${perReplica.value}`,
      expected: "at least 0.001",
    });
  }
  const scrape = scrapeOf(system, service, metric);
  if (scrape === undefined) {
    report.error("scaling-metric-unscraped", `${path}.metric`, "nobody scrapes this metric", {
      found: metric.from === undefined ? `no scrape of ${service.name}` : `no scrape of ${metric.from}`,
      expected: "the scrape that has it",
    });
  } else if (over !== undefined && over.value < SCRAPES * scrape.every.value) {
    report.error("scaling-window-short", `${path}.over`, "in so short a range there are not always two samples", {
      found: time(over.value),
      expected: `at least ${time(SCRAPES * scrape.every.value)}: two scrapes, one every ${time(scrape.every.value)}`,
      mend: "better four, so that a lost scrape changes nothing; that is the default",
    });
  }
}

/** Why more replicas would not carry more of it, or nothing. */
function unsoundLoad(service: Service, { metric, perReplica }: LoadTrigger): string | undefined {
  const { type, unit, name } = metric;
  if (type === "histogram" || type === "native-histogram" || unit === "seconds" || unit === "milliseconds") {
    return "a time is no load: it rises for other reasons too, as a slow database, and does not fall in proportion to replicas";
  }
  if (unit === "ratio") return "a share is no load: it says nothing of how many replicas there should be";
  if (type === "gauge" && NO_LOAD.test(name)) return "by its name this holds a time or a share, which is no load";
  if (countsFailures(service, metric)) return "failures are no load: more replicas do not answer what fails";
  if (type === "counter" ? unit !== "count" || perReplica.unit !== "per-second" : unit !== perReplica.unit) {
    return `a load per replica in ${perReplica.unit} is not in the unit of the metric`;
  }
  return undefined;
}

/** Whether an objective of the service counts this as its bad events. */
function countsFailures({ objectives }: Service, metric: Metric): boolean {
  return objectives.some(({ indicator }) => {
    const bad =
      indicator.kind === "ratio" ? indicator.bad : indicator.kind === "hitRatio" ? indicator.misses : undefined;
    return bad !== undefined && isSame(bad, metric);
  });
}
