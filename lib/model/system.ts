import { type Assumption, assumptionsOf, type Given, settle } from "../core/assumed.ts";
import type { Duration } from "../core/quantity.ts";
import type { Alerting } from "./alerting.ts";
import type { Dashboard, Grafana } from "./dashboard.ts";
import type { Dependency } from "./dependency.ts";
import type { Escalation } from "./escalation.ts";
import type { Expectation } from "./expectation.ts";
import type { Network } from "./network.ts";
import type { Procedure } from "./procedure.ts";
import type { Service } from "./service.ts";
import type { Setting } from "./setting.ts";
import type { Severity } from "./severity.ts";

/** Where a system runs: on Kubernetes, or on hosts with pm2, systemd or docker-compose. */
export type Platform = "kubernetes" | "host";

/** The Prometheus that evaluates the rules. */
export interface PrometheusSettings {
  readonly evaluationInterval: Duration;
  readonly retention: Duration;
  /** Delays every evaluation, for data that arrives late (remote write); default none. */
  readonly queryOffset?: Duration;
  /** Labels that the operator's `ruleSelector` and monitor selectors ask for, as `release: kube-prometheus-stack`. */
  readonly selectorLabels?: Readonly<Record<string, string>>;
  /** Where it is asked from inside the cluster, by KEDA: `http://prometheus-operated.monitoring.svc:9090`. */
  readonly address?: string;
}

/** A whole system: its services, what they depend on, and how its alerts are graded. */
export interface System<S extends string = string> {
  readonly name: string;
  /** As people write it: `ALECS`. Default: the name. */
  readonly title?: string;
  readonly owner: string;
  readonly runs: readonly Platform[];
  /** Kubernetes namespace of its workloads; absent on hosts. */
  readonly namespace?: string;
  readonly prometheus: PrometheusSettings;
  /** Base URL under which the runbook pages are published, without a trailing slash. */
  readonly runbooks: string;
  readonly severities: Readonly<Record<S, Severity>>;
  readonly services: readonly Service<S>[];
  readonly dependencies: readonly Dependency<S>[];
  /** Rules that others wrote, and what they have to do; `burnline prove --rules` judges them. */
  readonly expectations?: readonly Expectation<S>[];
  readonly alerting?: Alerting;
  readonly escalation?: Escalation;
  /** What people do, on the pages of alerts and on pages of their own. */
  readonly procedures?: readonly Procedure[];
  /** Values of the configuration that people change. */
  readonly settings?: readonly Setting[];
  readonly grafana?: Grafana;
  /** Dashboards that the documents name, besides those that are derived. */
  readonly dashboards?: readonly Dashboard[];
  /** Which connections are let through, where policies are to be derived. */
  readonly network?: Network;
}

interface SystemSpec<S extends string> {
  readonly severities: Given<Readonly<Record<S, Severity>>>;
  readonly services: readonly Service<NoInfer<S>>[];
  readonly dependencies?: readonly Dependency<NoInfer<S>>[];
  readonly expectations?: readonly Expectation<NoInfer<S>>[];
  readonly alerting?: Alerting;
  readonly escalation?: Escalation;
  readonly procedures?: readonly Procedure[];
  readonly settings?: readonly Setting[];
  readonly grafana?: Given<Grafana>;
  readonly dashboards?: readonly Dashboard[];
  readonly network?: Network;
}

/**
 * Declares a system. Every severity that an objective, condition or scrape uses must be a key of `severities`: a missing
 * mapping does not compile.
 */
export function system<const S extends string>(
  name: string,
  spec: SystemSpec<S> & Given<Pick<System, "title" | "owner" | "runs" | "namespace" | "prometheus" | "runbooks">>,
): System<S> {
  // Spread first, so that the assumptions are listed in the author's order.
  return settle<System<S>>({ name, ...spec, dependencies: spec.dependencies ?? [] });
}

/** Everything in a system that its documents do not state. */
export function assumptionsIn(system: System): readonly Assumption[] {
  return assumptionsOf(system);
}
