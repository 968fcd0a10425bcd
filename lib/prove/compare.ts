import type { DerivedAlert, DerivedGroup } from "../rules/derived.ts";
import { labelsKey } from "./labels-key.ts";
import type { Observation } from "./observe.ts";
import { type AlertInstance, type Behaviour, FIRING, type RecordedSeries } from "./specification.ts";

/** The first evaluation at which rules do something else than the specification says. */
export type Difference =
  | { readonly kind: "failure"; readonly index: number; readonly message: string }
  | {
      readonly kind: "alert";
      readonly index: number;
      /** Index of the alerting rule in its group. */
      readonly rule: number;
      readonly labels: Readonly<Record<string, string>>;
      readonly expected: number;
      readonly found: number;
    }
  | {
      readonly kind: "value";
      readonly index: number;
      /** Index of the alerting rule in its group. */
      readonly rule: number;
      readonly labels: Readonly<Record<string, string>>;
      readonly expected: number;
      readonly found: number;
    }
  | {
      readonly kind: "count";
      readonly index: number;
      /** Index of the alerting rule in its group. */
      readonly rule: number;
      /** Instances that fire. */
      readonly expected: number;
      readonly found: number;
    }
  | {
      readonly kind: "recording";
      readonly index: number;
      readonly record: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly expected: number;
      readonly found: number;
    };

/** Relative difference that two ways of adding the same numbers may have, and the absolute one where numbers cancel out. */
const RELATIVE = 1e-9;
const ABSOLUTE = 1e-10;

/**
 * Compares what the rules of a group do with what they must do, at every evaluation: the state of each instance of each
 * alert, and the value of each recorded series. The result is empty where they agree.
 */
export function differences(group: DerivedGroup, expected: Behaviour, found: Observation): readonly Difference[] {
  const [message] = found.failures;
  if (message !== undefined) return [{ kind: "failure", index: 0, message }];
  return [...alertDifferences(group, expected, found), ...recordingDifferences(expected.recorded, found.recorded)];
}

function alertDifferences(group: DerivedGroup, expected: Behaviour, found: Behaviour): readonly Difference[] {
  return group.rules.flatMap((derived, rule) =>
    derived.kind === "alert" ? differencesOfAlert(derived, rule, expected, found.alerts.get(rule) ?? []) : [],
  );
}

/** Compares one alert: all its instances, or their number where no more is known of it. */
export function differencesOfAlert(
  derived: DerivedAlert,
  rule: number,
  { alerts, counted }: Behaviour,
  found: readonly AlertInstance[],
): readonly Difference[] {
  const counts = counted?.get(rule);
  if (counts === undefined) return instanceDifferences(derived, rule, alerts.get(rule) ?? [], found);
  const own = Object.entries({ ...derived.labels, alertname: derived.alert });
  const known = found.filter(({ labels }) => own.every(([label, value]) => labels[label] === value));
  return [...counts].flatMap(([index, expected]) => {
    const firing = known.filter(({ states }) => states[index] === FIRING).length;
    return firing === expected ? [] : [{ kind: "count", index, rule, expected, found: firing } as const];
  });
}

/** Compares the instances of one alert; those that were found have all labels, those expected only the ones of series. */
function instanceDifferences(
  derived: DerivedAlert,
  rule: number,
  expected: readonly AlertInstance[],
  found: readonly AlertInstance[],
): readonly Difference[] {
  const own = { ...derived.labels, alertname: derived.alert };
  const wanted = byLabels(expected.map((instance) => ({ ...instance, labels: { ...instance.labels, ...own } })));
  const seen = byLabels(found);
  return [...new Set([...wanted.keys(), ...seen.keys()])].flatMap((key) => {
    const [want, have] = [wanted.get(key), seen.get(key)];
    const index = firstOther(want?.states, have?.states);
    const labels = (want ?? have)?.labels ?? {};
    if (index === undefined) return valueDifferences(rule, labels, want?.values, have);
    const stateAt = (instance: AlertInstance | undefined): number => instance?.states[index] ?? 0;
    return [{ kind: "alert", index, rule, labels, expected: stateAt(want), found: stateAt(have) } as const];
  });
}

/** Where something is said of its value, an alert that comes and goes as it must has to show the right one too. */
function valueDifferences(
  rule: number,
  labels: Readonly<Record<string, string>>,
  wanted: Float64Array | undefined,
  have: AlertInstance | undefined,
): readonly Difference[] {
  if (wanted === undefined) return [];
  const seen = have?.values;
  const index = firstApart(wanted, seen);
  if (index === undefined) return [];
  const expected = wanted[index] as number;
  return [{ kind: "value", index, rule, labels, expected, found: seen?.[index] ?? Number.NaN }];
}

function firstOther(wanted: Uint8Array | undefined, seen: Uint8Array | undefined): number | undefined {
  const length = (wanted ?? seen)?.length ?? 0;
  for (let index = 0; index < length; index++) {
    if ((wanted === undefined ? 0 : wanted[index]) !== (seen === undefined ? 0 : seen[index])) return index;
  }
  return undefined;
}

function byLabels(instances: readonly AlertInstance[]): ReadonlyMap<string, AlertInstance> {
  return new Map(instances.map((instance) => [labelsKey(instance.labels), instance]));
}

/** Compares the values of recorded series. */
export function recordingDifferences(
  expected: readonly RecordedSeries[],
  found: readonly RecordedSeries[],
): readonly Difference[] {
  const named = (series: readonly RecordedSeries[]): ReadonlyMap<string, RecordedSeries> =>
    new Map(series.map((one) => [`${one.record}${labelsKey(one.labels)}`, one]));
  const [wanted, seen] = [named(expected), named(found)];
  return [...new Set([...wanted.keys(), ...seen.keys()])].flatMap((key) => {
    const [want, have] = [wanted.get(key), seen.get(key)];
    const index = firstApart(want?.values, have?.values);
    const either = want ?? have;
    if (index === undefined || either === undefined) return [];
    const { record, labels } = either;
    const atIndex = (series: RecordedSeries | undefined): number => series?.values[index] ?? Number.NaN;
    return [{ kind: "recording", index, record, labels, expected: atIndex(want), found: atIndex(have) } as const];
  });
}

function firstApart(wanted: Float64Array | undefined, seen: Float64Array | undefined): number | undefined {
  const length = (wanted ?? seen)?.length ?? 0;
  const [relative, absolute] = [RELATIVE, ABSOLUTE];
  for (let index = 0; index < length; index++) {
    const want = wanted === undefined ? Number.NaN : (wanted[index] as number);
    const have = seen === undefined ? Number.NaN : (seen[index] as number);
    if (want === have) continue;
    const unknown = Number.isNaN(want);
    if (unknown && Number.isNaN(have)) continue;
    const apart = Math.abs(want - have);
    // Two infinities are equal above; a number and none at all, or an infinity, are never close.
    if (
      !(apart < Number.POSITIVE_INFINITY && apart <= relative * Math.max(Math.abs(want), Math.abs(have)) + absolute)
    ) {
      return index;
    }
  }
  return undefined;
}
