import { formatDuration } from "../core/duration.ts";
import type { Dependency } from "../model/dependency.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";
import type { Json, KubernetesObject } from "./bundle.ts";
import { commonLabels } from "./labels.ts";

/** A ServiceMonitor or PodMonitor for each scrape that the system finds by one; `external` scrapes are somebody else's. */
export function monitors(system: System): readonly KubernetesObject[] {
  return [...system.services, ...system.dependencies].flatMap((owner) => monitor(system, owner));
}

function monitor(system: System, { name, scrape }: Service | Dependency): readonly KubernetesObject[] {
  if (scrape?.through === undefined || scrape.through.kind === "external") return [];
  const endpoint: Json = {
    ...(scrape.port === undefined ? {} : { port: scrape.port }),
    path: scrape.path ?? "/metrics",
    interval: formatDuration(scrape.every.value * 1_000),
    // The operator would set job to the name of the Kubernetes Service; the rules select the job of the model.
    relabelings: Object.entries({ job: scrape.job, ...scrape.matchers }).map(([targetLabel, replacement]) => ({
      targetLabel,
      replacement,
    })),
  };
  const selector = { matchLabels: scrape.through.labels };
  return [
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: scrape.through.kind,
      metadata: {
        name: `${system.name}.${name}`,
        ...(system.namespace === undefined ? {} : { namespace: system.namespace }),
        labels: commonLabels(system),
      },
      spec:
        scrape.through.kind === "ServiceMonitor"
          ? { selector, endpoints: [endpoint] }
          : { selector, podMetricsEndpoints: [endpoint] },
    },
  ];
}
