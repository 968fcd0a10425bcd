import type { LabelSelection } from "../../model/metric.ts";
import type { Instance, Meaning, Observed, ObservedSeries } from "../../model/observed.ts";
import { byObject } from "./meaning.ts";
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
  return [...byObject(select(specified), scope.by("namespace", label).by).values()].map(({ labels, series }) => {
    const told = series.map((wanted) => ({ wanted, found: there.get(keyOf(wanted)) }));
    const known = new Map<number, boolean>();
    const isShortAt = (moment: number): boolean => {
      const short = known.get(moment) ?? told.some((one) => isShort(one, moment));
      known.set(moment, short);
      return short;
    };
    return {
      labels,
      holds: (time) => {
        const short = observed.moments(time, over, every).filter(isShortAt);
        return short.length > 0 && short.length >= fewest;
      },
    };
  });
}

/** What one exporter says of a workload. */
interface Told {
  readonly wanted: ObservedSeries;
  readonly found: ObservedSeries | undefined;
}

/** Whether an exporter says at a moment that there are fewer replicas than there should be. */
function isShort({ wanted, found }: Told, moment: number): boolean {
  const [specified, present] = [wanted.newest(moment), found?.newest(moment)];
  return specified !== undefined && present !== undefined && specified > present;
}

function keyOf({ labels }: ObservedSeries): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
