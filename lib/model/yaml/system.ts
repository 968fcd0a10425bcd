import { assumed } from "../../core/assumed.ts";
import type { Unit } from "../../core/quantity.ts";
import { type Expectation, expectAlert, expectRecording, type RecordedQuantity } from "../expectation.ts";
import { counter, gauge, histogram, type Metric, type MetricType, nativeHistogram } from "../metric.ts";
import { type Platform, type System, system } from "../system.ts";
import { alertingOf } from "./alerting.ts";
import { dashboardsOf, grafanaOf } from "./dashboard.ts";
import { type Data, leafOf, listOf, mapOf, optional, optionalLeaf, textMapOf, textOf, textsOf } from "./data.ts";
import { escalationOf } from "./escalation.ts";
import { networkOf } from "./network.ts";
import { dependencyOf, serviceOf } from "./owner.ts";
import { proceduresOf, settingsOf } from "./procedure.ts";
import { durationOf, type Reading } from "./reading.ts";
import { severityOf } from "./severity.ts";

/** The system of a model whose shape the schema has checked. What cannot be read is reported and left out. */
export function systemOf(data: Data, tools: Omit<Reading, "metrics">): System {
  const metrics = new Map(
    Object.entries(mapOf(data.metrics)).map(([name, item]) => [name, declared(name, mapOf(item))]),
  );
  const reading: Reading = { ...tools, metrics };
  const prometheus = mapOf(data.prometheus);
  return system<string>(textOf(data.system), {
    ...optionalLeaf(data, "title", textOf),
    owner: leafOf(data.owner, textOf),
    runs: leafOf(data.runs, (value) => (typeof value === "string" ? [value] : listOf(value)) as Platform[]),
    ...optionalLeaf(data, "namespace", textOf),
    prometheus: {
      evaluationInterval: leafOf(prometheus.evaluationInterval, durationOf),
      retention: leafOf(prometheus.retention, durationOf),
      ...optionalLeaf(prometheus, "queryOffset", durationOf),
      ...optionalLeaf(prometheus, "selectorLabels", textMapOf),
      ...optionalLeaf(prometheus, "address", textOf),
    },
    runbooks: leafOf(data.runbooks, textOf),
    severities: Object.fromEntries(
      Object.entries(mapOf(data.severities)).map(([name, item]) => [name, severityOf(mapOf(item))]),
    ),
    services: Object.entries(mapOf(data.services)).map(([name, item]) => serviceOf(name, mapOf(item), reading)),
    ...(data.dependencies === undefined
      ? {}
      : {
          dependencies: Object.entries(mapOf(data.dependencies)).map(([name, item]) =>
            dependencyOf(name, mapOf(item), reading),
          ),
        }),
    ...optional(data, "expectations", (items) => listOf(items).map((item) => expectationOf(mapOf(item)))),
    ...optional(data, "alerting", alertingOf),
    ...optional(data, "escalation", escalationOf),
    ...optional(data, "procedures", proceduresOf),
    ...optional(data, "settings", settingsOf),
    ...optional(data, "grafana", (value) => grafanaOf(mapOf(value))),
    ...optional(data, "dashboards", dashboardsOf),
    ...optional(data, "network", networkOf),
  });
}

function expectationOf(data: Data): Expectation {
  const common = { ...optional(data, "labels", textMapOf), objective: textOf(data.objective) };
  if (data.record === undefined) return expectAlert(textOf(data.alert), { ...common, fires: textOf(data.fires) });
  return expectRecording(textOf(data.record), { ...common, is: data.is as RecordedQuantity });
}

function declared(plain: string, data: Data): Metric {
  const name = data.nameAssumed === undefined ? plain : assumed(plain, textOf(data.nameAssumed));
  const unit = textOf(data.unit) as Unit;
  const options = { ...optional(data, "labels", textsOf), ...optional(data, "from", textOf) };
  switch (data.type as MetricType) {
    case "counter":
      return counter(name, { ...options, ...optional(data, "unit", () => unit) });
    case "gauge":
      return gauge(name, { ...options, unit });
    case "histogram":
      return histogram(name, { ...options, unit, buckets: leafOf(data.buckets, (list) => listOf(list).map(Number)) });
    case "native-histogram":
      return nativeHistogram(name, { ...options, unit });
  }
}
