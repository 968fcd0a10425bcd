import type { Binary, Expression, Matcher, VectorSelector } from "../../lib/promql/ast.ts";
import { print } from "../../lib/promql/print.ts";
import { selectors, walk } from "../../lib/promql/walk.ts";

/** A known mistake in alert expressions: what finds it, and an expression that makes it. */
export interface Detector {
  /** Its number in the catalogue of known bugs. */
  readonly bug: number;
  readonly title: string;
  readonly example: string;
  /** An expression that looks alike and is right. */
  readonly right: string;
  find(expression: Expression): string | undefined;
}

const COUNTER = /_(?:total|count|sum|bucket)$/;
const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", ">", "<", ">=", "<="]);

/** The first node that is as asked. */
function first(expression: Expression, wrong: (node: Expression) => boolean): string | undefined {
  let found: string | undefined;
  walk(expression, (node) => {
    if (found === undefined && wrong(node)) found = print(node);
  });
  return found;
}

/** The expression inside parentheses, aggregations and functions over time. */
function core(node: Expression): Expression {
  if (node.type === "paren" || node.type === "aggregation") return core(node.expression);
  const argument = node.type === "call" && node.function.endsWith("_over_time") ? node.arguments.at(-1) : undefined;
  if (argument?.type === "matrix") return argument.selector;
  return argument === undefined ? node : core(argument);
}

/** A bare selector under aggregations only: its value as it stands. */
function bare(node: Expression): VectorSelector | undefined {
  if (node.type === "paren" || node.type === "aggregation") return bare(node.expression);
  return node.type === "vector" ? node : undefined;
}

function isCounter(node: Expression): boolean {
  const name = bare(node)?.name;
  return name !== undefined && COUNTER.test(name) && !name.includes(":");
}

function comparison(node: Expression): node is Binary {
  return node.type === "binary" && COMPARISONS.has(node.operator);
}

function ranged(node: Expression, functions: RegExp, name: (metric: string) => boolean): boolean {
  if (node.type !== "call" || !functions.test(node.function)) return false;
  return node.arguments.some((argument) => {
    const metric = argument.type === "matrix" ? argument.selector.name : undefined;
    return metric !== undefined && name(metric);
  });
}

function number(node: Expression): number | undefined {
  return node.type === "number" ? node.value : undefined;
}

function selects({ op, value }: Matcher, text: string): boolean {
  const equal = op === "=" || op === "!=" ? value === text : new RegExp(`^(?:${value})$`).test(text);
  return op === "=" || op === "=~" ? equal : !equal;
}

/** Metrics with one series for each state, and the labels that tell the states apart. */
const STATE_SETS: Readonly<Record<string, readonly string[]>> = {
  kube_node_status_condition: ["condition", "status"],
  kube_pod_status_phase: ["phase"],
  kube_pod_status_ready: ["condition"],
  kube_persistentvolumeclaim_status_phase: ["phase"],
  kube_pod_container_status_waiting_reason: ["reason"],
  kube_pod_container_status_last_terminated_reason: ["reason"],
  certmanager_certificate_ready_status: ["condition"],
};

