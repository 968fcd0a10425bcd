import { toYaml } from "../core/yaml.ts";
import { quantityInWords, windowName } from "../model/conventions.ts";
import { call, count, eq, metric, or } from "../promql/build.ts";
import { print } from "../promql/print.ts";
import type { DerivedAlert, DerivedGroup } from "../rules/derived.ts";
import type { Difference } from "./compare.ts";
import { labelsKey } from "./labels-key.ts";
import { type Measured, measuredBy, valuesAt } from "./measured.ts";
import type { Observation } from "./observe.ts";
import { seriesName, seriesValues } from "./series-notation.ts";
import { type AlertInstance, type Behaviour, FIRING, PENDING } from "./specification.ts";
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
  const isMeant =
    difference.kind === "alert"
      ? ({ labels }: AlertInstance) =>
          labelsKey(unnamed({ ...labels, ...about.labels })) === labelsKey(unnamed(difference.labels))
      : () => true;
  const only = (behaviour: Behaviour): readonly AlertInstance[] => (behaviour.alerts.get(rule) ?? []).filter(isMeant);
  return {
    says,
    ...shownWorld(world, says, checkOf(group, difference, world, rule)),
    timeline: timelineOf(about, world, only(expected), only(found), found, difference.index),
  };
}

/**
 * The same of a world on which rules do what the model says, and the model says what an obligation forbids. The promtool
 * test expects the opposite where the alert first fires, or at the end where it never does.
 */
export function forbidden(
  group: DerivedGroup,
  rule: number,
  world: World,
  expected: Behaviour,
  found: Observation,
  says: string,
): Counterexample {
  const alert = derivedAt(group, rule);
  const instances = expected.alerts.get(rule) ?? [];
  const fires = instances.map(({ states }) => states.indexOf(FIRING)).filter((index) => index >= 0);
  const index = fires.length > 0 ? Math.min(...fires) : world.evaluations.count - 1;
  const samples = [{ labels: "{}", value: fires.length > 0 ? 0 : 1 }];
  const check = { expression: alertCount(alert.alert, alert.labels, "firing"), at: index * world.evaluations.interval };
  return {
    says,
    ...shownWorld(world, says, { ...check, samples }),
    timeline: timelineOf(alert, world, instances, found.alerts.get(rule) ?? [], found, index),
  };
}

/** The series of a world, when they are scraped and evaluated, and a promtool test with one check on them. */
export function shownWorld(
  world: World,
  name: string,
  check: WorldCheck,
): Pick<Counterexample, "test" | "series" | "scrapeInterval" | "evaluationInterval"> {
  const shown = { ...world, series: world.series.filter((series) => seriesValues(series) !== "") };
  return {
    test: toYaml([worldTest(shown, name, [check])]),
    series: shown.series.map((series) => ({ series: seriesName(series), values: seriesValues(series) })),
    scrapeInterval: gridOf(world) / 1_000,
    evaluationInterval: world.evaluations.interval / 1_000,
  };
}

function unnamed({ alertname: _, ...labels }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return labels;
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
function checkOf(group: DerivedGroup, difference: Difference, world: World, rule: number): WorldCheck {
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
  if (difference.kind !== "alert") {
    const value = difference.kind === "count" ? difference.expected : 0;
    return { expression: alertCount(alert, labels, "firing"), at, samples: [{ labels: "{}", value }] };
  }
  const state = difference.expected === PENDING || difference.found === PENDING ? "pending" : "firing";
  const value = difference.expected === (state === "pending" ? PENDING : FIRING) ? 1 : 0;
  const instance = alertCount(alert, unnamed(difference.labels), state);
  return { expression: instance, at, samples: [{ labels: "{}", value }] };
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
  world: World,
  expected: readonly AlertInstance[],
  found: readonly AlertInstance[],
  { storage }: Observation,
  first: number,
): readonly Moment[] {
  const measured = measuredBy(alert.expression);
  const values = measured === undefined ? undefined : valuesAt(storage, measured.value, world);
  const from = Math.max(0, first - BEFORE);
  const to = Math.min(world.evaluations.count - 1, first + AFTER);
  return Array.from({ length: to - from + 1 }, (_, offset) => {
    const index = from + offset;
    return {
      at: (index * world.evaluations.interval) / 1_000,
      ...valueAt(values, measured, index),
      expected: statesInWords(expected, index),
      found: statesInWords(found, index),
    };
  });
}

function valueAt(values: Float64Array | undefined, measured: Measured | undefined, index: number) {
  const value = values?.[index] ?? Number.NaN;
  if (measured === undefined) return {};
  return { threshold: measured.threshold, ...(Number.isNaN(value) ? {} : { value }) };
}

/** `firing`, or `2 firing, 1 pending` where there are several instances. */
function statesInWords(instances: readonly AlertInstance[], index: number): string {
  const states = instances.map((instance) => instance.states[index] ?? 0).filter((state) => state > 0);
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
