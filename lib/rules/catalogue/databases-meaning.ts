import type { Meaning } from "../../model/observed.ts";
import { byObject, newestOf, sumOf } from "./meaning.ts";
import type { Scope } from "./selection.ts";

/** Not every server answers its exporter, or no exporter tells of any. */
export function anyDown(scope: Scope, metric: string): Meaning {
  return (observed) => {
    const servers = scope.sees(observed, metric);
    return [
      {
        labels: {},
        value: (time) => {
          const answers = servers.map((server) => server.newest(time)).filter((answer) => answer !== undefined);
          return answers.length === 0 || Math.min(...answers) === 0 ? 0 : undefined;
        },
      },
    ];
  };
}

/** A server that uses more than a share of the connections that it allows. */
export function connectionsInUse(scope: Scope, above: number): Meaning {
  return (observed) => {
    const servers = (metric: string) => byObject(scope.sees(observed, metric), scope.by("instance").by);
    const allowed = servers("pg_settings_max_connections");
    return [...servers("pg_stat_activity_count")].map(([key, { labels, series }]) => ({
      labels,
      value: (time) => {
        const used = sumOf(series.map((one) => one.newest(time)));
        const most = newestOf(allowed.get(key), time);
        if (used === undefined || most === undefined) return undefined;
        return used / most > above ? used / most : undefined;
      },
    }));
  };
}

/** The pools of an application, and the metrics that tell of them. Units: `over` in seconds. */
interface Pools {
  readonly scope: Scope;
  readonly active: string;
  readonly capacity: string;
  readonly by: readonly string[];
  readonly atLeast: number;
  readonly over: number;
}

/** A pool of which at least a share is in use, on the mean of the range. A pool of 0 is no limit. */
export function fullPools({ scope, active, capacity, by, atLeast, over }: Pools): Meaning {
  return (observed) => {
    const pools = (metric: string) => byObject(scope.sees(observed, metric), scope.by(...by).by);
    const sizes = pools(capacity);
    return [...pools(active)].map(([key, pool]) => ({
      labels: pool.labels,
      value: (time) => {
        const used = sumOf(pool.series.map((one) => meanOf(one.within(time, over))));
        const size = sumOf((sizes.get(key)?.series ?? []).map((one) => meanOf(one.within(time, over))));
        if (used === undefined || size === undefined || size <= 0) return undefined;
        return used / size >= atLeast ? used / size : undefined;
      },
    }));
  };
}

function meanOf(samples: readonly number[]): number | undefined {
  const sum = sumOf(samples);
  return sum === undefined ? undefined : sum / samples.length;
}
