import { tidy } from "../core/decimal.ts";
import type { Json } from "../core/json.ts";
import type { Scaling, ScalingPace, ScalingStep } from "../model/scaling.ts";
import { DEFAULT_DOWN, DEFAULT_UP } from "./kubernetes-defaults.ts";

const SELECT = { largest: "Max", smallest: "Min", none: "Disabled" } as const;

/**
 * Both directions of `behavior`, always written out
 * (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/). Fractions, which
 * the API does not take, are rounded towards more replicas: added sooner, removed later.
 */
export function behaviorOf({ up = DEFAULT_UP, down = DEFAULT_DOWN }: Scaling): Json {
  return { scaleUp: rulesOf(up, "up"), scaleDown: rulesOf(down, "down") };
}

type Direction = "up" | "down";

function rulesOf({ stabilization, steps, select = "largest" }: ScalingPace, direction: Direction): Json {
  // A longer window leaves more replicas on the way down, and fewer on the way up.
  const whole = direction === "up" ? Math.floor : Math.ceil;
  return {
    stabilizationWindowSeconds: whole(tidy(stabilization.value)),
    selectPolicy: SELECT[select],
    policies: steps.flatMap((step) => policiesOf(step, direction)),
  };
}

function policiesOf({ pods, share, every }: ScalingStep, direction: Direction): readonly Json[] {
  const [change, period] = direction === "up" ? [Math.ceil, Math.floor] : [Math.floor, Math.ceil];
  const periodSeconds = Math.max(1, period(tidy(every.value)));
  return [
    ...(share === undefined
      ? []
      : [{ type: "Percent", value: Math.max(1, change(tidy(share.value * 100))), periodSeconds }]),
    ...(pods === undefined ? [] : [{ type: "Pods", value: pods, periodSeconds }]),
  ];
}
