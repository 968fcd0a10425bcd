import type { Scaling } from "../model/scaling.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";
import { podsOf, type Workload } from "../model/workload.ts";

/** A service whose replicas follow something, with its form on Kubernetes. */
export interface Scaled {
  readonly service: Service;
  readonly scaling: Scaling;
  readonly workload: Workload;
  readonly namespace: string;
  /** Of the autoscaler: the model's, or the workload's. */
  readonly name: string;
  /** Where its scaling stands in the model: `services.api.scaling`. */
  readonly path: string;
  /** Where its workload stands: `services.api.workload`, or `services.api.onKubernetes`. */
  readonly workloadPath: string;
}

/** Services that scale and have pods, in the order of the model. */
export function scaledServices(system: System): readonly Scaled[] {
  return system.services.flatMap((service) => {
    const { scaling } = service;
    const workload = podsOf(service);
    const namespace = workload?.namespace ?? system.namespace;
    if (scaling === undefined || workload === undefined || namespace === undefined) return [];
    const place = `services.${service.name}`;
    return [
      {
        service,
        scaling,
        workload,
        namespace,
        name: scaling.name ?? workload.name,
        path: `${place}.scaling`,
        workloadPath: `${place}.${service.onKubernetes === undefined ? "workload" : "onKubernetes"}`,
      },
    ];
  });
}

/** Whether KEDA has to read something for this scaling: load and memory are asked of Prometheus. */
export function needsKeda({ on }: Scaling): boolean {
  return on.some(({ kind }) => kind !== "cpu");
}
