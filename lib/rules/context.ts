import type { Dependency } from "../model/dependency.ts";
import type { Metric } from "../model/metric.ts";
import type { Scrape } from "../model/scrape.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";
import type { Matcher, VectorSelector } from "../promql/ast.ts";
import { eq, metric } from "../promql/build.ts";

/** Where an objective or condition stands: its system, and the service or dependency that has it. */
export interface Context {
  readonly system: System;
  readonly owner: Service | Dependency;
}

/** True for systems whose targets all carry the `namespace` label that Kubernetes discovery sets. */
export function hasNamespaceLabel(system: System): boolean {
  return system.namespace !== undefined && system.runs.every((platform) => platform === "kubernetes");
}

/** The scrape that a metric comes from: that of the dependency it names, else the owner's. */
export function scrapeOf(context: Context, metric?: Metric): Scrape | undefined {
  if (metric?.from === undefined) return context.owner.scrape;
  return context.system.dependencies.find((dependency) => dependency.name === metric.from)?.scrape;
}

/** Matchers that keep a selector inside the system: job, namespace for services on Kubernetes, and the scrape's own. */
export function scrapeMatchers(context: Context, metric?: Metric): readonly Matcher[] {
  const scrape = scrapeOf(context, metric);
  if (scrape === undefined) return [];
  const ofService =
    metric?.from === undefined && context.system.services.some(({ name }) => name === context.owner.name);
  const namespace = context.system.namespace;
  return [
    eq("job", scrape.job),
    ...(ofService && namespace !== undefined && hasNamespaceLabel(context.system) ? [eq("namespace", namespace)] : []),
    ...Object.entries(scrape.matchers ?? {}).map(([label, value]) => eq(label, value)),
  ];
}

/** The selector of a metric inside its system; matchers of the metric win over those of its scrape. */
export function select(
  context: Context,
  selected: Metric,
  suffix = "",
  extra: readonly Matcher[] = [],
): VectorSelector {
  const own = [...selected.matchers, ...extra];
  const inherited = scrapeMatchers(context, selected).filter(({ label }) =>
    own.every((matcher) => matcher.label !== label),
  );
  return metric(`${selected.name}${suffix}`, [...inherited, ...own]);
}

/** `up` of the targets of a scrape. */
export function upSelector(context: Context, selected?: Metric): VectorSelector {
  return metric("up", scrapeMatchers(context, selected));
}
