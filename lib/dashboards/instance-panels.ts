import type { Unit } from "../core/quantity.ts";
import type { Indicator } from "../model/indicator.ts";
import type { Metric } from "../model/metric.ts";
import type { Objective } from "../model/objective.ts";
import type { Expression } from "../promql/ast.ts";
import { call, div, gt, mul, or, sub, sum } from "../promql/build.ts";
import type { DraftQuery, DraftValues } from "./draft.ts";
import { timeseries } from "./draft.ts";
import { OF_EXPORTER, rateOf, raw, scrapeInterval } from "./queries.ts";
import type { Owner, View } from "./view.ts";

/** Where raw series are shown, and by which label one of several is told from the others. */
interface Place {
  readonly view: View;
  readonly owner: Owner;
  readonly by: "pod" | "instance";
}

/** Which pod (on hosts, which target) it is: the indicator of an objective from raw series, by the one that exports them. */
export function instancePanels(objective: Objective, owner: Owner, view: View): readonly DraftValues[] {
  const by = view.system.runs.includes("host") ? "instance" : "pod";
  return panels(objective.indicator, { view, owner, by });
}

function panels(indicator: Indicator, place: Place): readonly DraftValues[] {
  switch (indicator.kind) {
    case "ratio": {
      const { bad, good, total } = indicator;
      const all = rate(total, place);
      if (bad !== undefined)
        return [...share(rate(bad, place), all, total, place), traffic(total, place), ...byLabel(total, place)];
      if (good === undefined) return [traffic(total, place)];
      return [...share(sub(all, born(rate(good, place), all)), all, total, place), traffic(total, place)];
    }
    case "hitRatio":
      return hitPanels(indicator, place);
    case "latency":
      return quantilePanels(indicator.histogram, 0.95, place);
    case "quantile":
      return quantilePanels(indicator.histogram, indicator.quantile, place);
    case "throughput":
      return [traffic(indicator.events, place), ...byLabel(indicator.events, place)];
    case "queueDepth":
      return [gaugePanel(indicator.depth, place)];
    case "saturation":
      return [indicator.used.type === "counter" ? usage(indicator.used, place) : gaugePanel(indicator.used, place)];
    case "up":
    case "freshness":
      return [];
  }
}

function rate(metric: Metric, { view, owner, by }: Place, suffix = ""): Expression {
  return sum(rateOf(view.select(owner, metric, suffix), owner), { by: [by] });
}

/** Zero where a series is not born yet although the other one is. */
function born(late: Expression, all: Expression): Expression {
  return or(late, mul(all, 0));
}

function panel(
  metric: Metric,
  { owner }: Place,
  spec: { title: string; description: string; unit: Unit; queries: readonly DraftQuery[]; most?: number },
): DraftValues {
  return timeseries({
    ...spec,
    least: 0,
    interval: scrapeInterval(owner),
    waivers: metric.from === undefined ? [] : OF_EXPORTER,
  });
}

function share(bad: Expression, all: Expression, total: Metric, place: Place): readonly DraftValues[] {
  const { by, view, owner } = place;
  return [
    panel(total, place, {
      title: `Bad share by ${by}`,
      description: `Share of bad events, by ${by}. One line away from the others is one bad ${by}; all together are what they depend on.`,
      unit: "ratio",
      queries: [raw(div(born(bad, all), gt(all, 0)), `{{${by}}}`, view, owner)],
      most: 1,
    }),
  ];
}

function traffic(metric: Metric, place: Place): DraftValues {
  const { by, view, owner } = place;
  return panel(metric, place, {
    title: `Events by ${by}`,
    description: `Rate of ${metric.name}, by ${by}. Unequal lines are a load balancer's; a line that ends is a ${by} that is gone.`,
    unit: "per-second",
    queries: [raw(rate(metric, place), `{{${by}}}`, view, owner)],
  });
}