/** The mistakes of the catalogue of known bugs that show in an expression alone. */
export const DETECTORS: readonly Detector[] = [
  {
    bug: 15,
    title: "no alert waits for an info metric to become 0",
    example: "avg_over_time(shop_build_info[5m]) < 1",
    right: "absent(shop_build_info)",
    find: (expression) =>
      first(
        expression,
        (node) =>
          comparison(node) &&
          ((node.operator === "==" && number(node.right) === 0) ||
            (node.operator === "<" && number(node.right) === 1)) &&
          /_info$/.test(asVector(core(node.left))?.name ?? ""),
      ),
  },
  {
    bug: 16,
    title: "nothing counts changes of an info metric, whose labels change instead of its value",
    example: "changes(shop_release_info[1h]) > 0",
    right: "changes(shop_release_generation[1h]) > 0",
    find: (expression) =>
      first(expression, (node) => ranged(node, /^(?:changes|resets)$/, (name) => /_info$/.test(name))),
  },
  {
    bug: 17,
    title: "no condition of 3 states asks for `false` alone",
    example: 'kube_node_status_condition{condition="Ready",status="false"} == 1',
    right: 'kube_node_status_condition{condition="Ready",status="true"} == 0',
    find: (expression) =>
      selectors(expression)
        .filter(({ matchers }) =>
          matchers.some(
            (matcher) =>
              /^(?:status|condition)$/.test(matcher.label) &&
              ["false", "False"].some((no) => selects(matcher, no)) &&
              !["unknown", "Unknown"].some((unknown) => selects(matcher, unknown)) &&
              !["true", "True"].some((yes) => selects(matcher, yes)),
          ),
        )
        .map(print)[0],
  },
  {
    bug: 18,
    title: "every metric with a series for each state is selected by its state",
    example: 'kube_pod_status_ready{namespace="shop"} == 0',
    right: 'kube_pod_status_ready{namespace="shop",condition="true"} == 0',
    find: (expression) =>
      selectors(expression)
        .filter(({ name, matchers }) =>
          (STATE_SETS[name ?? ""] ?? []).some((label) => !matchers.some((matcher) => matcher.label === label)),
        )
        .map(print)[0],
  },
  {
    bug: 23,
    title: "no counter is compared as it stands",
    example: "sum(shop_errors_total) > 10",
    right: "sum(increase(shop_errors_total[5m])) > 10",
    find: (expression) =>
      first(expression, (node) => comparison(node) && (isCounter(node.left) || isCounter(node.right))),
  },
  {
    bug: 24,
    title: "no 2 counters are divided as they stand",
    example: "shop_seconds_sum / shop_seconds_count > 0.5",
    right: "rate(shop_seconds_sum[5m]) / rate(shop_seconds_count[5m]) > 0.5",
    find: (expression) =>
      first(
        expression,
        (node) => node.type === "binary" && node.operator === "/" && isCounter(node.left) && isCounter(node.right),
      ),
  },
  {
    bug: 26,
    title: "no delta of a counter",
    example: "delta(shop_errors_total[10m]) > 5",
    right: "delta(shop_temperature_celsius[10m]) > 5",
    find: (expression) =>
      first(expression, (node) => ranged(node, /^(?:i?delta|deriv|predict_linear)$/, (name) => COUNTER.test(name))),
  },
  {
    bug: 28,
    title: "no rate of a recorded sum",
    example: "rate(shop:requests:sum[5m]) > 1",
    right: "sum(rate(shop_requests_total[5m])) > 1",
    find: (expression) =>
      first(expression, (node) => ranged(node, /^(?:i?rate|increase)$/, (name) => name.includes(":"))),
  },
  {
    bug: 43,
    title: "no topk",
    example: "topk(3, shop_queue_length > 7)",
    right: "max by (queue) (shop_queue_length) > 7",
    find: (expression) =>
      first(expression, (node) => node.type === "aggregation" && /^(?:topk|bottomk|limit)/.test(node.operator)),
  },
  {
    bug: 44,
    title: "no sum of a comparison",
    example: "sum(rate(shop_errors_total[5m]) > 1)",
    right: "sum(rate(shop_errors_total[5m])) > 1",
    find: (expression) =>
      first(expression, (node) => {
        if (node.type !== "aggregation" || !/^(?:sum|avg|count|std)/.test(node.operator)) return false;
        const inner = node.expression.type === "paren" ? node.expression.expression : node.expression;
        return comparison(inner) && inner.bool !== true;
      }),
  },
  {
    bug: 48,
    title: "no forecast beyond 12 times its history",
    example: "predict_linear(shop_disk_bytes[1h], 86400) < 0",
    right: "predict_linear(shop_disk_bytes[12h], 86400) < 0",
    find: (expression) =>
      first(expression, (node) => {
        if (node.type !== "call" || node.function !== "predict_linear") return false;
        const [matrix, horizon] = node.arguments;
        // A forecast reaches at most a dozen times as far as the history that it is made from.
        if (matrix?.type !== "matrix" || horizon?.type !== "number" || typeof matrix.range !== "number") return false;
        return horizon.value * 1_000 > 12 * matrix.range;
      }),
  },
  {
    bug: 53,
    title: "no alert on an autoscaler at its maximum without its minimum",
    example: "kube_horizontalpodautoscaler_status_desired_replicas == kube_horizontalpodautoscaler_spec_max_replicas",
    right:
      "kube_horizontalpodautoscaler_status_desired_replicas == kube_horizontalpodautoscaler_spec_max_replicas > kube_horizontalpodautoscaler_spec_min_replicas",
    find: (expression) => {
      const names = selectors(expression).map(({ name }) => name);
      const [most, least] = ["max", "min"].map((end) => `kube_horizontalpodautoscaler_spec_${end}_replicas`);
      return names.includes(most) && !names.includes(least) ? print(expression) : undefined;
    },
  },
];

function asVector(node: Expression): VectorSelector | undefined {
  return node.type === "vector" ? node : undefined;
}
