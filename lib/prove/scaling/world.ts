import type { AutoscalerMetric } from "../../scaling/controller/spec.ts";

/**
 * What replicas are like and what they stand in. One replica carries `carries` while it uses all of its CPU limit; what arrives
 * beyond what the ready ones carry together is late or refused, and is not tried again.
 */
export interface World {
  readonly pod: Pod;
  /** What arrives before the load changes, at all replicas together. Units: those of `carries`. */
  readonly base: number;
  /** What a metric of the autoscaler measures here; `undefined` for what this world has nothing of. */
  readonly measures: (metric: AutoscalerMetric) => Measure | undefined;
  /** How often Prometheus scrapes. Units: seconds. */
  readonly scrape: number;
  /** What a request waits for elsewhere, as for a database, `at` seconds after the load changed. Units: seconds. Default: 0. */
  readonly waits?: (at: number, replicas: number) => number;
  /** Requests that take longer are bad. Units: seconds. Default: they are bad only where replicas carry no more. */
  readonly bound?: number;
  /** The promise that bad events are counted against. */
  readonly budget?: Budget;
  /** A VerticalPodAutoscaler that changes requests of CPU. Default: none. */
  readonly vertical?: Vertical;
}

/** One replica. */
export interface Pod {
  readonly container: string;
  /** Events per second; 1 where loads are counted in what one replica carries. */
  readonly carries: number;
  /** Units: cores. */
  readonly cpuLimit: number;
  /** Units: cores and bytes. */
  readonly requests: { readonly cpu?: number; readonly memory?: number };
  /** From its start until it takes requests. Units: seconds. */
  readonly startup: number;
  /** Default: memory is not simulated. */
  readonly memory?: Heap;
  /** Time that a request takes while nothing else is done. Units: seconds. Default: 0.1. */
  readonly work?: number;
}

/** Memory of a replica. Units: bytes. */
export interface Heap {
  readonly idle: number;
  /** More for each unit of load. */
  readonly perLoad: number;
  /** Whether it follows the load down as well; most heaps keep what a peak made them take. */
  readonly shrinks: boolean;
}

/** Requests of CPU are set to what was used on average, times the margin; pods are not restarted for it, which would cost more. */
export interface Vertical {
  /** Units: seconds. */
  readonly every: number;
  readonly margin: number;
}

/** A promise about events. */
export interface Budget {
  /** `api/availability`. */
  readonly name: string;
  /** Share of good events. */
  readonly target: number;
  /** Units: seconds. */
  readonly window: number;
}

/** What a metric measures: use of a replica, or what Prometheus has of all of them at its last scrape. */
export type Measure =
  | { readonly kind: "cpu" }
  | { readonly kind: "memory" }
  /** Memory of all replicas together; 0 unless their mean is above the line. Units: bytes. */
  | { readonly kind: "total-memory"; readonly above?: number }
  /** Events that arrive per second, averaged, times what the query multiplies them by. Units: seconds. Default: 1 time. */
  | { readonly kind: "load"; readonly over: number; readonly times?: number }
  /** Requests that are being worked on. */
  | { readonly kind: "in-flight" }
  /** How long requests take, averaged. Units: seconds. */
  | { readonly kind: "latency"; readonly over: number }
  /** Share of events that are bad, averaged. Units: seconds. */
  | { readonly kind: "errors"; readonly over: number };
