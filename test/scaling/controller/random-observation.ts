import type { Random } from "../../../lib/prove/random.ts";
import type { PodObservation, PodSample } from "../../../lib/scaling/controller/observation.ts";
import type { AutoscalerMetric, AutoscalerSpec, ControllerSettings } from "../../../lib/scaling/controller/spec.ts";
import { CONTAINERS, perhaps, pick } from "./random-autoscaler.ts";
import type { Step } from "./random-case.ts";

const MEBI = 1_048_576;

/** What a target would have if it used this share of what it should. */
const RATIOS = [0, 0.1, 0.5, 0.85, 0.9, 0.95, 0.999, 1, 1.001, 1.05, 1.1, 1.101, 1.2, 1.7, 2, 3.5, 12];

/** Pods and values around what the autoscaler wants, often at the very edge of a rule. */
export function randomObservation(
  random: Random,
  spec: AutoscalerSpec,
  replicas: number,
  now: number,
  settings: ControllerSettings,
): Step {
  const count = random.next() < 0.7 ? Math.min(replicas, 12) : random.whole(0, 10);
  const trouble = pick(random, [0, 0, 0.1, 0.4]);
  const ratio = pick(random, RATIOS) * (random.next() < 0.6 ? 1 : 0.9 + random.next() / 5);
  const pods = Array.from({ length: count }, () => randomPod(random, spec, ratio, trouble, now, settings));
  const values: Record<string, readonly number[]> = {};
  for (const metric of spec.metrics) {
    if ((metric.kind !== "external" && metric.kind !== "object") || random.next() < trouble / 2) continue;
    values[metric.key] = randomSeries(random, metric, ratio, Math.max(1, replicas));
  }
  const isSettling = random.next() < 0.2;
  return { statusReplicas: isSettling ? random.whole(0, 12) : replicas, pods, values };
}

function randomSeries(random: Random, metric: AutoscalerMetric, ratio: number, replicas: number): readonly number[] {
  if (metric.target.kind === "utilization") return [];
  const total = metric.target.value * ratio * (metric.target.kind === "average" ? replicas : 1);
  if (metric.kind === "object" || random.next() < 0.7) return [rounded(random, total)];
  return pick(random, [[], [total / 4, total / 2, total / 4], [-1, total], [-total]]).map((one) =>
    rounded(random, one),
  );
}

/** Kubernetes ends at 10^-9, and so do cases, for both sides to read the same number. */
function rounded(random: Random, value: number): number {
  return Number(value.toFixed(pick(random, [0, 3, 6, 9])));
}

function randomPod(
  random: Random,
  spec: AutoscalerSpec,
  ratio: number,
  trouble: number,
  now: number,
  settings: ControllerSettings,
): PodObservation {
  const isOdd = (): boolean => random.next() < trouble;
  const startedAt = now - randomAge(random, settings.cpuInitializationPeriod);
  const window = pick(random, [10, 15, 30]);
  const at = now - random.whole(0, 3) * 5;
  const since = pick(random, [
    startedAt,
    startedAt + settings.initialReadinessDelay,
    startedAt + settings.initialReadinessDelay + 1,
    at - window,
    at - window + 1,
    startedAt + random.whole(0, 60),
  ]);
  const phases = ["Pending", "Pending", "Failed", "Succeeded", "Unknown"] as const;
  const containers = CONTAINERS.slice(0, random.whole(1, isOdd() ? 3 : 2)).map((name) => ({
    name,
    requests: {
      ...perhaps(random, 1 - trouble / 40, "cpu", () => pick(random, [0.1, 0.25, 0.5, 1, 2, isOdd() ? 0 : 0.333])),
      ...perhaps(random, 1 - trouble / 40, "memory", () => pick(random, [64, 512, 1_000, 65_536]) * MEBI),
    },
  }));
  const values: Record<string, number> = {};
  for (const { kind, key, target } of spec.metrics) {
    if (kind !== "pods" || isOdd()) continue;
    values[key] = rounded(random, target.value * ratio * (0.8 + random.next() * 0.4) * (random.next() < 0.01 ? -1 : 1));
  }
  const share = shareOf(spec) * ratio;
  return {
    phase: isOdd() ? pick(random, phases) : "Running",
    ...(isOdd() ? { deleting: random.next() < 0.3 } : {}),
    ...(isOdd() && random.next() < 0.3 ? {} : { startedAt }),
    ...(isOdd() && random.next() < 0.3 ? {} : { ready: { is: !isOdd(), since } }),
    containers,
    ...(isOdd() ? {} : { sample: randomSample(random, containers, share, at, window, trouble) }),
    values,
  };
}

type Containers = PodObservation["containers"];

function randomSample(
  random: Random,
  containers: Containers,
  share: number,
  at: number,
  window: number,
  trouble: number,
): PodSample {
  const known = containers.filter(() => random.next() >= trouble / 10);
  return {
    at,
    window,
    containers: known.map(({ name, requests }) => ({
      name,
      usage: {
        ...perhaps(random, 1 - trouble / 10, "cpu", () => Number(((requests.cpu ?? 1) * share).toFixed(9))),
        ...perhaps(random, 1 - trouble / 10, "memory", () => Math.round((requests.memory ?? MEBI) * share)),
      },
    })),
  };
}

/** Use of the requests that a target of utilization asks for. */
function shareOf({ metrics }: AutoscalerSpec): number {
  for (const { target } of metrics) if (target.kind === "utilization") return target.percent / 100;
  return 0.7;
}

/** Ages around the end of the time in which CPU may be that of a start. */
function randomAge(random: Random, initialization: number): number {
  return pick(random, [10_000, 10_000, 10_000, initialization, initialization - 1, initialization + 1, 20, 3]);
}
