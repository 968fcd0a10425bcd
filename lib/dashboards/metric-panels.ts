import type { Unit } from "../core/quantity.ts";
import type { Metric } from "../model/metric.ts";
import type { Expression } from "../promql/ast.ts";
import { call, count, max, sub, sum } from "../promql/build.ts";
import { print } from "../promql/print.ts";
import { type DraftValues, stat, timeseries } from "./draft.ts";
import { OF_EXPORTER, rateOf, raw, scrapeInterval } from "./queries.ts";
import type { Owner, View } from "./view.ts";

/** How many targets answer, of how many. */
export function targetsNow(owner: Owner, view: View): readonly DraftValues[] {
  if (owner.scrape === undefined) return [];
  const up = view.targets(owner);
  return [
    stat({
      title: "Targets that answer",
      description: "How many targets of the scrape answer, and how many service discovery knows.",
      unit: "count",
      queries: [raw(sum(up), "answer", view, owner), raw(count(up), "known", view, owner)],
      least: 0,
      interval: scrapeInterval(owner),
    }),
  ];
}

/** Which target answers. */
export function targetsOver(owner: Owner, view: View): readonly DraftValues[] {
  if (owner.scrape === undefined) return [];
  return [
    timeseries({
      title: "Which target answers",
      description:
        "1 while the target answers its scrape, 0 while it does not. A line that ends is a target that is gone.",
      unit: "count",
      queries: [raw(max(view.targets(owner), { by: ["instance"] }), "{{instance}}", view, owner)],
      least: 0,
      most: 1,
      interval: scrapeInterval(owner),
    }),
  ];
}

/** Metrics that people read though no rule does: counters as rates, the rest as they are. */
export function metricPanels(owner: Owner, view: View): readonly DraftValues[] {
  return (owner.metrics ?? []).map((metric) => {
    const { expression, unit, labels } = shown(metric, owner, view);
    return timeseries({
      title: metric.name,
      description: `${metric.type === "counter" ? "Rate" : metric.type === "gauge" ? "Value" : "p95"} of ${metric.name}. No rule compares it with anything.`,
      unit,
      ...(metric.type === "counter" && unit === "bytes" ? { perSecond: true } : {}),
      queries: [
        raw(
          expression,
          labels.length === 0 ? metric.name : labels.map((label) => `{{${label}}}`).join(" "),
          view,
          owner,
        ),
      ],
      interval: scrapeInterval(owner),
      waivers: metric.from === undefined ? [] : OF_EXPORTER,
    });
  });
}

interface Shown {
  readonly expression: Expression;
  readonly unit: Unit;
  readonly labels: readonly string[];
}

function shown(metric: Metric, owner: Owner, view: View): Shown {
  const labels = metric.labels.slice(0, 1);
  const by = labels.length === 0 ? undefined : { by: labels };
  switch (metric.type) {
    case "counter": {
      const unit: Unit = metric.unit === "seconds" ? "cores" : metric.unit === "bytes" ? "bytes" : "per-second";
      return { expression: sum(rateOf(view.select(owner, metric), owner), by), unit, labels };
    }
    case "gauge":
      // Grafana counts time in milliseconds and Prometheus in seconds; the age says more than the date in any case.
      return metric.unit === "timestamp"
        ? { expression: sub(call("time"), max(view.select(owner, metric), by)), unit: "seconds", labels }
        : { expression: sum(view.select(owner, metric), by), unit: metric.unit, labels };
    case "histogram": {
      const rate = sum(rateOf(view.select(owner, metric, "_bucket"), owner), { by: ["le", ...labels] });
      return { expression: call("histogram_quantile", 0.95, rate), unit: metric.unit, labels };
    }
    case "native-histogram":
      return {
        expression: call("histogram_quantile", 0.95, sum(rateOf(view.select(owner, metric), owner), by)),
        unit: metric.unit,
        labels,
      };
  }
}

/** Panels that ask for the same thing, once. */
export function distinct(panels: readonly DraftValues[]): readonly DraftValues[] {
  const found = new Map<string, DraftValues>();
  for (const panel of panels) {
    const key = panel.queries
      .map(({ expression, text }) => (expression === undefined ? text : print(expression)))
      .join("\n");
    if (!found.has(key)) found.set(key, panel);
  }
  return [...found.values()];
}
