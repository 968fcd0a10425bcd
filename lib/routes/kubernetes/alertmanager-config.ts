import type { Json } from "../../core/json.ts";
import type { UtcInterval } from "./mute-intervals.ts";

/**
 * An AlertmanagerConfig of the Prometheus operator, as far as it is emitted
 * (https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.AlertmanagerConfig).
 */
export interface AlertmanagerConfig {
  readonly apiVersion: "monitoring.coreos.com/v1alpha1";
  readonly kind: "AlertmanagerConfig";
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: AlertmanagerConfigSpec;
}

export interface AlertmanagerConfigSpec {
  readonly route: ObjectRoute;
  readonly receivers: readonly ObjectReceiver[];
  readonly inhibitRules?: readonly ObjectInhibitRule[];
  /** Intervals to mute in and to be active in alike. */
  readonly muteTimeIntervals?: readonly ObjectInterval[];
}

/** A route. Those below the first level are plain JSON to the API server: only the operator reads them. */
export interface ObjectRoute {
  readonly receiver: string;
  readonly matchers?: readonly ObjectMatcher[];
  readonly continue?: boolean;
  readonly groupBy?: readonly string[];
  readonly groupWait?: string;
  readonly groupInterval?: string;
  readonly repeatInterval?: string;
  readonly muteTimeIntervals?: readonly string[];
  readonly activeTimeIntervals?: readonly string[];
  readonly routes?: readonly ObjectRoute[];
}

export interface ObjectMatcher {
  readonly name: string;
  readonly value: string;
  readonly matchType: "=" | "!=" | "=~" | "!~";
}

export interface ObjectInhibitRule {
  readonly sourceMatch: readonly ObjectMatcher[];
  readonly targetMatch: readonly ObjectMatcher[];
  readonly equal: readonly string[];
}

export interface ObjectReceiver {
  readonly name: string;
  readonly [integration: `${string}Configs`]: readonly Readonly<Record<string, Json>>[];
}

export interface ObjectInterval {
  readonly name: string;
  readonly timeIntervals: readonly UtcInterval[];
}
