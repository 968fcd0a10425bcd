import type { Meaning, Observed } from "../../model/observed.ts";
import { byObject, newestOf, type ObjectSeries, sumOf } from "./meaning.ts";
import type { Scope } from "./selection.ts";

/** Growth per second of all counters of an object together; `undefined` where none of them has one. Units: seconds. */
function growth(object: ObjectSeries | undefined, time: number, over: number): number | undefined {
  return object === undefined ? undefined : sumOf(object.series.map((series) => series.perSecond(time, over)));
}

/** A node that spends more than a share of its CPU time in other modes than `idle`. Units: `over` in seconds. */
export function busyNodes(scope: Scope, above: number, over: number): Meaning {
  return (observed) => {
    const nodes = (mode?: string) =>
      byObject(scope.sees(observed, "node_cpu_seconds_total", { mode }), scope.by("instance").by);
    const idle = nodes("idle");
    return [...nodes()].map(([key, node]) => ({
      labels: node.labels,
      value: (time) => usedBeyond(growth(idle.get(key), time, over), growth(node, time, over), above),
    }));
  };
}

/** A node on which programs can have less memory than all but a share. */
export function fullMemories(scope: Scope, above: number): Meaning {
  return (observed) => {
    const nodes = (metric: string) => byObject(scope.sees(observed, metric), scope.by("instance").by);
    const totals = nodes("node_memory_MemTotal_bytes");
    return [...nodes("node_memory_MemAvailable_bytes")].map(([key, node]) => ({
      labels: node.labels,
      value: (time) => usedBeyond(newestOf(node, time), newestOf(totals.get(key), time), above),
    }));
  };
}

/** A filesystem of which more than a share cannot be written any more, unless nothing of it can, by its mount. */
export function fullFilesystems(scope: Scope, above: number): Meaning {
  return (observed) => {
    const disks = (metric: string) =>
      byObject(scope.sees(observed, metric), scope.by("instance", "device", "mountpoint").by);
    const sizes = disks("node_filesystem_size_bytes");
    const readonly = disks("node_filesystem_readonly");
    return [...disks("node_filesystem_avail_bytes")].map(([key, disk]) => ({
      labels: disk.labels,
      value: (time) =>
        newestOf(readonly.get(key), time) === 1
          ? undefined
          : usedBeyond(newestOf(disk, time), newestOf(sizes.get(key), time), above),
    }));
  };
}

/** The share of a total that is not free, where it is more than may be. */
function usedBeyond(free: number | undefined, total: number | undefined, above: number): number | undefined {
  if (free === undefined || total === undefined) return undefined;
  const used = 1 - free / total;
  return used > above ? used : undefined;
}

/** What a network device carries in both directions together, per second. Units: `over` in seconds. */
type Carried = (key: string, time: number) => number | undefined;

function bothWays(scope: Scope, observed: Observed, what: string, over: number) {
  const of = (way: string) =>
    byObject(scope.sees(observed, `node_network_${way}_${what}_total`), scope.by("instance", "device").by);
  const [received, transmitted] = [of("receive"), of("transmit")];
  const carried: Carried = (key, time) => {
    const [one, other] = [growth(received.get(key), time, over), growth(transmitted.get(key), time, over)];
    return one === undefined || other === undefined ? undefined : one + other;
  };
  return { devices: received, carried };
}

/** A network device that carries more bytes per second. Units: `over` in seconds. */
export function loadedDevices(scope: Scope, limit: number, over: number): Meaning {
  return (observed) => {
    const { devices, carried } = bothWays(scope, observed, "bytes", over);
    return [...devices].map(([key, { labels }]) => ({
      labels,
      value: (time) => {
        const load = carried(key, time);
        return load !== undefined && load > limit ? load : undefined;
      },
    }));
  };
}

/** A network device that damages more than a share of its packets. Units: `over` in seconds. */
export function damagingDevices(scope: Scope, above: number, over: number): Meaning {
  return (observed) => {
    const damaged = bothWays(scope, observed, "errs", over);
    const whole = bothWays(scope, observed, "packets", over);
    return [...damaged.devices].map(([key, { labels }]) => ({
      labels,
      value: (time) => {
        const [bad, good] = [damaged.carried(key, time), whole.carried(key, time)];
        if (bad === undefined || good === undefined) return undefined;
        const share = bad / (bad + good);
        return share > above ? share : undefined;
      },
    }));
  };
}
