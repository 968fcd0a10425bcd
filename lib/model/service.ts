import { type Given, settle } from "../core/assumed.ts";
import type { Condition } from "./condition.ts";
import type { Metric } from "./metric.ts";
import type { Connection, Exposure } from "./network.ts";
import type { Objective } from "./objective.ts";
import type { Scaling } from "./scaling.ts";
import type { Scrape } from "./scrape.ts";
import type { Workload } from "./workload.ts";

/** Something that serves users or other services, with the promises made about it. */
export interface Service<S extends string = string> {
  readonly name: string;
  readonly workload?: Workload;
  /** Its form on Kubernetes, where `workload` is the one on hosts. */
  readonly onKubernetes?: Workload;
  readonly scrape?: Scrape<S>;
  readonly objectives: readonly Objective<S>[];
  readonly conditions: readonly Condition<S>[];
  /** Metrics that people and dashboards read though no rule does. */
  readonly metrics?: readonly Metric[];
  readonly scaling?: Scaling;
  /** Connections that its pods open. */
  readonly connects?: readonly Connection[];
  /** How users reach its pods from outside the cluster. */
  readonly exposed?: readonly Exposure[];
  /** Name of its NetworkPolicy. Default: `<system>.<service>`. */
  readonly policy?: string;
}

/** Declares a service. Its name is a DNS label and becomes the `service` label of its series. */
export function service<const S extends string = never>(
  name: string,
  spec: {
    readonly workload?: Given<Workload>;
    readonly onKubernetes?: Given<Workload>;
    readonly scrape?: Scrape<S>;
    readonly objectives?: readonly Objective<S>[];
    readonly conditions?: readonly Condition<S>[];
    readonly metrics?: readonly Metric[];
    readonly scaling?: Scaling;
    readonly connects?: readonly Given<Connection>[];
    readonly exposed?: readonly Given<Exposure>[];
    readonly policy?: Given<string>;
  },
): Service<S> {
  return settle<Service<S>>({ name, objectives: [], conditions: [], ...spec });
}
