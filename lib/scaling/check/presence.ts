import type { Report } from "../../model/check/report.ts";
import type { System } from "../../model/system.ts";
import { podsOf } from "../../model/workload.ts";
import type { ScalingCode } from "../codes.ts";
import { needsKeda } from "../scaled.ts";

/** What a system has to have so that anything can scale in it. */
export function checkPresence(system: System, report: Report<ScalingCode>): void {
  const scaling = system.services.filter((service) => service.scaling !== undefined);
  for (const service of scaling) {
    const { workload } = service;
    if (system.runs.includes("kubernetes") && podsOf(service) !== undefined) continue;
    report.error("scaling-not-on-kubernetes", `services.${service.name}.scaling`, "only pods can be scaled by this", {
      found: workload === undefined ? "no workload" : `${workload.kind} ${workload.name} on ${system.runs.join(", ")}`,
      expected: "a Deployment or StatefulSet, in a system that runs on Kubernetes",
      mend: "add its form there as `onKubernetes`, and `kubernetes` to `runs`, or remove the scaling",
    });
  }
  if (scaling.some((service) => service.scaling !== undefined && needsKeda(service.scaling)))
    checkAddress(system, report);
}

function checkAddress({ prometheus }: System, report: Report<ScalingCode>): void {
  const { address } = prometheus;
  if (address !== undefined && isAddress(address)) return;
  report.error("scaling-prometheus-address", "prometheus.address", "load and memory are asked of Prometheus, by KEDA", {
    found: address ?? "nothing",
    expected: "its address inside the cluster",
    mend: "write it so: `http://prometheus-operated.monitoring.svc:9090`",
  });
}

function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]+(?:\/\S*)?$/.test(text);
}
