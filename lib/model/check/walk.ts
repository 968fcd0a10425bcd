import type { Dependency } from "../dependency.ts";
import type { Indicator } from "../indicator.ts";
import type { Metric, MetricType } from "../metric.ts";
import type { Objective } from "../objective.ts";
import type { Command, Step } from "../procedure.ts";
import type { Receiver } from "../receiver.ts";
import type { Service } from "../service.ts";
import type { System } from "../system.ts";

/** A service or dependency and where it stands in the model: `services.api`. */
export interface OwnerAt {
  readonly owner: Service | Dependency;
  readonly path: string;
}

/** An objective, its owner, and where it stands: `services.api.objectives.latency`. */
export interface ObjectiveAt extends OwnerAt {
  readonly objective: Objective;
}

/** Every service and dependency, in the order of the model. */
export function ownersOf(system: System): readonly OwnerAt[] {
  return [
    ...system.services.map((owner) => ({ owner, path: `services.${owner.name}` })),
    ...system.dependencies.map((owner) => ({ owner, path: `dependencies.${owner.name}` })),
  ];
}

/** Every objective, in the order of the model. */
export function objectivesOf(system: System): readonly ObjectiveAt[] {
  return ownersOf(system).flatMap(({ owner, path }) =>
    owner.objectives.map((objective) => ({ owner, objective, path: `${path}.objectives.${objective.name}` })),
  );
}

/** A receiver, and where it stands: `severities.critical.notify.0`. */
export interface ReceiverAt {
  readonly receiver: Receiver;
  readonly path: string;
}

/** Everybody who is told, in the order of the model. */
export function receiversOf({ severities, alerting }: System): readonly ReceiverAt[] {
  const listed = (path: string, receivers: readonly Receiver[] = []): readonly ReceiverAt[] =>
    receivers.map((receiver, index) => ({ receiver, path: `${path}.${index}` }));
  const told = Object.entries(severities).flatMap(([name, { notify, escalation = [] }]) => [
    ...listed(`severities.${name}.notify`, notify),
    ...escalation.flatMap((step, index) => listed(`severities.${name}.escalation.${index}.notify`, step.notify)),
  ]);
  const watchdog = alerting?.watchdog?.receiver;
  return watchdog === undefined ? told : [...told, { receiver: watchdog, path: "alerting.watchdog.receiver" }];
}

/** Text to run, and where it stands. */
export interface CommandAt {
  readonly command: Command;
  readonly path: string;
}

/** Every command of the procedures and settings, in the order of the model. */
export function commandsOf({ procedures = [], settings = [] }: System): readonly CommandAt[] {
  const inSteps = (path: string, steps: readonly Step[] = []): readonly CommandAt[] =>
    steps.flatMap((step, index) =>
      typeof step === "string" || step.command === undefined
        ? []
        : [{ command: step.command, path: `${path}.${index}.command` }],
    );
  return [
    ...procedures.flatMap(({ title, first, investigate, remedies = [], verify, prevent }) => {
      const path = `procedures.${title}`;
      return [
        ...inSteps(`${path}.first`, first),
        ...inSteps(`${path}.investigate`, investigate),
        ...remedies.flatMap(({ steps }, index) => inSteps(`${path}.remedies.${index}.steps`, steps)),
        ...inSteps(`${path}.verify`, verify),
        ...inSteps(`${path}.prevent`, prevent),
      ];
    }),
    ...settings.flatMap(({ name, change }) =>
      change === undefined ? [] : [{ command: change, path: `settings.${name}.change` }],
    ),
  ];
}

/** A metric that an indicator reads, the field that names it, and the types that the indicator can use. */
export interface MetricUse {
  readonly field: string;
  readonly metric: Metric;
  readonly types: readonly MetricType[];
}

const HISTOGRAMS: readonly MetricType[] = ["histogram", "native-histogram"];

/** Every metric that an indicator reads. */
export function metricsOf(indicator: Indicator): readonly MetricUse[] {
  const counter = (field: string, metric: Metric | undefined): readonly MetricUse[] =>
    metric === undefined ? [] : [{ field, metric, types: ["counter"] }];
  switch (indicator.kind) {
    case "up":
      return [];
    case "ratio":
      return [
        ...counter("bad", indicator.bad),
        ...counter("good", indicator.good),
        ...counter("total", indicator.total),
      ];
    case "hitRatio":
      return [
        ...counter("hits", indicator.hits),
        ...counter("total", indicator.total),
        ...counter("misses", indicator.misses),
      ];
    case "latency":
    case "quantile":
      return [{ field: "histogram", metric: indicator.histogram, types: HISTOGRAMS }];
    case "throughput":
      return counter("events", indicator.events);
    case "freshness":
      return [{ field: "timestamp", metric: indicator.timestamp, types: ["gauge"] }];
    case "queueDepth":
      return [{ field: "depth", metric: indicator.depth, types: ["gauge"] }];
    case "saturation":
      return [
        { field: "used", metric: indicator.used, types: ["counter", "gauge"] },
        ...("value" in indicator.capacity
          ? []
          : [{ field: "capacity", metric: indicator.capacity, types: ["gauge"] as const }]),
      ];
  }
}

/** True for indicators that count good and bad events or moments, so that a budget can be kept. */
export function countsEvents({ kind }: Indicator): boolean {
  return kind === "ratio" || kind === "latency" || kind === "hitRatio" || kind === "up";
}

/** `did you mean x?`, or nothing. */
export function didYouMean(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `did you mean ${name}?`;
}
