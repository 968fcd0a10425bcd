import { type Given, settle } from "../core/assumed.ts";
import type { Unit } from "../core/quantity.ts";
import type { Matcher } from "../promql/ast.ts";

/** Prometheus metric types that the model tells apart. */
export type MetricType = "counter" | "gauge" | "histogram" | "native-histogram";

/** A selection of a declared metric: its name, type and unit, and the label matchers that narrow it. */
export interface Metric<U extends Unit = Unit, T extends MetricType = MetricType> {
  readonly name: string;
  readonly type: T;
  readonly unit: U;
  /** Labels that the instrumentation itself sets; the scrape adds `job`, `instance` and `namespace`. */
  readonly labels: readonly string[];
  /** Finite upper bounds of a classic histogram, ascending, in the metric's unit. */
  readonly buckets?: readonly number[];
  /** Name of the dependency whose scrape has this metric; absent means the scrape of the service that uses it. */
  readonly from?: string;
  readonly matchers: readonly Matcher[];
}

export type Counter<U extends Unit = Unit> = Metric<U, "counter">;
export type Gauge<U extends Unit = Unit> = Metric<U, "gauge">;
export type Histogram<U extends Unit = Unit> = Metric<U, "histogram" | "native-histogram">;

/** Label values to select: text for equality, a regular expression for `=~`, {@link not} for the opposite. */
export type LabelSelection = string | RegExp | { readonly not: string | RegExp };

/** A metric that can still be narrowed by its labels. */
export type Selectable<L extends string, U extends Unit, T extends MetricType> = Metric<U, T> & {
  /** The same metric, narrowed. Only declared labels and those that a scrape adds can be named. */
  where(selection: { readonly [K in L | ScrapeLabel]?: LabelSelection }): Selectable<L, U, T>;
};

/** Labels that Prometheus, its operator and the Kubernetes exporters set on every series they scrape. */
export type ScrapeLabel = "job" | "instance" | "namespace" | "pod" | "container" | "service" | "node" | "cluster";

interface MetricOptions<L extends string> {
  readonly labels?: readonly L[];
  readonly from?: string;
}

/** Selects everything but a label value: `not("idle")`, `not(/lo|veth.* /)`. */
export function not(value: string | RegExp): LabelSelection {
  return { not: value };
}

/**
 * A counter. Units: `count` of events unless `unit` says otherwise (`seconds` for CPU time).
 * Every series is expected to exist at 0 before its first event; otherwise Prometheus cannot see the first increase.
 */
export function counter<const L extends string = never, U extends Unit = "count">(
  name: Given<string>,
  options: MetricOptions<L> & { readonly unit?: U } = {},
): Selectable<L, U, "counter"> {
  return declare(name, "counter", (options.unit ?? "count") as U, options);
}

/** A gauge: a value that goes up and down. */
export function gauge<const L extends string = never, U extends Unit = Unit>(
  name: Given<string>,
  options: MetricOptions<L> & { readonly unit: U },
): Selectable<L, U, "gauge"> {
  return declare(name, "gauge", options.unit, options);
}

/** A classic histogram, named without `_bucket`. `buckets` are its finite upper bounds in `unit`. */
export function histogram<const L extends string = never, U extends Unit = Unit>(
  name: Given<string>,
  options: MetricOptions<L> & { readonly unit: U; readonly buckets: Given<readonly number[]> },
): Selectable<L, U, "histogram"> {
  return declare(name, "histogram", options.unit, options);
}

/** A native histogram: one series with exponential buckets, for Prometheus 2.40 and later. */
export function nativeHistogram<const L extends string = never, U extends Unit = Unit>(
  name: Given<string>,
  options: MetricOptions<L> & { readonly unit: U },
): Selectable<L, U, "native-histogram"> {
  return declare(name, "native-histogram", options.unit, options);
}

function declare<L extends string, U extends Unit, T extends MetricType>(
  name: Given<string>,
  type: T,
  unit: U,
  options: MetricOptions<L> & { readonly buckets?: Given<readonly number[]> },
): Selectable<L, U, T> {
  const given = {
    name,
    type,
    unit,
    labels: options.labels ?? [],
    ...(options.buckets === undefined ? {} : { buckets: options.buckets }),
    ...(options.from === undefined ? {} : { from: options.from }),
    matchers: [],
  };
  return selectable(settle<Metric<U, T>>(given));
}

function selectable<L extends string, U extends Unit, T extends MetricType>(metric: Metric<U, T>): Selectable<L, U, T> {
  const where = (selection: Readonly<Record<string, LabelSelection>>) =>
    selectable({ ...metric, matchers: [...metric.matchers, ...matchersOf(selection)] });
  const result = { ...metric };
  // Not enumerable, so that a model stays plain data that compares and serialises as such.
  Object.defineProperty(result, "where", { value: where, enumerable: false });
  return result as Selectable<L, U, T>;
}

/** Matchers of a label selection, in the order given. */
export function matchersOf(selection: Readonly<Record<string, LabelSelection | undefined>>): readonly Matcher[] {
  return Object.entries(selection).flatMap(([label, value]) => (value === undefined ? [] : [matcherOf(label, value)]));
}

function matcherOf(label: string, selection: LabelSelection): Matcher {
  const negated = typeof selection === "object" && !(selection instanceof RegExp);
  const value = negated ? selection.not : selection;
  return value instanceof RegExp
    ? { label, op: negated ? "!~" : "=~", value: value.source }
    : { label, op: negated ? "!=" : "=", value };
}
