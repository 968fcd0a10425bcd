import type { Metric } from "../../model/metric.ts";
import type { Matcher } from "../../promql/ast.ts";
import { type Context, hasNamespaceLabel, scrapeOf } from "../../rules/context.ts";
import { matches } from "../example-labels.ts";
import type { ScrapedSeries, World } from "../world.ts";

/**
 * What the labels of a metric must be for its series to belong to a system: those of its scrape (job, the namespace of a
 * service on Kubernetes, and its own), over which the selection of the metric itself goes.
 */
export function ownLabels(context: Context, metric?: Metric): readonly Matcher[] {
  const scrape = scrapeOf(context, metric);
  const selected = metric?.matchers ?? [];
  if (scrape === undefined) return selected;
  const { system, owner } = context;
  const isService = metric?.from === undefined && system.services.some(({ name }) => name === owner.name);
  const demanded: Record<string, string> = { job: scrape.job };
  if (isService && system.namespace !== undefined && hasNamespaceLabel(system)) demanded.namespace = system.namespace;
  return [
    ...Object.entries({ ...demanded, ...scrape.matchers })
      .filter(([label]) => selected.every((matcher) => matcher.label !== label))
      .map(([label, value]): Matcher => ({ label, op: "=", value })),
    ...selected,
  ];
}

/** The series of a name that have the labels which matchers ask for; a label that a series lacks is empty. */
export function seriesNamed(
  world: Pick<World, "series">,
  name: string,
  matchers: readonly Matcher[],
): readonly ScrapedSeries[] {
  return world.series.filter(
    (series) =>
      series.name === name && matchers.every((matcher) => matches(matcher, series.labels[matcher.label] ?? "")),
  );
}

/** The same for `up` of the targets of a metric's scrape; of the owner's own scrape where no metric is given. */
export function targetLabels(context: Context, metric?: Metric): readonly Matcher[] {
  // The selection of a metric is none of its targets.
  return ownLabels(context, metric === undefined ? undefined : { ...metric, matchers: [] });
}

/** `up` of the targets of a metric's scrape; of the owner's own scrape where no metric is given. */
export function targetsOf(world: Pick<World, "series">, context: Context, metric?: Metric): readonly ScrapedSeries[] {
  return seriesNamed(world, "up", targetLabels(context, metric));
}
