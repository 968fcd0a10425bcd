import type { AutoscalerMetric } from "../../scaling/controller/spec.ts";
import type { Fleet } from "./fleet.ts";
import { History } from "./history.ts";
import type { Timeline } from "./timeline.ts";
import type { Measure, World } from "./world.ts";

/** Requests at once make each other slower, up to so much work: beyond it callers have given up. */
const MOST_BUSY = 0.95;

/** Time that a request takes where nothing is said. Units: seconds. */
const WORK = 0.1;

/** Values of metrics by their key, of all replicas together and of each. */
interface Values {
  readonly ofAll: Readonly<Record<string, readonly number[]>>;
  readonly ofPods: Readonly<Record<string, number>>;
}

/** What is counted while the simulation runs, and what Prometheus has of it. */
export class Meters {
  /** Cores that one ready replica used in each second. */
  readonly use: History;
  readonly #world: World;
  readonly #offered: History;
  readonly #bad: History;
  readonly #latency: History;
  #scraped = 0;
  #memory = 0;
  #replicas = 0;

  constructor(world: World, seconds: number) {
    this.#world = world;
    this.use = new History(seconds);
    this.#offered = new History(seconds);
    this.#bad = new History(seconds);
    this.#latency = new History(seconds);
  }

  /** Counts a second in which so much arrives, `at` seconds after the load changed. */
  second(fleet: Fleet, offered: number, at: number, kept: Timeline): void {
    const { pod, waits, bound } = this.#world;
    const { ready } = fleet;
    const capacity = ready * pod.carries;
    const busy = capacity === 0 ? 1 : Math.min(1, offered / capacity);
    const latency = (pod.work ?? WORK) / (1 - Math.min(busy, MOST_BUSY)) + (waits?.(at, fleet.size) ?? 0);
    const bad = bound !== undefined && latency > bound ? offered : Math.max(0, offered - capacity);
    this.use.push(busy * pod.cpuLimit);
    this.#offered.push(offered);
    this.#bad.push(bad);
    this.#latency.push(latency);
    if (pod.memory !== undefined && ready > 0) fleet.load(pod.memory, busy * pod.carries);
    if (at < 0) return;
    kept.replicas[at] = fleet.size;
    kept.ready[at] = ready;
    kept.offered[at] = offered;
    kept.bad[at] = bad;
    kept.latency[at] = latency;
  }

  /** Prometheus reads what was counted until now. */
  scrape(now: number, fleet: Fleet): void {
    this.#scraped = now;
    this.#memory = fleet.memory;
    this.#replicas = fleet.size;
  }

  /** What the metrics that are no resources have, by their keys. What each replica has is its share of the whole. */
  values(metrics: readonly AutoscalerMetric[]): Values {
    const ofAll: Record<string, readonly number[]> = {};
    const ofPods: Record<string, number> = {};
    for (const metric of metrics) {
      if (metric.kind === "resource") continue;
      const measure = this.#world.measures(metric);
      const value = measure === undefined ? undefined : this.#read(measure);
      if (value === undefined) continue;
      if (metric.kind === "pods") ofPods[metric.key] = isShared(measure) ? value / this.#replicas : value;
      else ofAll[metric.key] = [value];
    }
    return { ofAll, ofPods };
  }

  #read(measure: Measure): number | undefined {
    const now = this.#scraped;
    if (now === 0) return undefined;
    switch (measure.kind) {
      case "load":
        return this.#offered.mean(now - measure.over, now) * (measure.times ?? 1);
      case "latency":
        return this.#latency.mean(now - measure.over, now);
      case "errors": {
        const offered = this.#offered.mean(now - measure.over, now);
        return offered === 0 ? 0 : this.#bad.mean(now - measure.over, now) / offered;
      }
      case "in-flight":
        return this.#offered.mean(now - 1, now) * this.#latency.mean(now - 1, now);
      case "total-memory":
        return this.#memory > this.#replicas * (measure.above ?? 0) ? this.#memory : 0;
      default:
        return undefined;
    }
  }
}

function isShared(measure: Measure | undefined): boolean {
  return measure?.kind === "load" || measure?.kind === "in-flight" || measure?.kind === "total-memory";
}
