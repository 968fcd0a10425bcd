import { formatDuration } from "../core/duration.ts";
import type { Json } from "../core/json.ts";
import { toYaml } from "../core/yaml.ts";
import type { Samples, Scenario, SyntheticSeries } from "../model/scenario.ts";
import { call, count, eq, metric, or } from "../promql/build.ts";
import { print } from "../promql/print.ts";

/** What a promtool unit test loads: rule files relative to the test file, and the order of their groups. */
export interface LoadedRules {
  readonly files: readonly string[];
  readonly groups: readonly string[];
}

/**
 * A promtool unit test file of scenarios that share one step. `group_eval_order` is always written: without it promtool
 * evaluates groups in random order. Firing alerts are counted by expression, since `alert_rule_test` would have to repeat
 * every annotation.
 *
 * @throws Error when the scenarios have different steps; promtool has one evaluation interval a file
 */
export function promtoolTest(loaded: LoadedRules, scenarios: readonly Scenario[]): string {
  const steps = new Set(scenarios.map(({ step }) => step));
  const [step] = steps;
  if (step === undefined || steps.size > 1)
    throw new Error(`scenarios of one file share a step, got ${[...steps].join(", ")}`);
  const interval = formatDuration(step * 1_000);
  const file: Json = {
    rule_files: loaded.files,
    evaluation_interval: interval,
    group_eval_order: loaded.groups,
    tests: scenarios.map((scenario) => ({
      name: `${[scenario.alert, ...Object.values(scenario.labels)].join(" ")}: ${scenario.name}`,
      interval,
      ...(scenario.start === undefined ? {} : { start_timestamp: scenario.start }),
      input_series: scenario.series.map((series) => ({ series: seriesName(series), values: notation(series.samples) })),
      promql_expr_test: scenario.expect.map(({ at, firing }) => ({
        expr: firingCount(scenario),
        eval_time: formatDuration(at * 1_000),
        exp_samples: [{ labels: "{}", value: firing }],
      })),
    })),
  };
  return toYaml(file);
}

function firingCount({ alert, labels }: Scenario): string {
  const matchers = [eq("alertname", alert), eq("alertstate", "firing")];
  const own = Object.entries(labels).map(([label, value]) => eq(label, value));
  return print(or(count(metric("ALERTS", [...matchers, ...own])), call("vector", 0)));
}

function seriesName({ name, labels }: SyntheticSeries): string {
  return print(
    metric(
      name,
      Object.entries(labels).map(([label, value]) => eq(label, value)),
    ),
  );
}

/** Samples in promtool's series notation: `a+bxN` stands for N + 1 values, `_xN` for N missing ones. */
export function notation(samples: readonly Samples[]): string {
  return samples
    .flatMap((segment) => ("steps" in segment && segment.steps <= 0 ? [] : [segmentNotation(segment)]))
    .join(" ");
}

function segmentNotation(segment: Samples): string {
  switch (segment.kind) {
    case "constant":
      return segment.steps === 1 ? `${segment.value}` : `${segment.value}x${segment.steps - 1}`;
    case "ramp": {
      if (segment.steps === 1) return `${segment.from}`;
      const sign = segment.increase < 0 ? "-" : "+";
      return `${segment.from}${sign}${Math.abs(segment.increase)}x${segment.steps - 1}`;
    }
    case "missing":
      return `_x${segment.steps}`;
    case "stale":
      return "stale";
  }
}
