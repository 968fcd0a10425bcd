import type { Expectation, SyntheticSeries } from "../../lib/model/scenario.ts";
import type { ObjectMend } from "./mend-objects.ts";

type Labels = Readonly<Record<string, string>>;

/**
 * A defect of a document, what ours does instead, and series or a simulation that show both. `MENDS.md` is printed from
 * it, and the test named after `defect` runs its demonstrations through promtool and its comparisons through the
 * simulation, so that the page cannot claim what was not run.
 */
export interface Mend {
  /** Identifier of the defect, and name of its test: `ALECS-D03`. */
  readonly defect: string;
  /** What the document states and this replaces: ids of `facts.yaml`. The page quotes the `expr` of each that has one. */
  readonly facts: readonly string[];
  /** One line: `ALECSHighErrorRate counts errors per second`. */
  readonly title: string;
  /** Why the document's is wrong, in one or two sentences that its owner understands. */
  readonly wrong: string;
  /** What ours does instead, in a sentence. */
  readonly mended: string;
  /** Names of our alerts that replace it; the page quotes each rule as it is generated. */
  readonly ours: readonly string[];
  /** At least one, and at least one of them says something of ours; none where only objects differ. */
  readonly demonstrations: readonly Demonstration[];
  /** What the document has Kubernetes do, where that is mended. */
  readonly objects?: ObjectMend;
}

/** Synthetic series on which the document's rule and ours are evaluated; Prometheus 3 ranges, open on the left. */
export interface Demonstration {
  /** Starts with the defect: `ALECS-D03a: 0.02 errors/s in 500 requests/s, 0.004 %`. Printed as it is. */
  readonly name: string;
  /** Units: seconds between samples. Rules are evaluated every minute. */
  readonly step: number;
  readonly series: readonly SyntheticSeries[];
  /** What the document's rule does; absent where the document has none. */
  readonly document?: DocumentClaim;
  readonly ours: readonly OurClaim[];
}

/**
 * What the document's rule or expression does on the series. The rule is made from the fact's `expr`, `for`, `severity`
 * and `annotations`; `reading` replaces `expr` where the document writes no PromQL, and says so on the page.
 */
export interface DocumentClaim {
  readonly fact: string;
  readonly reading?: string;
  /** Alerts that fire, over all their label sets. Units: `at` in seconds, a multiple of 60. */
  readonly expect?: readonly Expectation[];
  /** Values of the expression, for facts that are no alert. */
  readonly values?: readonly Values[];
  /** Alerts with every label and annotation as they are sent. */
  readonly sent?: readonly Sent[];
  /** promtool refuses the rule as it is written, with this in its message; then the series do not matter. */
  readonly refused?: string;
}

/** What one of our alerts does on the series, or an expression over what our rules record. */
export type OurClaim =
  | {
      readonly alert: string;
      /** Labels that tell it from others of its name: `{ severity: "warning" }`. */
      readonly labels: Labels;
      readonly expect: readonly Expectation[];
      readonly sent?: readonly Sent[];
    }
  | { readonly expr: string; readonly values: readonly Values[] };

/** Every sample of an expression at one time; no samples for an empty result. Units: `at` in seconds. */
export interface Values {
  readonly at: number;
  /** `__name__` among the labels where the expression keeps it. */
  readonly samples: readonly { readonly labels: Labels; readonly value: number }[];
}

/** Every alert of the claim's name at one time, as Alertmanager gets them; `alertname` is filled in. */
export interface Sent {
  readonly at: number;
  readonly alerts: readonly { readonly labels: Labels; readonly annotations: Labels }[];
}
