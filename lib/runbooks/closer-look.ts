import { given } from "../core/given.ts";
import { promql, type Step } from "../model/procedure.ts";
import type { Expression, VectorSelector } from "../promql/ast.ts";
import { aggregate, call, range, sum } from "../promql/build.ts";
import { pretty } from "../promql/pretty.ts";
import type { PageAlert, Signal } from "./page-alert.ts";

/** Labels that a scrape adds and that tell one process from another. */
const PROCESS_LABELS = ["pod", "instance"] as const;

/** The range of queries that people look at; Prometheus' own examples use it. Units: milliseconds. */
const LOOK_BACK = 300_000;

/** Queries that break what an alert measures down by what can be to blame: each label of the metric, and the process. */
export function closerLook(alert: PageAlert, onKubernetes: boolean): readonly Step[] {
  if (!("objective" in alert.origin)) return [];
  const signal = (role: string): Signal | undefined => alert.signals.find((one) => one.role === role);
  const process = onKubernetes ? PROCESS_LABELS[0] : PROCESS_LABELS[1];
  const { indicator } = alert.origin.objective;
  switch (indicator.kind) {
    case "ratio": {
      const bad = signal("bad");
      const total = signal("total");
      return [
        ...(bad === undefined ? [] : breakdowns(bad, process, "See where the bad events are")),
        ...(total === undefined ? [] : [query("See how many events there are at all", perSecond(total.selector, []))]),
      ];
    }
    case "latency":
    case "quantile": {
      const histogram = signal("histogram");
      if (histogram === undefined) return [];
      const share = indicator.kind === "quantile" ? indicator.quantile : 0.95;
      return [process, ...labelsOf(histogram)].map((label) =>
        query(`See how slow it is, by ${label}`, slowest(histogram, label, share)),
      );
    }
    case "hitRatio": {
      const misses = signal("misses") ?? signal("total") ?? signal("hits");
      return misses === undefined ? [] : breakdowns(misses, process, `See where \`${misses.metric.name}\` comes from`);
    }
    case "throughput": {
      const events = signal("events");
      return events === undefined ? [] : breakdowns(events, process, "See where events still come from");
    }
    case "saturation": {
      const used = signal("used");
      if (used === undefined) return [];
      const value = used.metric.type === "counter" ? call("rate", range(used.selector, LOOK_BACK)) : used.selector;
      return [query("See who uses most of it", aggregate("topk", value, undefined, 10))];
    }
    case "freshness":
    case "queueDepth": {
      const gauge = signal("timestamp") ?? signal("depth");
      return gauge === undefined ? [] : [query("See the value of each process", gauge.selector)];
    }
    case "up":
      return [];
  }
}

function breakdowns(signal: Signal, process: string, says: string): readonly Step[] {
  return [process, ...labelsOf(signal)].map((label) =>
    query(`${says}, by ${label}`, perSecond(signal.selector, [label])),
  );
}

/** Labels of a metric that its own selector leaves open. */
function labelsOf({ metric, selector }: Signal): readonly string[] {
  const fixed = new Set(selector.matchers.filter(({ op }) => op === "=").map(({ label }) => label));
  return metric.labels.filter((label) => !fixed.has(label) && label !== "le").slice(0, 3);
}

function perSecond(selector: VectorSelector, by: readonly string[]): Expression {
  const rate = call("rate", range(selector, LOOK_BACK));
  return by.length === 0 ? sum(rate) : aggregate("topk", sum(rate, { by }), undefined, 10);
}

function slowest({ metric, selector }: Signal, label: string, share: number): Expression {
  const native = metric.type === "native-histogram";
  const buckets = native ? selector : { ...selector, ...given("name", selector.name && `${metric.name}_bucket`) };
  const rate = call("rate", range(buckets, LOOK_BACK));
  return call("histogram_quantile", share, sum(rate, { by: native ? [label] : ["le", label] }));
}

function query(says: string, expression: Expression): Step {
  return promql(says, pretty(expression));
}
