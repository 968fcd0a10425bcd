import { type Given, settle } from "../core/assumed.ts";
import type { Duration } from "../core/quantity.ts";

/** When unreachable targets alert: all of them, and each single one. */
export interface DownPolicy<S extends string = string> {
  /** Default: `<Owner>Down`. */
  readonly alert?: string;
  readonly after: Duration;
  readonly severity: S;
  readonly impact?: string;
  /** One target of several; left out where losing one needs nobody. */
  readonly target?: { readonly alert?: string; readonly after: Duration; readonly severity: S };
}

/** How Prometheus scrapes a service or an exporter. */
export interface Scrape<S extends string = string> {
  /** Value of the `job` label. */
  readonly job: string;
  readonly every: Duration;
  /** Name of the port in the Kubernetes Service, or `host:port` addresses on hosts. */
  readonly port?: string;
  readonly addresses?: readonly string[];
  /** Default: `/metrics`. */
  readonly path?: string;
  /** Labels beside `job` and `namespace` that tell this system's targets from others on the same Prometheus. */
  readonly matchers?: Readonly<Record<string, string>>;
  /**
   * Kubernetes object that finds the targets; `external` where somebody else scrapes them.
   * `labels` are the labels of the Kubernetes Service (or Pod) to select.
   */
  readonly through?:
    | { readonly kind: "ServiceMonitor" | "PodMonitor"; readonly labels: Readonly<Record<string, string>> }
    | { readonly kind: "external" };
  readonly down: DownPolicy<S> | { readonly ignored: string };
}

type Graded<T, S extends string> = Given<Omit<T, "severity" | "target">> & { readonly severity: S };

/** What {@link scrape} takes for `down`. */
export type DownSpec<S extends string> =
  | (Graded<DownPolicy, S> & { readonly target?: Graded<NonNullable<DownPolicy["target"]>, S> })
  | { readonly ignored: string };

/** Declares a scrape: the job, its interval, and what happens when its targets are gone. */
export function scrape<const S extends string = never>(
  given: Given<Omit<Scrape, "down">> & { readonly down: DownSpec<S> },
): Scrape<S> {
  return settle<Scrape<S>>(given);
}
