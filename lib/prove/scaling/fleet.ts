import type { PodObservation, PodSample } from "../../scaling/controller/observation.ts";
import { CONTROLLER_DEFAULTS } from "../../scaling/controller/spec.ts";
import type { History } from "./history.ts";
import type { Heap, Pod } from "./world.ts";

/** A replica. Units: seconds since the begin of the simulation. */
interface Replica {
  readonly created: number;
  readonly readyAt: number;
  /** Units: bytes. */
  heap: number;
  sample?: PodSample;
}

/** Length of time that metrics-server takes a mean of: two readings of the kubelet. Units: seconds. */
export const RESOLUTION = 15;

/**
 * The replicas of a workload, oldest first. New ones are created at once and ready after their start-up; the newest go first, as
 * ReplicaSets take those that are not ready, and then those that have been ready for the shortest time.
 */
export class Fleet {
  readonly #pod: Pod;
  readonly #replicas: Replica[] = [];
  #ready = 0;
  #requests: Readonly<Record<string, number>>;
  /** Sample of the replicas that were ready all the time of it. */
  #settled: PodSample | undefined;

  constructor(pod: Pod, replicas: number) {
    this.#pod = pod;
    this.#requests = pod.requests;
    // So long ago that no replica counts as starting.
    for (let index = 0; index < replicas; index++) this.#add(-86_400);
    this.tick(0);
  }

  get size(): number {
    return this.#replicas.length;
  }

  get ready(): number {
    return this.#ready;
  }

  /** Sets what replicas request. Units: cores. */
  request(cpu: number): void {
    this.#requests = { ...this.#requests, cpu };
  }

  scale(to: number, now: number): void {
    while (this.#replicas.length > to) this.#replicas.pop();
    while (this.#replicas.length < to) this.#add(now);
    this.#ready = Math.min(this.#ready, this.#replicas.length);
    this.tick(now);
  }

  /** Replicas whose start-up is over take requests. */
  tick(now: number): void {
    while (this.#ready < this.#replicas.length && (this.#replicas[this.#ready]?.readyAt ?? 0) <= now) this.#ready++;
  }

  /** Memory after a second in which each ready replica had this load. */
  load(heap: Heap, perReplica: number): void {
    const needed = heap.idle + heap.perLoad * perReplica;
    for (let index = 0; index < this.#ready; index++) {
      const replica = this.#replicas[index];
      if (replica !== undefined) replica.heap = heap.shrinks ? needed : Math.max(replica.heap, needed);
    }
  }

  /** Memory of all replicas. Units: bytes. */
  get memory(): number {
    return this.#replicas.reduce((sum, { heap }) => sum + heap, 0);
  }

  /** What metrics-server learns of every replica; `use` has the cores that a ready one used in each second. */
  sample(now: number, use: History): void {
    const from = now - RESOLUTION;
    const { container, memory } = this.#pod;
    const settled = use.mean(from, now);
    const sampled = (usage: Readonly<Record<string, number>>): PodSample => ({
      at: now,
      window: RESOLUTION,
      containers: [{ name: container, usage }],
    });
    const ofSettled = sampled({ cpu: settled });
    this.#settled = ofSettled;
    for (const replica of this.#replicas) {
      // Two readings make a mean: of younger replicas there is none.
      if (replica.created > from) continue;
      if (replica.readyAt <= from && memory === undefined) {
        replica.sample = ofSettled;
        continue;
      }
      const begin = Math.max(from, Math.min(replica.readyAt, now));
      const cpu = replica.readyAt <= from ? settled : use.sum(begin, now) / RESOLUTION;
      replica.sample = sampled({ cpu, memory: replica.heap });
    }
  }

  /** The replicas as the controller sees them; `values` are metrics that each of them has. */
  observe(now: number, values: Readonly<Record<string, number>>): readonly PodObservation[] {
    const containers = [{ name: this.#pod.container, requests: this.#requests }];
    const old = now - CONTROLLER_DEFAULTS.cpuInitializationPeriod;
    const observed = ({ created, readyAt, sample }: Replica): PodObservation => ({
      phase: "Running",
      startedAt: created,
      ready: readyAt <= now ? { is: true, since: readyAt } : { is: false, since: created },
      containers,
      values,
      ...(sample === undefined ? {} : { sample }),
    });
    // Once their start no longer matters to the controller, replicas with the same sample are the same to it.
    let same: PodObservation | undefined;
    return this.#replicas.map((replica) => {
      const { created, readyAt, sample } = replica;
      if (sample === undefined || sample !== this.#settled || readyAt > now || created > old) return observed(replica);
      same ??= observed(replica);
      return same;
    });
  }

  #add(created: number): void {
    const { startup, memory } = this.#pod;
    this.#replicas.push({ created, readyAt: created + startup, heap: memory?.idle ?? 0 });
  }
}
