import type { Meaning, Observed, ObservedSeries } from "../../model/observed.ts";
import { byObject, largest, newestOf, type ObjectSeries } from "./meaning.ts";
import type { Scope } from "./selection.ts";

/** What is borne of a container's restarts. Units: seconds. */
interface Bearable {
  readonly scope: Scope;
  /** Fewest restarts within the window that are too many. */
  readonly restarts: number;
  readonly window: number;
}

const CONTAINER = ["namespace", "pod", "container"];

function containers(scope: Scope, observed: Observed, metric: string, reason?: string) {
  return byObject(scope.sees(observed, metric, { reason }), scope.by(...CONTAINER).by);
}

/** Restarts since the sample of the window with the fewest; a recreated pod begins at 0 again, which is no restart. */
function restartsOf(series: ObservedSeries, time: number, window: number): number | undefined {
  const now = series.newest(time);
  const seen = series.within(time, window);
  return now === undefined || seen.length === 0 ? undefined : now - Math.min(...seen);
}

function restarted({ series }: ObjectSeries, time: number, window: number): number | undefined {
  return largest(series.map((one) => restartsOf(one, time, window)));
}

/** A container that restarts too often, or waited in CrashLoopBackOff at a scrape of the last `remembered` seconds. */
export function crashLoops({ scope, restarts, window }: Bearable, remembered: number): Meaning {
  return (observed) => {
    const waits = containers(scope, observed, "kube_pod_container_status_waiting_reason", "CrashLoopBackOff");
    return [...containers(scope, observed, "kube_pod_container_status_restarts_total")].map(([key, container]) => ({
      labels: container.labels,
      value: (time) => {
        const often = restarted(container, time, window);
        if (often === undefined || often >= restarts) return often;
        const waiting = waits.get(key)?.series ?? [];
        return waiting.some((one) => one.within(time, remembered).includes(1)) ? often : undefined;
      },
    }));
  };
}

/** A container that restarts too often, and was killed for its memory the last time it ended. */
export function killsForMemory({ scope, restarts, window }: Bearable): Meaning {
  return (observed) => {
    const ends = containers(scope, observed, "kube_pod_container_status_last_terminated_reason", "OOMKilled");
    return [...containers(scope, observed, "kube_pod_container_status_restarts_total")].map(([key, container]) => ({
      labels: container.labels,
      value: (time) => {
        const often = restarted(container, time, window) ?? 0;
        return often >= restarts && newestOf(ends.get(key), time) === 1 ? often : undefined;
      },
    }));
  };
}
