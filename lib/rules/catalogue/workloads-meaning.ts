import type { LabelSelection } from "../../model/metric.ts";
import type { Instance, Meaning, Observed, ObservedSeries } from "../../model/observed.ts";
import { byObject, type ObjectSeries } from "./meaning.ts";
import type { Scope } from "./selection.ts";

/** Series of the replicas that a kind of workload should have, and of those that it has. */
export interface Workload {
  readonly label: string;
  readonly specified: string;
  readonly present: string;
}

/** Which workloads lack replicas for too long. Units: `over` and `every` in seconds. */
interface Lacking {
  readonly scope: Scope;
  readonly workload?: LabelSelection;
  readonly kinds: readonly Workload[];
  /** Fewest moments of the window with missing replicas that are too many. */
  readonly fewest: number;
  readonly over: number;
  readonly every: number;
}

/** A workload that lacked replicas at too many moments of the window. */
export function lacksReplicas(given: Lacking): Meaning {
  return (observed) => given.kinds.flatMap((kind) => instances(given, kind, observed));
}

function instances(given: Lacking, kind: Workload, observed: Observed): readonly Instance[] {
  const { scope, workload, fewest, over, every } = given;
  const { label, specified, present } = kind;
  const select = (metric: string) => scope.sees(observed, metric, { [label]: workload });
  const there = new Map(select(present).map((series) => [keyOf(series), series]));
  return [...byObject(select(specified), scope.by("namespace", label).by).values()].map((object) => ({
    labels: object.labels,
    holds: (time) => {
      const short = observed.moments(time, over, every).filter((moment) => isShort(object, there, moment));
      return short.length > 0 && short.length >= fewest;
    },
  }));
}

/** Whether one exporter, at least, says that the object has fewer replicas than it should. */
function isShort({ series }: ObjectSeries, there: ReadonlyMap<string, ObservedSeries>, time: number): boolean {
  return series.some((one) => {
    const wanted = one.newest(time);
    const found = there.get(keyOf(one))?.newest(time);
    return wanted !== undefined && found !== undefined && wanted > found;
  });
}

function keyOf({ labels }: ObservedSeries): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
