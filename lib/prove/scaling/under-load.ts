import type { KubernetesObject } from "../../kubernetes/object.ts";
import type { System } from "../../model/system.ts";
import { type Scaled, scaledServices } from "../../scaling/scaled.ts";
import { type Simulated, simulateObject } from "./compare.ts";
import { dayLoad, type Load, rampLoad, spikeLoad, stepLoad } from "./load.ts";
import { type ModelledWorld, worldOf } from "./world-of.ts";

/** A service whose replicas follow something, with its autoscaler and the world that the model describes. */
export interface AutoscaledService {
  readonly scaled: Scaled;
  readonly autoscaler: KubernetesObject;
  readonly modelled: ModelledWorld;
}

/** Loads that pages tell of, for every service: twice at once, a slow rise, a short spike, a day. */
export function standardLoads(): readonly Load[] {
  return [stepLoad(2), rampLoad(3, 600), spikeLoad(5, 120), dayLoad(4)];
}

/** Services of a system that have an autoscaler among these objects, in the order of the model. */
export function autoscaledServices(system: System, objects: readonly KubernetesObject[]): readonly AutoscaledService[] {
  return scaledServices(system).flatMap((scaled) => {
    const autoscaler = objects.find((object) => isAutoscaler(object) && object.metadata.name === scaled.name);
    return autoscaler === undefined ? [] : [{ scaled, autoscaler, modelled: worldOf(system, scaled) }];
  });
}

/** Whether an object sets numbers of replicas. */
export function isAutoscaler({ kind }: KubernetesObject): boolean {
  return kind === "HorizontalPodAutoscaler" || kind === "ScaledObject";
}

/** What the loads do to a service; nothing where its autoscaler follows only what is not simulated. */
export function underLoad({ autoscaler, modelled }: AutoscaledService, loads: readonly Load[]): readonly Simulated[] {
  return loads.flatMap((load) => simulateObject(autoscaler, modelled.world, load) ?? []);
}
