import { nearest } from "../../core/names.ts";
import { metricsOf, ownersOf } from "../../model/check/walk.ts";
import type { Metric } from "../../model/metric.ts";
import type { System } from "../../model/system.ts";
import type { VectorSelector } from "../../promql/ast.ts";
import { selectors } from "../../promql/walk.ts";

/** What Prometheus itself writes: https://prometheus.io/docs/concepts/jobs_instances/, and the states of its alerts. */
const OF_PROMETHEUS = [
  ...["up", "scrape_duration_seconds", "scrape_samples_scraped", "scrape_samples_post_metric_relabeling"],
  ...["scrape_series_added", "ALERTS", "ALERTS_FOR_STATE"],
];

const SUFFIXES: Readonly<Record<Metric["type"], readonly string[]>> = {
  counter: [""],
  gauge: [""],
  "native-histogram": [""],
  histogram: ["_bucket", "_count", "_sum"],
};

/** The series that a system has: declared, read by its conditions, recorded by its rules, or written by Prometheus itself. */
export class KnownSeries {
  readonly #names = new Set(OF_PROMETHEUS);
  readonly #recorded = new Map<string, Readonly<Record<string, string>>[]>();

  constructor(system: System) {
    for (const { owner } of ownersOf(system)) {
      for (const metric of owner.metrics ?? []) this.#declare(metric);
      for (const { indicator } of owner.objectives)
        for (const { metric } of metricsOf(indicator)) this.#declare(metric);
      for (const { expression } of owner.conditions) {
        for (const { name } of selectors(expression)) if (name !== undefined) this.#names.add(name);
      }
    }
  }

  #declare({ name, type }: Metric): void {
    for (const suffix of SUFFIXES[type]) this.#names.add(`${name}${suffix}`);
  }

  /** A series that a rule records under these labels. */
  record(name: string, labels: Readonly<Record<string, string>>): void {
    const same = this.#recorded.get(name);
    if (same === undefined) this.#recorded.set(name, [labels]);
    else same.push(labels);
  }

  /** Whether the selector can find anything: its name is known and, of recorded series, the labels are those of a rule. */
  has({ name, matchers }: VectorSelector): boolean {
    if (name === undefined) return false;
    const recorded = this.#recorded.get(name);
    if (recorded === undefined) return this.#names.has(name);
    return recorded.some((labels) =>
      matchers.every(({ label, op, value }) => {
        const own = labels[label];
        return op !== "=" || own === undefined || own === value;
      }),
    );
  }

  /** Whether the name is known, whatever the labels. */
  hasName(name: string): boolean {
    return this.#names.has(name) || this.#recorded.has(name);
  }

  /** The known name that is nearest. */
  nearest(name: string): string | undefined {
    return nearest(name, [...this.#names, ...this.#recorded.keys()]);
  }
}
