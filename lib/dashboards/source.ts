import type { BurnRate } from "../model/burn-rate.ts";
import type { Condition } from "../model/condition.ts";
import type { Dependency } from "../model/dependency.ts";
import type { Metric } from "../model/metric.ts";
import type { Objective } from "../model/objective.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";
import type { Tier } from "../model/tier.ts";
import type { Expression, VectorSelector } from "../promql/ast.ts";

/** What boards are made from: a model, and what its rules record and compare. */
export interface BoardSource {
  readonly system: System;
  /** Every rule group of the system, in the order of the model; asked for once, and only when a board is made. */
  groups(): readonly BoardGroup[];
  /** The series of a metric inside the system, as the rules select it. `suffix` is `_bucket` and the like. */
  select(owner: Service | Dependency, metric: Metric, suffix?: string): VectorSelector;
  /** `up` of the targets of a scrape. */
  targets(owner: Service | Dependency): VectorSelector;
}

/** What boards read of a rule group. */
export interface BoardGroup {
  readonly owner: string;
  readonly part: string;
  readonly rules: readonly (BoardRecording | BoardAlert)[];
}

/** A series that a rule records. */
export interface BoardRecording {
  readonly kind: "recording";
  readonly record: string;
  readonly expression: Expression;
  readonly labels: Readonly<Record<string, string>>;
}

/** An alert, and what in the model it comes from. Units: `for` in seconds. */
export interface BoardAlert {
  readonly kind: "alert";
  readonly alert: string;
  readonly expression: Expression;
  readonly for: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly origin:
    | { readonly kind: "burn-rate"; readonly objective: Objective; readonly tier: BurnRate }
    | { readonly kind: "tier"; readonly objective: Objective; readonly tier: Tier }
    | { readonly kind: "absence"; readonly objective: Objective }
    | { readonly kind: "down" }
    | { readonly kind: "target-down" }
    | { readonly kind: "condition"; readonly condition: Condition };
}
