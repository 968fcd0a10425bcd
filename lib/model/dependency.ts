import { type Given, settle } from "../core/assumed.ts";
import type { Condition } from "./condition.ts";
import type { Metric } from "./metric.ts";
import type { Connection, External } from "./network.ts";
import type { Objective } from "./objective.ts";
import type { Scrape } from "./scrape.ts";
import type { Workload } from "./workload.ts";

/** Kinds of things that a system depends on. The exporters of the platform are dependencies too. */
export const DEPENDENCY_TYPES = [
  "postgresql",
  "timescaledb",
  "redis",
  "external-api",
  "object-storage",
  "ingress",
  "service-mesh",
  "cert-manager",
  "certificate",
  "cloud",
  "webhook",
  "logging",
  "monitoring",
  "kube-state-metrics",
  "cadvisor",
  "node-exporter",
] as const;

export type DependencyType = (typeof DEPENDENCY_TYPES)[number];

/** Something that the system needs and does not own, or an exporter that its rules read. */
export interface Dependency<S extends string = string> {
  readonly name: string;
  readonly type: DependencyType;
  /** Where it is reached: `postgres:5432`, `api.example.com`. */
  readonly address?: string;
  /** Its pods, where it runs in the cluster; Burnline refers to them and never creates them. */
  readonly workload?: Workload;
  /** How it is reached where it does not run in the cluster. */
  readonly external?: External;
  /** Connections that its pods open: an exporter's to its database. */
  readonly connects?: readonly Connection[];
  readonly scrape?: Scrape<S>;
  readonly objectives: readonly Objective<S>[];
  readonly conditions: readonly Condition<S>[];
  /** Metrics that people and dashboards read though no rule does. */
  readonly metrics?: readonly Metric[];
  /** Facts that later parts use and people look up: database name, user, bucket, secret reference. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** Declares a dependency. */
export function dependency<const S extends string = never>(
  name: string,
  spec: {
    readonly type: DependencyType;
    readonly address?: Given<string>;
    readonly workload?: Given<Workload>;
    readonly external?: Given<External>;
    readonly connects?: readonly Given<Connection>[];
    readonly scrape?: Scrape<S>;
    readonly objectives?: readonly Objective<S>[];
    readonly conditions?: readonly Condition<S>[];
    readonly metrics?: readonly Metric[];
    readonly facts?: Given<Readonly<Record<string, string>>>;
  },
): Dependency<S> {
  return settle<Dependency<S>>({ name, objectives: [], conditions: [], ...spec });
}
