import type { LabelSelection } from "../../model/metric.ts";
import type { Instance, Meaning, Observed, ObservedSeries } from "../../model/observed.ts";
import { byObject, largest } from "./meaning.ts";
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
    const known = new Map<number, number>();
    const missingAt = (moment: number): number => {
      const missing = known.get(moment) ?? largest(told.map((one) => missingOf(one, moment))) ?? 0;
      known.set(moment, missing);
      return missing;
    };
    return {
      labels,
      value: (time) => {
        const short = observed
          .moments(time, over, every)
          .map(missingAt)
          .filter((missing) => missing > 0);
        return short.length >= fewest ? largest(short) : undefined;
      },
    };
  });
}

/** What one exporter says of a workload. */
interface Told {
  readonly wanted: ObservedSeries;
  readonly found: ObservedSeries | undefined;
}

/** Replicas that there should be, and are not, as an exporter says. */
function missingOf({ wanted, found }: Told, moment: number): number | undefined {
  const [specified, present] = [wanted.newest(moment), found?.newest(moment)];
  return specified === undefined || present === undefined ? undefined : specified - present;
}

function keyOf({ labels }: ObservedSeries): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