/** A panel for the first label that the instrumentation sets, such as the status. */
function byLabel(metric: Metric, place: Place): readonly DraftValues[] {
  const [label] = metric.labels;
  if (label === undefined) return [];
  const { view, owner } = place;
  const selected = rateOf(view.select(owner, metric), owner);
  return [
    panel(metric, place, {
      title: `Events by ${label}`,
      description: `Rate of ${metric.name}, by its label ${label}.`,
      unit: "per-second",
      queries: [raw(sum(selected, { by: [label] }), `{{${label}}}`, view, owner)],
    }),
  ];
}

function hitPanels(
  { hits, misses, total }: Extract<Indicator, { kind: "hitRatio" }>,
  place: Place,
): readonly DraftValues[] {
  const { view, owner, by } = place;
  const other = total ?? misses;
  return [
    panel(hits, place, {
      title: "Look-ups",
      description: "Hits, and what they are compared with, per second.",
      unit: "per-second",
      queries: [hits, ...(other === undefined ? [] : [other])].map((metric) =>
        raw(sum(rateOf(view.select(owner, metric), owner)), metric.name, view, owner),
      ),
    }),
    panel(hits, place, {
      title: `Hits by ${by}`,
      description: `Rate of ${hits.name}, by ${by}.`,
      unit: "per-second",
      queries: [raw(rate(hits, place), `{{${by}}}`, view, owner)],
    }),
  ];
}

const QUANTILES = [0.5, 0.95, 0.99];

function quantilePanels(histogram: Metric, quantile: number, place: Place): readonly DraftValues[] {
  const { view, owner, by } = place;
  const classic = histogram.type === "histogram";
  const selected = rateOf(view.select(owner, histogram, classic ? "_bucket" : ""), owner);
  const of = (q: number, labels: readonly string[]): Expression =>
    call("histogram_quantile", q, sum(selected, { by: [...(classic ? ["le"] : []), ...labels] }));
  const percents = (q: number): string => `p${Number((q * 100).toPrecision(6))}`;
  const count = classic ? rate(histogram, place, "_count") : call("histogram_count", sum(selected, { by: [by] }));
  return [
    panel(histogram, place, {
      title: "Distribution",
      description: `${QUANTILES.map(percents).join(", ")} of ${histogram.name}, over all of the service. No line means no observation.`,
      unit: histogram.unit,
      queries: QUANTILES.map((q) => raw(of(q, []), percents(q), view, owner)),
    }),
    panel(histogram, place, {
      title: `${percents(quantile)} by ${by}`,
      description: `${percents(quantile)} of ${histogram.name}, by ${by}. One line above the others is one slow ${by}.`,
      unit: histogram.unit,
      queries: [raw(of(quantile, [by]), `{{${by}}}`, view, owner)],
    }),
    panel(histogram, place, {
      title: `Events by ${by}`,
      description: `Observations of ${histogram.name} per second, by ${by}.`,
      unit: "per-second",
      queries: [raw(count, `{{${by}}}`, view, owner)],
    }),
  ];
}

function gaugePanel(metric: Metric, place: Place): DraftValues {
  const { view, owner, by } = place;
  return panel(metric, place, {
    title: `${metric.name} by ${by}`,
    description: `Value of ${metric.name}, by ${by}.`,
    unit: metric.unit,
    queries: [raw(sum(view.select(owner, metric), { by: [by] }), `{{${by}}}`, view, owner)],
  });
}

/** Seconds of CPU per second are cores. */
function usage(metric: Metric, place: Place): DraftValues {
  const { view, owner, by } = place;
  return panel(metric, place, {
    title: `${metric.name} by ${by}`,
    description: `Rate of ${metric.name}, by ${by}: the cores that it keeps busy.`,
    unit: metric.unit === "seconds" ? "cores" : "per-second",
    queries: [raw(rate(metric, place), `{{${by}}}`, view, owner)],
  });
}
