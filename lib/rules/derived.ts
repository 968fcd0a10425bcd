import type { BurnRate } from "../model/burn-rate.ts";
import type { Condition } from "../model/condition.ts";
import type { Objective } from "../model/objective.ts";
import type { Tier } from "../model/tier.ts";
import type { Expression } from "../promql/ast.ts";

/** Why an alert exists: what its proofs and its runbook page start from. */
export type AlertOrigin =
  | { readonly kind: "burn-rate"; readonly objective: Objective; readonly tier: BurnRate }
  | { readonly kind: "tier"; readonly objective: Objective; readonly tier: Tier }
  | { readonly kind: "absence"; readonly objective: Objective }
  | { readonly kind: "down" }
  | { readonly kind: "target-down" }
  | { readonly kind: "condition"; readonly condition: Condition };

/** A recording rule before it is printed. */
export interface DerivedRecording {
  readonly kind: "recording";
  readonly record: string;
  readonly expression: Expression;
  readonly labels: Readonly<Record<string, string>>;
}

/** An alerting rule before it is printed. Units: `for` in seconds. */
export interface DerivedAlert {
  readonly kind: "alert";
  readonly alert: string;
  readonly expression: Expression;
  readonly for: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly origin: AlertOrigin;
}

/** One rule group: everything that follows from one objective, one scrape or the conditions of one alert name. */
export interface DerivedGroup {
  readonly name: string;
  /** Name of the service or dependency. */
  readonly owner: string;
  /** Name of the objective, `targets`, or the alert name of conditions in kebab case. */
  readonly part: string;
  /** Where in the model it comes from. */
  readonly path: string;
  readonly rules: readonly (DerivedRecording | DerivedAlert)[];
}
