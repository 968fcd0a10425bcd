import { given } from "../../core/given.ts";
import type { Json } from "../../core/json.ts";
import type { ObjectReader } from "./object-reader.ts";
import type { AutoscalerSpec, ControllerSettings, ScalingPolicy, ScalingRules } from "./spec.ts";

type Direction = "scaleUp" | "scaleDown";

/** Longest period and window that the API server takes (validateScalingRules in pkg/apis/autoscaling/validation). Units: seconds. */
const LONGEST_PERIOD = 1_800;
const LONGEST_WINDOW = 3_600;

/** https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#default-behavior */
const DEFAULT_POLICIES: Readonly<Record<Direction, readonly ScalingPolicy[]>> = {
  scaleUp: [
    { type: "Pods", value: 4, period: 15 },
    { type: "Percent", value: 100, period: 15 },
  ],
  scaleDown: [{ type: "Percent", value: 100, period: 15 }],
};

/**
 * `behavior` and the tolerances in it. What one direction leaves out is filled in as the API server does
 * (SetDefaults_HorizontalPodAutoscalerBehavior in pkg/apis/autoscaling/v2/defaults.go of Kubernetes v1.34); an absent
 * `behavior` stays absent. Tolerances by direction are read although v1.34 needs the feature gate HPAConfigurableTolerance.
 */
export function readBehaviour(
  reader: ObjectReader,
  value: Json | undefined,
  path: string,
  settings: ControllerSettings,
): Pick<AutoscalerSpec, "behaviour" | "tolerance"> {
  const behavior = reader.map(value, path);
  const tolerance = (direction: Direction): number => {
    const rules = reader.map(behavior?.[direction], `${path}.${direction}`);
    return reader.quantity(rules?.tolerance, `${path}.${direction}.tolerance`, true) ?? settings.tolerance;
  };
  const rules = (direction: Direction, window: number) =>
    readRules(reader, behavior?.[direction], `${path}.${direction}`, direction, window);
  return {
    ...given(
      "behaviour",
      behavior && { up: rules("scaleUp", 0), down: rules("scaleDown", settings.downscaleStabilization) },
    ),
    tolerance: { up: tolerance("scaleUp"), down: tolerance("scaleDown") },
  };
}

function readRules(
  reader: ObjectReader,
  value: Json | undefined,
  path: string,
  direction: Direction,
  defaultWindow: number,
): ScalingRules {
  const rules = reader.map(value, path) ?? {};
  const policies = reader.list(rules.policies, `${path}.policies`);
  if (policies?.length === 0) reader.refuse(`${path}.policies`, "a list of policies needs at least one");
  return {
    window:
      reader.whole(rules.stabilizationWindowSeconds, `${path}.stabilizationWindowSeconds`, 0, LONGEST_WINDOW) ??
      defaultWindow,
    select: reader.choice(rules.selectPolicy, `${path}.selectPolicy`, ["Max", "Min", "Disabled"] as const) ?? "Max",
    policies:
      policies?.flatMap((policy, index) => readPolicy(reader, policy, `${path}.policies[${index}]`)) ??
      DEFAULT_POLICIES[direction],
  };
}

function readPolicy(reader: ObjectReader, value: Json, path: string): readonly ScalingPolicy[] {
  const policy = reader.map(value, path) ?? {};
  const type = reader.choice(policy.type, `${path}.type`, ["Pods", "Percent"] as const);
  const amount = reader.whole(policy.value, `${path}.value`, 1);
  const period = reader.whole(policy.periodSeconds, `${path}.periodSeconds`, 1, LONGEST_PERIOD);
  reader.need(type, policy.type, `${path}.type`);
  reader.need(amount, policy.value, `${path}.value`);
  reader.need(period, policy.periodSeconds, `${path}.periodSeconds`);
  return type === undefined || amount === undefined || period === undefined ? [] : [{ type, value: amount, period }];
}
