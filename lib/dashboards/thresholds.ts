import type { Threshold } from "./board.ts";
import { comparedIn, type Limit } from "./compared.ts";
import type { BoardAlert } from "./source.ts";
import type { View } from "./view.ts";

/** The numbers that alerts compare with, in the numbers of their expressions; each once. */
export function thresholdsOf(alerts: readonly BoardAlert[], view: View): readonly Threshold[] {
  return unique(
    alerts.flatMap((alert) => (comparedIn(alert.expression)?.limits ?? []).map((limit) => ofAlert(alert, limit, view))),
  );
}

/** A number that an alert compares with. */
export function ofAlert({ alert, labels }: BoardAlert, { comparison, value }: Limit, view: View): Threshold {
  const { severity } = labels;
  return { value, comparison, ...(severity === undefined ? {} : { severity }), rank: view.rankOf(severity), of: alert };
}

/** The value that an objective promises, which is wrong on its far side. */
export function ofTarget(value: number, comparison: Threshold["comparison"], view: View): Threshold {
  return { value, comparison, rank: view.rankOf(undefined), of: "target" };
}

/** Each threshold once. */
export function unique(thresholds: readonly Threshold[]): readonly Threshold[] {
  const found = new Map<string, Threshold>();
  for (const threshold of thresholds) {
    const { value, comparison, severity, of } = threshold;
    const key = `${value} ${comparison} ${severity} ${of}`;
    if (!found.has(key)) found.set(key, threshold);
  }
  return [...found.values()];
}
