import { tidy } from "../core/decimal.ts";
import { given } from "../core/given.ts";
import type { Quantity } from "../core/quantity.ts";
import { quantityInWords, windowName } from "../model/conventions.ts";
import type { LoadTrigger, ResourceTrigger, ScalingPace, ScalingStep, Trigger } from "../model/scaling.ts";
import type { System } from "../model/system.ts";
import { maxUnavailable } from "./disruption-budget.ts";
import { DEFAULT_DOWN, DEFAULT_UP, TOLERANCE } from "./kubernetes-defaults.ts";
import { loadRange } from "./queries.ts";
import { targetUse } from "./resource-target.ts";
import { needsKeda, type Scaled, scaledServices } from "./scaled.ts";

/** What replicas follow: in numbers for arithmetic, in words for documents. Amounts are averages of one replica. */
export interface TriggerDescribed {
  readonly kind: Trigger["kind"];
  /** Where it stands in the model: `services.api.scaling.on.0`. */
  readonly path: string;
  /** `CPU`, `memory`, or the name of the metric of the load. */
  readonly of: string;
  /** Absent where the model does not say of what the target is a share. */
  readonly target?: Quantity;
  /** Replicas are added above this: the target and the tolerance of the controller. */
  readonly addsAbove?: Quantity;
  /** Replicas may be removed below this; absent for memory, for which none is ever removed. */
  readonly removesBelow?: Quantity;
  /** Range that a load is measured over. Units: seconds. */
  readonly over?: number;
  /** `70 % of the CPU request (0.7 cores)`. */
  readonly targetInWords: string;
  /** `adds replicas above 77 % of it, removes them below 63 %`. */
  readonly actsInWords: string;
}

/** How many replicas a service has, and what for. */
export interface ScalingDescribed {
  readonly service: string;
  /** Where it stands in the model: `services.api.scaling`. */
  readonly path: string;
  readonly workload: { readonly kind: string; readonly name: string; readonly namespace: string };
  /** The object that says so to Kubernetes. */
  readonly autoscaler: { readonly kind: "HorizontalPodAutoscaler" | "ScaledObject"; readonly name: string };
  readonly min: number;
  readonly max: number;
  readonly triggers: readonly TriggerDescribed[];
  readonly up: ScalingPace;
  readonly down: ScalingPace;
  /** `at most 100 % or 4 pods more in 15 s, whichever is more`. */
  readonly upInWords: string;
  readonly downInWords: string;
  /** Pods that a drain may take at once. */
  readonly maxUnavailable: number;
  readonly recommendsRequests: boolean;
}

/** What each service of a system scales on, in the order of the model: plain data for documents and pages. */
export function describeScaling(system: System): readonly ScalingDescribed[] {
  return scaledServices(system).map((scaled) => describe(system, scaled));
}

function describe(system: System, scaled: Scaled): ScalingDescribed {
  const { service, scaling, workload, namespace, name, path } = scaled;
  const { up = DEFAULT_UP, down = DEFAULT_DOWN } = scaling;
  return {
    service: service.name,
    path,
    workload: { kind: workload.kind, name: workload.name, namespace },
    autoscaler: { kind: needsKeda(scaling) ? "ScaledObject" : "HorizontalPodAutoscaler", name },
    min: scaling.min,
    max: scaling.max,
    triggers: scaling.on.map((trigger, index) => {
      const place = `${path}.on.${index}`;
      return trigger.kind === "load"
        ? describeLoad(system, scaled, trigger, place)
        : describeResource(scaled, trigger, place);
    }),
    up,
    down,
    upInWords: paceInWords(up, "more"),
    downInWords: paceInWords(down, "fewer"),
    maxUnavailable: maxUnavailable(scaling),
    recommendsRequests: scaling.recommendsRequests === true,
  };
}

function describeResource({ workload }: Scaled, trigger: ResourceTrigger, path: string): TriggerDescribed {
  const { kind, of, target } = trigger;
  const noun = kind === "cpu" ? "CPU" : "memory";
  const value = targetUse(trigger, workload);
  const use: Quantity | undefined =
    value === undefined ? undefined : { unit: kind === "cpu" ? "cores" : "bytes", value };
  const amount = use === undefined ? "" : ` (${quantityInWords(use)})`;
  return {
    kind,
    path,
    of: noun,
    ...limitsOf(use, kind),
    targetInWords: `${quantityInWords(target)} of the ${noun} ${of}${amount}`,
    actsInWords: actsInWords(target, kind),
  };
}

function describeLoad(system: System, { service }: Scaled, trigger: LoadTrigger, path: string): TriggerDescribed {
  const { metric, perReplica } = trigger;
  const over = loadRange(system, service, trigger);
  const range = over === undefined ? "" : `, over ${windowName(over)}`;
  return {
    kind: "load",
    path,
    of: metric.name,
    ...limitsOf(perReplica, "load"),
    ...given("over", over),
    targetInWords: `${quantityInWords(perReplica)} of \`${metric.name}\` for each replica${range}`,
    actsInWords: actsInWords(perReplica, "load"),
  };
}

function limitsOf(
  target: Quantity | undefined,
  kind: Trigger["kind"],
): Pick<TriggerDescribed, "target" | "addsAbove" | "removesBelow"> {
  if (target === undefined) return {};
  const addsAbove = times(target, 1 + TOLERANCE);
  return kind === "memory" ? { target, addsAbove } : { target, addsAbove, removesBelow: times(target, 1 - TOLERANCE) };
}

function actsInWords(target: Quantity, kind: Trigger["kind"]): string {
  const adds = `adds replicas above ${quantityInWords(times(target, 1 + TOLERANCE))}`;
  return kind === "memory"
    ? `${adds}, removes none`
    : `${adds}, removes them below ${quantityInWords(times(target, 1 - TOLERANCE))}`;
}

function times({ unit, value }: Quantity, factor: number): Quantity {
  return { unit, value: tidy(value * factor) };
}

function paceInWords({ stabilization, steps, select = "largest" }: ScalingPace, word: "more" | "fewer"): string {
  if (select === "none") return `never ${word}`;
  const each = steps.flatMap((step) => stepInWords(step, word));
  const which = each.length < 2 ? "" : `, whichever is ${select === "largest" ? "the larger" : "the smaller"} change`;
  const wait = stabilization.value === 0 ? "" : `, by the mildest wish of the last ${windowName(stabilization.value)}`;
  return `at most ${each.join(" or ")}${which}${wait}`;
}

function stepInWords({ pods, share, every }: ScalingStep, word: "more" | "fewer"): readonly string[] {
  const within = `in ${windowName(every.value)}`;
  return [
    ...(share === undefined ? [] : [`${quantityInWords(share)} ${word} ${within}`]),
    ...(pods === undefined ? [] : [`${pods} ${pods === 1 ? "pod" : "pods"} ${word} ${within}`]),
  ];
}
