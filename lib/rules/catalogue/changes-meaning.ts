import type { Meaning, Observed } from "../../model/observed.ts";
import { byObject, changesIn, largest, newestOf, type ObjectSeries } from "./meaning.ts";
import type { Scope } from "./selection.ts";

/** What an event is told of, and for how long. Units: `window` in seconds. */
interface Told {
  readonly scope: Scope;
  readonly window: number;
}

/** How often a value changed within the window, as that exporter says which saw the most; `undefined` without a sample. */
function changesOf(object: ObjectSeries | undefined, time: number, window: number): number | undefined {
  const seen = object?.series.map((one) => one.within(time, window)).filter((samples) => samples.length > 0) ?? [];
  return largest(seen.map(changesIn));
}

/** A Deployment whose specification changed more often than its number of replicas, or that is younger than the window. */
export function deploymentChanges({ scope, window }: Told): Meaning {
  return (observed) => {
    const objects = (metric: string) => byObject(scope.sees(observed, metric), scope.by("namespace", "deployment").by);
    const generations = objects("kube_deployment_metadata_generation");
    const replicas = objects("kube_deployment_spec_replicas");
    const created = objects("kube_deployment_created");
    return [...new Map([...generations, ...created])].map(([key, { labels }]) => ({
      labels,
      value: (time) => {
        const changed = changesOf(generations.get(key), time, window);
        const scaled = changesOf(replicas.get(key), time, window);
        const born = newestOf(created.get(key), time);
        if (changed !== undefined && scaled !== undefined && changed > scaled) return changed;
        return born !== undefined && time - born < window ? time - born : undefined;
      },
    }));
  };
}

/** An autoscaler that wants more replicas than the fewest of the window, or fewer than the most. */
export function scales({ scope, window }: Told, direction: "up" | "down"): Meaning {
  return (observed) =>
    objectsOf(scope, observed, "kube_horizontalpodautoscaler_status_desired_replicas", "horizontalpodautoscaler").map(
      ({ labels, series }) => ({
        labels,
        value: (time) => {
          const steps = series.flatMap((one) => {
            const now = one.newest(time);
            const seen = one.within(time, window);
            return now === undefined ? [] : seen.map((before) => (direction === "up" ? now - before : before - now));
          });
          const step = largest(steps);
          return step !== undefined && step > 0 ? step : undefined;
        },
      }),
    );
}

/** A ConfigMap whose resource version changed within the window. */
export function configMapChanges({ scope, window }: Told): Meaning {
  return (observed) =>
    objectsOf(scope, observed, "kube_configmap_metadata_resource_version", "configmap").map((object) => ({
      labels: object.labels,
      value: (time) => changesOf(object, time, window) || undefined,
    }));
}

function objectsOf(scope: Scope, observed: Observed, metric: string, label: string): readonly ObjectSeries[] {
  return [...byObject(scope.sees(observed, metric), scope.by("namespace", label).by).values()];
}
