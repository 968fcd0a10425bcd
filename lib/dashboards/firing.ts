import type { Expression, Matcher } from "../promql/ast.ts";
import { call, eq, max, metric, or, re, sum } from "../promql/build.ts";
import type { Annotation } from "./board.ts";
import { type DraftQuery, type DraftValues, letters, stat, timeseries } from "./draft.ts";
import { fixed, matchersOf, OF_RECORDED } from "./queries.ts";
import type { View } from "./view.ts";

/** Alerts of these labels that fire. */
function firing(labels: Readonly<Record<string, string>>, more: readonly Matcher[] = []): Expression {
  return metric("ALERTS", [eq("alertstate", "firing"), ...matchersOf(labels), ...more]);
}

/** How many alerts of these labels fire: 0, and not nothing, while all is well. */
function countFiring(labels: Readonly<Record<string, string>>, more: readonly Matcher[] = []): Expression {
  return or(sum(firing(labels, more)), call("vector", 0));
}

/** How many alerts fire, by severity. */
export function firingNow(labels: Readonly<Record<string, string>>, view: View): DraftValues {
  const severities = Object.entries(view.system.severities).sort(([, a], [, b]) => a.rank - b.rank);
  return stat({
    title: "Alerts that fire",
    description: "How many alerts fire now, by severity. Inhibited and silenced ones count as well.",
    unit: "count",
    queries: severities.map(([severity]) => fixed(countFiring({ ...labels, severity }), severity)),
    thresholds: severities.map(([severity], index) => ({
      value: 1,
      comparison: "atLeast",
      severity,
      rank: view.rankOf(severity),
      of: "firing",
      query: letters(index),
    })),
    least: 0,
    waivers: OF_RECORDED,
  });
}

/** How many alerts of some names fire, over time. */
export function firingOver(
  title: string,
  alerts: readonly string[],
  labels: Readonly<Record<string, string>>,
  description: string,
): DraftValues {
  return timeseries({
    title,
    description,
    unit: "count",
    queries: alerts.map((alert) => fixed(countFiring({ ...labels, alertname: alert }), alert)),
    least: 0,
    waivers: OF_RECORDED,
  });
}

/** Which series an alert fires for: a line for each, told apart by these labels, and one at 0 while all is well. */
export function firingFor(
  alert: string,
  apart: readonly string[],
  labels: Readonly<Record<string, string>>,
): DraftQuery {
  const all = firing({ ...labels, alertname: alert });
  return fixed(
    or(max(all, { by: apart }), call("vector", 0)),
    [alert, ...apart.map((label) => `{{${label}}}`)].join(" "),
  );
}

/** How many alerts fire over time, for each service of the system that has alerts. */
export function firingByService(services: readonly string[], labels: Readonly<Record<string, string>>): DraftValues {
  return timeseries({
    title: "Alerts that fire, by service",
    description:
      "A service whose alerts fire is where to begin: its board has what its users notice and which pod it is.",
    unit: "count",
    queries: services.map((service) => fixed(countFiring({ ...labels, service }), service)),
    least: 0,
    waivers: OF_RECORDED,
  });
}

/** Marks when alerts of these labels fire, on all panels of a board. */
export function alertMarks(labels: Readonly<Record<string, string>>, alerts?: readonly string[]): Annotation {
  const named = alerts === undefined ? [] : [re("alertname", alerts.join("|"))];
  return { name: "Alerts", text: "{{alertname}} ({{severity}})", expression: firing(labels, named) };
}
