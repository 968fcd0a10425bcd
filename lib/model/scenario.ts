/** Samples of a synthetic series, one per step of the scenario, segment after segment. */
export type Samples =
  | { readonly kind: "constant"; readonly value: number; readonly steps: number }
  /** `from`, then `from + increase`, ...: `steps` samples. A counter of `increase` events per step. */
  | { readonly kind: "ramp"; readonly from: number; readonly increase: number; readonly steps: number }
  | { readonly kind: "missing"; readonly steps: number }
  /** The target left service discovery: one staleness marker. */
  | { readonly kind: "stale" };

/** One synthetic input series. */
export interface SyntheticSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly Samples[];
}

/** How many instances of an alert fire at one evaluation. Units: `at` in seconds from the first sample. */
export interface Expectation {
  readonly at: number;
  readonly firing: number;
}

/**
 * What a scenario shows of its alert: one of the obligations that proofs ask of every alert. `defect` and `other` stand for
 * firing just above where the alert fires, and for silence just below where it does not.
 */
export type Obligation =
  | "fires-just-above"
  | "silent-just-below"
  | "pending"
  | "for-boundary"
  | "resolves"
  | "no-traffic"
  | "traffic-stops"
  | "one-target-lost"
  | "target-lost"
  | "target-never-seen"
  | "born-late"
  | "only-errors"
  | "first-error"
  | "counter-reset"
  | "pod-restart"
  | "rollout"
  | "one-replica-bad"
  | "gap-during-for"
  | "one-failure"
  | "isolation"
  | "scrape-doubled"
  | "evaluation-jitter"
  | "missed-evaluations"
  | "flapping"
  | "range-semantics"
  | "defect"
  | "other";

/** Synthetic series and what one alert must do on them: plain data, exported to promtool tests. */
export interface Scenario {
  /** A sentence with numbers: `fires 6 m after 1.1 % of requests fail`. */
  readonly name: string;
  readonly obligation: Obligation;
  /** The alert, and the labels that tell it from others of its name (`severity`, `long_window`). */
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Unix time of the first sample, for rules that read `time()`; default 0. A whole multiple of 300 s. */
  readonly start?: number;
  /** Units: seconds between samples, and between evaluations. */
  readonly step: number;
  readonly series: readonly SyntheticSeries[];
  /** Empty where the meaning of the condition tells what its alert does at every evaluation. */
  readonly expect: readonly Expectation[];
  /** Time of the last evaluation; default that of the last expectation. Units: seconds from the first sample. */
  readonly until?: number;
  /** Identifier of the documented defect that the series expose. */
  readonly defect?: string;
}

/** `steps` equal samples. */
export function constant(value: number, steps: number): Samples {
  return { kind: "constant", value, steps };
}

/** `steps` samples that start at `from` and grow by `increase` each. */
export function ramp(from: number, increase: number, steps: number): Samples {
  return { kind: "ramp", from, increase, steps };
}

/** `steps` scrapes without a sample. */
export function missing(steps: number): Samples {
  return { kind: "missing", steps };
}

/** The series ends: its target left service discovery. */
export function stale(): Samples {
  return { kind: "stale" };
}

/** A synthetic series. */
export function series(
  name: string,
  labels: Readonly<Record<string, string>>,
  ...samples: readonly Samples[]
): SyntheticSeries {
  return { name, labels, samples };
}
