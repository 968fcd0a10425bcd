import { toYaml } from "../core/yaml.ts";
import { quantityInWords, windowName } from "../model/conventions.ts";
import { call, count, eq, metric, or } from "../promql/build.ts";
import { print } from "../promql/print.ts";
import type { DerivedAlert, DerivedGroup } from "../rules/derived.ts";
import type { Difference } from "./compare.ts";
import { type Measured, measuredBy, valuesAt } from "./measured.ts";
import type { Observation } from "./observe.ts";
import { seriesName, seriesValues } from "./series-notation.ts";
import { type Behaviour, FIRING, PENDING } from "./specification.ts";
import type { Counterexample, Moment } from "./verdict.ts";
import type { World } from "./world.ts";
import { gridOf, type WorldCheck, worldTest } from "./world-test.ts";

/** Evaluations shown before and after the first difference. */
const BEFORE = 4;
const AFTER = 4;

/** What a person needs to see, and to run, of a world on which rules do not do what the model says. */
export function counterexample(
  group: DerivedGroup,
  alert: DerivedAlert,
  world: World,
  expected: Behaviour,
  found: Observation,
  difference: Difference,
): Counterexample {
  const says = differenceInWords(group, world, difference);
  const about = "rule" in difference ? derivedAt(group, difference.rule) : alert;
  const rule = group.rules.indexOf(about);
  return {
    says,
    test: toYaml([worldTest(world, says, [checkOf(group, difference, world, expected, rule)])]),
    series: world.series.map((series) => ({ series: seriesName(series), values: seriesValues(series) })),
    scrapeInterval: gridOf(world) / 1_000,
    evaluationInterval: world.evaluations.interval / 1_000,
    timeline: timelineOf(about, rule, world, expected, found, difference),
  };
}

function derivedAt({ rules }: DerivedGroup, index: number): DerivedAlert {
  const rule = rules[index];
  if (rule?.kind !== "alert") throw new RangeError(`rule ${index} is no alert`);
  return rule;
}

/** One sentence: which rule does what, when, and what it should do. */
function differenceInWords(group: DerivedGroup, world: World, difference: Difference): string {
  const at = windowName((difference.index * world.evaluations.interval) / 1_000);
  switch (difference.kind) {
    case "failure":
      return difference.message;
    case "alert": {
      const { alert } = derivedAt(group, difference.rule);
      return `${alert} is ${stateInWords(difference.found)} at ${at} and should be ${stateInWords(difference.expected)}`;
    }
    case "value": {
      const { alert } = derivedAt(group, difference.rule);
      return `${alert} shows ${valueInWords(difference.found)} at ${at} and should show ${valueInWords(difference.expected)}`;
    }
    case "count":
      return `${derivedAt(group, difference.rule).alert} fires ${times(difference.found)} at ${at} and should fire ${times(difference.expected)}`;
    case "recording":
      return `${difference.record} is ${valueInWords(difference.found)} at ${at} and should be ${valueInWords(difference.expected)}`;
  }
}

function times(instances: number): string {
  return instances === 1 ? "once" : `${instances} times`;
}

function stateInWords(state: number): string {
  return state === FIRING ? "firing" : state === PENDING ? "pending" : "inactive";
}

function valueInWords(value: number): string {
  return Number.isNaN(value) ? "missing" : quantityInWords({ unit: "count", value });
}

/** A check that the rules fail: the firing instances of the alert, or the value of the recording. */
function checkOf(
  group: DerivedGroup,
  difference: Difference,
  world: World,
  expected: Behaviour,
  rule: number,
): WorldCheck {
  const at = difference.index * world.evaluations.interval;
  if (difference.kind === "recording") {
    const { record, labels } = difference;
    const series = { name: record, labels };
    const samples = Number.isNaN(difference.expected)
      ? []
      : [{ labels: seriesName(series), value: difference.expected }];
    return { expression: seriesName(series), at, samples };
  }
  const { alert, labels, expression } = derivedAt(group, rule);
  if (difference.kind === "value") {
    const shown = `max(${print(expression)})`;
    return { expression: shown, at, samples: [{ labels: "{}", value: difference.expected }] };
  }
  const state =
    difference.kind === "alert" && (difference.expected === PENDING || difference.found === PENDING)
      ? "pending"
      : "firing";
  const wanted = state === "pending" ? PENDING : FIRING;
  if (difference.kind === "count") {
    return {
      expression: alertCount(alert, labels, "firing"),
      at,
      samples: [{ labels: "{}", value: difference.expected }],
    };
  }
  const instances = expected.alerts.get(rule) ?? [];
  const value = instances.filter(({ states }) => states[difference.index] === wanted).length;
  return { expression: alertCount(alert, labels, state), at, samples: [{ labels: "{}", value }] };
}

/** Counts the instances of one alerting rule in a state; 0 where there is none. */
export function alertCount(
  alert: string,
  labels: Readonly<Record<string, string>>,
  state: "pending" | "firing",
): string {
  const matchers = [eq("alertname", alert), eq("alertstate", state)];
  const own = Object.entries(labels).map(([label, value]) => eq(label, value));
  return print(or(count(metric("ALERTS", [...matchers, ...own])), call("vector", 0)));
}

function timelineOf(
  alert: DerivedAlert,
  rule: number,
  world: World,
  expected: Behaviour,
  found: Observation,
  { index: first }: Difference,
): readonly Moment[] {
  const measured = measuredBy(alert.expression);
  const values = measured === undefined ? undefined : valuesAt(found.storage, measured.value, world);
  const from = Math.max(0, first - BEFORE);
  const to = Math.min(world.evaluations.count - 1, first + AFTER);
  return Array.from({ length: to - from + 1 }, (_, offset) => {
    const index = from + offset;
    return {
      at: (index * world.evaluations.interval) / 1_000,
      ...valueAt(values, measured, index),
      expected: statesInWords(expected, rule, index),
      found: statesInWords(found, rule, index),
    };
  });
}

function valueAt(values: Float64Array | undefined, measured: Measured | undefined, index: number) {
  const value = values?.[index] ?? Number.NaN;
  if (measured === undefined) return {};
  return { threshold: measured.threshold, ...(Number.isNaN(value) ? {} : { value }) };
}

/** `firing`, or `2 firing, 1 pending` where there are several instances. */
function statesInWords({ alerts }: Behaviour, rule: number, index: number): string {
  const states = (alerts.get(rule) ?? []).map((instance) => instance.states[index] ?? 0).filter((state) => state > 0);
  const [state] = states;
  if (state === undefined) return "inactive";
  if (states.length === 1) return stateInWords(state);
  const firing = states.filter((one) => one === FIRING).length;
  const parts = [
    firing > 0 ? `${firing} firing` : "",
    states.length > firing ? `${states.length - firing} pending` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
