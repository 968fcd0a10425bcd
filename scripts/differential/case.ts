/** A native histogram on its way to the oracle and back; floats are numbers or texts (`NaN`, `+Inf`). */
export interface WireHistogram {
  readonly hint: "unknown" | "reset" | "not-reset" | "gauge";
  readonly schema: number;
  readonly zeroThreshold: number | string;
  readonly zeroCount: number | string;
  readonly count: number | string;
  readonly sum: number | string;
  readonly positiveSpans: readonly (readonly [offset: number, length: number])[];
  readonly positiveBuckets: readonly (number | string)[];
  readonly negativeSpans: readonly (readonly [offset: number, length: number])[];
  readonly negativeBuckets: readonly (number | string)[];
  readonly customValues?: readonly (number | string)[];
}

/** A stored sample: a float, a stale marker or a histogram. Units: milliseconds. */
export interface WireSample {
  readonly t: number;
  /** A number, `NaN`, `+Inf`, `-Inf` or `stale`. */
  readonly v?: number | string;
  readonly h?: WireHistogram;
  /** Start timestamp. */
  readonly st?: number;
}

export interface WireSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly WireSample[];
}

/** A query; `step` 0 is an instant query at `start`. Units: milliseconds. */
export interface WireQuery {
  readonly expr: string;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** What both engines go by. */
export interface WireOptions {
  readonly lookback: number;
  readonly delayedNameRemoval: boolean;
  readonly startTimestamps: boolean;
  readonly typeAndUnitLabels: boolean;
  readonly subqueryStep: number;
  readonly functions: boolean;
  readonly durations: boolean;
  readonly extended: boolean;
  readonly fill: boolean;
}

/** Series and the queries to run over them. */
export interface WireCase {
  readonly series: readonly WireSeries[];
  readonly queries: readonly WireQuery[];
  readonly options: WireOptions;
}

export interface WirePoint {
  readonly t: number;
  readonly v?: string;
  readonly h?: WireHistogram;
}

/** What an engine answers to a query. */
export interface WireAnswer {
  readonly error?: string;
  readonly type?: string;
  /** The value of a string. */
  readonly text?: string;
  readonly series?:
    | readonly {
        readonly labels: Readonly<Record<string, string>> | null;
        readonly points: readonly WirePoint[];
      }[]
    | null;
  readonly warnings?: readonly string[] | null;
  readonly infos?: readonly string[] | null;
}
