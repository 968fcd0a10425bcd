import type { BurnRate } from "../model/burn-rate.ts";
import type { Condition } from "../model/condition.ts";
import type { Metric } from "../model/metric.ts";
import type { Objective } from "../model/objective.ts";
import type { System } from "../model/system.ts";
import type { Tier } from "../model/tier.ts";
import type { Expression, VectorSelector } from "../promql/ast.ts";

/** What the pages of a system are made from. */
export interface RunbookSource {
  readonly system: System;
  /** Every alert of the system, in the order of its rules. */
  readonly alerts: readonly PageAlert[];
  /** Which alerts are not told while another one fires. */
  readonly inhibitions: readonly PageInhibition[];
}

/** One alerting rule as its page needs it. Units: `for` in seconds. */
export interface PageAlert {
  readonly alert: string;
  /** Name of the service or dependency. */
  readonly owner: string;
  /** Name of its rule group. */
  readonly group: string;
  readonly expression: Expression;
  readonly for: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly origin: PageOrigin;
  /** What its objective measures, for queries that look closer. */
  readonly signals: readonly Signal[];
  readonly timing: Timing;
  /** `up` of the targets that it depends on; absent where somebody else scrapes them. */
  readonly up?: VectorSelector;
  /** Where in the model it comes from. */
  readonly path: string;
}

/** Why an alert exists; `DerivedAlert` of the rules has the same. */
export type PageOrigin =
  | { readonly kind: "burn-rate"; readonly objective: Objective; readonly tier: BurnRate }
  | { readonly kind: "tier"; readonly objective: Objective; readonly tier: Tier }
  | { readonly kind: "absence"; readonly objective: Objective }
  | { readonly kind: "down" }
  | { readonly kind: "target-down" }
  | { readonly kind: "condition"; readonly condition: Condition };

/** A metric of an indicator, as the rules select it. */
export interface Signal {
  /** The field of the indicator that names it. */
  readonly role: string;
  readonly metric: Metric;
  readonly selector: VectorSelector;
}

/** Times that the rules of an alert follow from. Units: seconds. */
export interface Timing {
  readonly evaluationInterval: number;
  /** Of the scrape that the alert reads; absent where somebody else scrapes. */
  readonly scrapeInterval?: number;
  /** Range of the first recordings of its objective. */
  readonly base?: number;
  /** Window of the error budget. */
  readonly budgetWindow?: number;
  /** Range of a tier, widened where the low-traffic policy says so. */
  readonly range?: number;
}

/** While an alert of `causes` fires, those of `effects` are not told. */
export interface PageInhibition {
  readonly causes: readonly PageSelector[];
  readonly effects: readonly PageSelector[];
  readonly why: string;
}

/** An alert name, of one severity or of any. */
export interface PageSelector {
  readonly alert: string;
  readonly severity?: string;
}
