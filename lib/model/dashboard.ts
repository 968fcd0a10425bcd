import { type Given, settle } from "../core/assumed.ts";
import type { Duration, Unit } from "../core/quantity.ts";

/** Ways in which dashboards come to a Grafana on Kubernetes. */
export const DASHBOARDS_THROUGH = ["sidecar", "operator"] as const;

/** Where dashboards are shown. */
export interface Grafana {
  /** Base URL without a trailing slash. */
  readonly url: string;
  /**
   * What brings dashboards to a Grafana on Kubernetes: the sidecar of its Helm chart, which reads ConfigMaps with its label, or
   * grafana-operator. Only one: a dashboard that both bring is refused by Grafana as provisioned already. Default: `sidecar`.
   */
  readonly through?: (typeof DASHBOARDS_THROUGH)[number];
}

/** A dashboard that the documents name; what a system, a service or an objective needs is derived without. */
export interface Dashboard {
  readonly name: string;
  /** What am I looking at. */
  readonly about: string;
  readonly panels: readonly Panel[];
  /** Time range that it opens with. */
  readonly shows: Duration;
  readonly refresh: Duration;
}

/** A panel of a dashboard that the documents name. */
export interface Panel {
  readonly title: string;
  readonly about: string;
  readonly unit: Unit;
  /** Queries in PromQL; the legend may name labels: `{{pod}}`. Ranges of raw rates are written `$__rate_interval`. */
  readonly queries: readonly { readonly promql: string; readonly legend: string }[];
  /** Objective whose thresholds are drawn: `orchestrator/latency`. */
  readonly objective?: string;
}

/** Declares a dashboard that the documents name. */
export function dashboard(name: string, spec: Given<Omit<Dashboard, "name">>): Dashboard {
  return settle<Dashboard>({ name, ...spec });
}
