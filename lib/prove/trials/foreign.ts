import type { Matcher, VectorSelector } from "../../promql/ast.ts";
import { select, upSelector } from "../../rules/context.ts";
import { matches } from "../example-labels.ts";
import { boundLabel } from "../stimulate/bucket-share.ts";
import type { ScrapedSeries } from "../world.ts";
import { metricsOf, type Watched } from "./watched.ts";

/** Every selector of raw series that the rules of an objective may have, by the name of the series. */
export function selectorsOf(watched: Watched): ReadonlyMap<string, readonly VectorSelector[]> {
  const { context } = watched.subject;
  const selectors = new Map<string, VectorSelector[]>();
  const add = (selector: VectorSelector): void => {
    const name = selector.name ?? "";
    selectors.set(name, [...(selectors.get(name) ?? []), selector]);
  };
  for (const metric of metricsOf(watched.objective.indicator)) {
    add(upSelector(context, metric));
    if (metric === undefined) continue;
    const suffixes = metric.type === "histogram" ? ["_bucket", "_count"] : [""];
    for (const suffix of suffixes) add(select(context, metric, suffix));
  }
  return selectors;
}

/** A series that is like one of ours except for one label, so that no selector of ours may find it. */
export function foreignTo(
  series: ScrapedSeries,
  label: string,
  selectors: readonly VectorSelector[],
): ScrapedSeries | undefined {
  const asked = selectors.map(({ matchers }) => matchers.filter((matcher) => matcher.label === label));
  if (asked.length === 0 || asked.some((matchers) => matchers.length === 0)) return undefined;
  const own = series.labels[label] ?? "";
  const value = candidates(own, asked.flat()).find((candidate) =>
    asked.every((matchers) => matchers.some((matcher) => !matches(matcher, candidate))),
  );
  if (value === undefined) return undefined;
  const { [label]: _, ...others } = series.labels;
  return { ...series, labels: value === "" ? others : { ...others, [label]: value } };
}

/** Values near the one that is asked for, those that are shut out, and none at all. */
function candidates(own: string, matchers: readonly Matcher[]): readonly string[] {
  const shutOut = matchers.filter(({ op }) => op === "!=" || op === "!~").flatMap(({ value }) => value.split("|"));
  return [`${own}-other`, `other-${own}`, ...shutOut, "other", ""];
}

/** Series of the same service under other values that its selectors ask for by pattern: each of them has to count. */
export function spellingsOf(series: ScrapedSeries, selectors: readonly VectorSelector[]): readonly ScrapedSeries[] {
  const patterns = selectors.flatMap(({ matchers }) => matchers.filter(({ op }) => op === "=~"));
  return patterns.flatMap((pattern) => {
    const own = series.labels[pattern.label];
    if (own === undefined || !matches(pattern, own)) return [];
    const others = expansionsOf(pattern.value).filter(
      (value) =>
        value !== own &&
        selectors.every(({ matchers }) =>
          matchers.every(
            (matcher) => matcher.label !== pattern.label || matches(matcher, value) === matches(matcher, own),
          ),
        ),
    );
    return [...new Set(others)].map((value) => ({ ...series, labels: { ...series.labels, [pattern.label]: value } }));
  });
}

/** Some values that simple patterns match: each alternative, with other characters for what is free. */
function expansionsOf(pattern: string): readonly string[] {
  return pattern
    .split("|")
    .map((alternative) => alternative.replace(/^\(\?:|^\(|\)$/g, ""))
    .flatMap((alternative) =>
      ["3", "x", "7z"].map((free) =>
        alternative
          .replace(/\([^()]*\)\?/g, "")
          .replace(/\[\^?([^\]])[^\]]*\](\{\d+(,\d*)?\}|[+*?])?/g, "$1")
          .replace(/\.[*+]/g, free)
          .replace(/(?<!\\)\./g, free.slice(0, 1))
          .replace(/\\(.)/g, "$1"),
      ),
    );
}

/** Buckets beside the one that is counted, with all observations in them, as every exporter has them. */
export function otherBuckets(series: ScrapedSeries, watched: Watched, all: Float64Array): readonly ScrapedSeries[] {
  const { indicator } = watched.objective;
  if (indicator.kind !== "latency" || series.labels.le === undefined) return [];
  const bounds = [...(indicator.histogram.buckets ?? []), Number.POSITIVE_INFINITY];
  return bounds
    .filter((bound) => bound > indicator.below.value)
    .map((bound) => ({ ...series, labels: { ...series.labels, le: boundLabel(bound) }, values: all.slice() }));
}

/** Of one replica, a bucket below the last bound that the others do not have, as in a version with finer buckets. */
export function finerBucket(series: ScrapedSeries, { objective }: Watched, bound: number): readonly ScrapedSeries[] {
  const { indicator } = objective;
  const top = indicator.kind === "quantile" ? indicator.histogram.buckets?.at(-1) : undefined;
  if (top === undefined || bound >= top || series.labels.instance !== "a" || series.labels.le !== boundLabel(top))
    return [];
  return [{ ...series, labels: { ...series.labels, le: boundLabel(bound) }, values: series.values.slice() }];
}
