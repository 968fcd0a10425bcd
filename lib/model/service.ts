import { type Given, settle } from "../core/assumed.ts";
import type { Condition } from "./condition.ts";
import type { Metric } from "./metric.ts";
import type { Objective } from "./objective.ts";
import type { Scrape } from "./scrape.ts";

/** A workload that exists already; Burnline refers to it and never creates it. */
export interface Workload {
  readonly kind: "Deployment" | "StatefulSet" | "DaemonSet" | "pm2" | "compose";
  readonly name: string;
  readonly container?: string;
}

/** Something that serves users or other services, with the promises made about it. */
export interface Service<S extends string = string> {
  readonly name: string;
  readonly workload?: Workload;
  readonly scrape?: Scrape<S>;
  readonly objectives: readonly Objective<S>[];
  readonly conditions: readonly Condition<S>[];
  /** Metrics that people and dashboards read though no rule does. */
  readonly metrics?: readonly Metric[];
}

/** Declares a service. Its name is a DNS label and becomes the `service` label of its series. */
export function service<const S extends string = never>(
  name: string,
  spec: {
    readonly workload?: Given<Workload>;
    readonly scrape?: Scrape<S>;
    readonly objectives?: readonly Objective<S>[];
    readonly conditions?: readonly Condition<S>[];
    readonly metrics?: readonly Metric[];
  },
): Service<S> {
  return settle<Service<S>>({ name, objectives: [], conditions: [], ...spec });
}
