import { metricsOf } from "../../model/check/walk.ts";
import type { Metric } from "../../model/metric.ts";
import { LabelSets } from "../../promql/analysis/labels.ts";
import type { LabelSet } from "../../promql/analysis/labels-set.ts";
import type { Expression } from "../../promql/ast.ts";
import { type Context, scrapeOf, upSelector } from "../context.ts";
import type { DerivedGroup } from "../derived.ts";
import { discoveredLabels, exportedLabels } from "./exporter-labels.ts";
import { withRecordings } from "./recorded-knowledge.ts";

/** What is known of the labels that the expressions of a rule group give. */
export interface KnownLabels {
  /** What the expressions themselves say, with the group's recordings. */
  readonly written: (expression: Expression) => LabelSet;
  /** That, and what Prometheus, discovery and exporters put on series. */
  readonly conventional: (expression: Expression) => LabelSet;
}

/** What is known of the labels in a rule group. */
export function knownLabels(group: DerivedGroup, context: Context): KnownLabels {
  const recordings = group.rules.filter((rule) => rule.kind === "recording");
  const written = new LabelSets(withRecordings(recordings, {}).labelsOf);
  const scraped = scrapedLabels(group, context);
  const conventional = new LabelSets(withRecordings(recordings, { labelsOf: scraped }).labelsOf);
  return {
    written: (expression) => written.of(expression),
    conventional: (expression) => conventional.of(expression),
  };
}

function scrapedLabels(group: DerivedGroup, context: Context): (name: string) => LabelSet {
  const metrics = new Map<string, readonly string[]>();
  const add = (name: string, metric: Metric | undefined): unknown =>
    metrics.set(name, [...discoveredLabels(scrapeOf(context, metric)), ...(metric?.labels ?? [])]);
  add(upSelector(context).name ?? "", undefined);
  for (const objective of context.owner.objectives.filter(({ name }) => name === group.part)) {
    for (const { metric } of metricsOf(objective.indicator)) {
      for (const suffix of ["", "_bucket", "_count", "_sum"]) add(`${metric.name}${suffix}`, metric);
    }
  }
  return (name) => ({
    sure: new Set([...exportedLabels(name), ...(metrics.get(name) ?? [])]),
    possible: "any",
    impossible: new Set(),
  });
}
