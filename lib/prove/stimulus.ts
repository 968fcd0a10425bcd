/** What a replica of a service lives through, to make series for any indicator. Units: seconds after the start of the world. */
export interface Replica {
  /** Value of the `instance` label. */
  readonly instance: string;
  /** Labels beside those that selectors ask for: what the indicator keeps (`by`), a pod, another namespace. */
  readonly labels?: Readonly<Record<string, string>>;
  /** One after the other, from `from` on. */
  readonly stretches: readonly Stretch[];
  /** When its series begin: 0 unless said; negative for history before the first evaluation. */
  readonly from?: number;
  /** Times at which its process starts anew: counters begin again at 0. */
  readonly restarts?: readonly number[];
  /** Single events beside the steady ones. */
  readonly occurrences?: readonly Occurrence[];
  /** True where series appear with their first event, as with instrumentation that does not initialise to 0. */
  readonly bornLate?: boolean;
}

/** A stretch of time in which the indicator of a replica has one value. */
export interface Stretch {
  readonly seconds: number;
  /**
   * Share of bad events of event indicators; the value of value indicators, in its unit. `idle` has no events, and holds
   * gauges at 0. `down`: the target does not answer, so `up` is 0 and its series are stale. `gone`: it left service
   * discovery, so `up` is stale too. `missing`: Prometheus took no samples, and left no marker; the process goes on as
   * in the stretch before.
   */
  readonly level: number | "idle" | "down" | "gone" | "missing";
  /** Events per second of this stretch; default: enough for any guard, and for shares of a millionth. */
  readonly perSecond?: number;
}

/**
 * Events that happen at once. Of a classic histogram, good ones lie in the lowest bucket, bad ones beyond the last finite
 * bound. Of a native one that counts slow events, good ones are 0; of a quantile's they are far below all thresholds, and bad
 * ones far above.
 */
export interface Occurrence {
  readonly at: number;
  readonly bad: number;
  readonly good?: number;
}

/** When the replicas are scraped. */
export interface Clock {
  /** Time of the first scrape; default 0. Units: seconds after the start of the world. */
  readonly phase?: number;
  /** Multiple of the scrape interval of the model; default 1. */
  readonly slowed?: number;
  /** Unix time of the start of the world, for gauges that hold times; default 0. Units: seconds. */
  readonly start?: number;
}
