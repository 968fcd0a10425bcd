import { type Fields, fieldsAt, fieldsOf, mapsOf, numberOf, textOf, valueAt } from "../../kubernetes/fields.ts";
import { readQuantity } from "../../kubernetes/quantity.ts";
import type { Manifest } from "../manifest.ts";
import { specOf } from "../manifest-set.ts";
import type { Pod } from "../pod.ts";
import { type Fault, type Finding, objectRule, type Rule } from "../rule.ts";
import { autoscalersOf, scaledBy } from "../scaled.ts";

export const AUTOSCALER_METRICS: readonly Rule[] = [
  {
    id: "hpa-missing-requests",
    level: "error",
    what: "an autoscaler that counts by requests of pods that have none",
    *check(set) {
      for (const autoscaler of autoscalersOf(set)) {
        const { manifest } = autoscaler;
        const workload = scaledBy(autoscaler, set);
        const pod = workload === undefined ? undefined : set.podOf(workload);
        if (pod !== undefined) yield* missingRequests(manifest, pod);
      }
    },
  },
  {
    id: "hpa-unreachable-target",
    level: "error",
    what: "an autoscaler that waits for more use than the limit lets happen",
    *check(set) {
      for (const autoscaler of autoscalersOf(set)) {
        const { manifest } = autoscaler;
        const workload = scaledBy(autoscaler, set);
        const pod = workload === undefined ? undefined : set.podOf(workload);
        if (pod !== undefined) yield* unreachable(manifest, pod);
      }
    },
  },
  objectRule(
    {
      id: "hpa-metric-type",
      level: "error",
      what: "an autoscaler with a metric that cannot be counted so",
    },
    ["HorizontalPodAutoscaler"],
    metricTypes,
  ),
  objectRule(
    { id: "hpa-memory-scale-down", level: "warning", what: "an autoscaler that waits for memory to be given back" },
    ["HorizontalPodAutoscaler"],
    function* (manifest) {
      const memory = resources(manifest).some(({ name }) => name === "memory");
      const select = valueAt(manifest.object, "spec", "behavior", "scaleDown", "selectPolicy");
      if (!memory || select === "Disabled") return;
      const message = "most heaps do not shrink when load goes, so replicas stay, or flap with the collector";
      const mend = "scale on CPU or load; where memory has to count, scaleDown.selectPolicy: Disabled";
      yield { field: "spec.metrics", message, found: "memory", mend };
    },
  ),
  objectRule(
    { id: "hpa-flapping", level: "warning", what: "an autoscaler that takes pods away at the first lull" },
    ["HorizontalPodAutoscaler"],
    function* ({ object }) {
      const place = ["spec", "behavior", "scaleDown", "stabilizationWindowSeconds"];
      if (numberOf(valueAt(object, ...place)) !== 0) return;
      const message = "pods go at the first lull and are missed at the next request";
      yield { field: place.join("."), message, found: "0", expected: "longer than a pod takes to start; default: 300" };
    },
  ),
  objectRule(
    {
      id: "scaledobject-nulls-are-zero",
      level: "error",
      what: "a ScaledObject that takes missing metrics for no load",
    },
    ["ScaledObject"],
    function* (manifest) {
      for (const [index, trigger] of mapsOf(specOf(manifest).triggers)) {
        const value = fieldsOf(trigger.metadata).ignoreNullValues;
        if (trigger.type !== "prometheus" || value === "false") continue;
        const message = "while Prometheus is away all pods but the least are removed";
        const field = `spec.triggers[${index}].metadata.ignoreNullValues`;
        yield { field, message, found: value === undefined ? "nothing" : String(value), expected: '"false"' };
      }
    },
  ),
  objectRule(
    {
      id: "scaledobject-fallback",
      level: "warning",
      what: "a ScaledObject that does nothing while its metric is away",
    },
    ["ScaledObject"],
    function* (manifest) {
      const spec = specOf(manifest);
      if (spec.fallback !== undefined) return;
      // KEDA refuses a fallback where only CPU and memory count.
      const asked = mapsOf(spec.triggers).some(([, { type }]) => type !== "cpu" && type !== "memory");
      if (!asked) return;
      const message = "how many pods there are while the metric is away is not said";
      const expected = "failureThreshold, replicas, and behavior: currentReplicasIfHigher";
      yield { field: "spec.fallback", message, found: "nothing", expected };
    },
  ),
];

/** Metrics by use of a resource, with what they count and the container that they are about, if only one. */
function resources(manifest: Manifest): readonly {
  readonly name: string;
  readonly utilization: number | undefined;
  readonly container: string | undefined;
  readonly field: string;
}[] {
  if (manifest.object.kind === "ScaledObject") return triggers(manifest);
  return mapsOf(specOf(manifest).metrics).flatMap(([index, metric]) => {
    const key =
      metric.type === "Resource" ? "resource" : metric.type === "ContainerResource" ? "containerResource" : "";
    const source = fieldsOf(metric[key]);
    if (key === "") return [];
    const utilization = numberOf(fieldsOf(source.target).averageUtilization);
    const [name, container] = [textOf(source.name) ?? "", textOf(source.container)];
    return [{ name, utilization, container, field: `spec.metrics[${index}]` }];
  });
}

function triggers(manifest: Manifest): ReturnType<typeof resources> {
  return mapsOf(specOf(manifest).triggers).flatMap(([index, trigger]) => {
    const type = textOf(trigger.type) ?? "";
    if (type !== "cpu" && type !== "memory") return [];
    const { value, containerName } = fieldsOf(trigger.metadata);
    const utilization = trigger.metricType === "Utilization" ? Number(value) : undefined;
    return [{ name: type, utilization, container: textOf(containerName), field: `spec.triggers[${index}]` }];
  });
}

function* missingRequests(manifest: Manifest, pod: Pod): Iterable<Finding> {
  for (const { name, utilization, container, field } of resources(manifest)) {
    if (utilization === undefined) continue;
    const counted = pod.containers.filter((one) => {
      const runsOn = one.role === "main" || one.role === "sidecar";
      return runsOn && (container === undefined || one.name === container);
    });
    if (container !== undefined && counted.length === 0) {
      const expected = pod.containers.map((one) => one.name).join(", ");
      yield { manifest, field, message: "the pods have no such container", found: container, expected };
    }
    for (const one of counted) {
      if (requestOf(one.fields, name) !== undefined) continue;
      const message = `no use can be counted: container ${one.name} of ${pod.manifest.title} requests no ${name}`;
      const mend = `resources.requests.${name} on every container, or a ContainerResource metric`;
      yield { manifest, field, message, found: "nothing", expected: "a request", mend };
    }
  }
}

function* unreachable(manifest: Manifest, pod: Pod): Iterable<Finding> {
  for (const { name, utilization, container, field } of resources(manifest)) {
    if (utilization === undefined) continue;
    const counted = pod.containers.filter(({ role, name: own }) => {
      return (role === "main" || role === "sidecar") && (container === undefined || own === container);
    });
    const requests = counted.map(({ fields }) => requestOf(fields, name));
    const limits = counted.map(({ fields }) => readQuantity(String(valueAt(fields, "resources", "limits", name))));
    const [asked, most] = [sum(requests), sum(limits)];
    if (asked === undefined || most === undefined || asked === 0) continue;
    const reachable = Math.floor((most / asked) * 100);
    if (utilization <= reachable) continue;
    const message = `the limits of ${pod.manifest.title} hold the use below`;
    yield { manifest, field, message, found: `${utilization} % of the requests`, expected: `at most ${reachable} %` };
  }
}

/** The limit counts where nothing is requested. */
function requestOf(container: Fields, resource: string): number | undefined {
  const { requests, limits } = fieldsOf(container.resources);
  const value = fieldsOf(requests)[resource] ?? fieldsOf(limits)[resource];
  return value === undefined ? undefined : readQuantity(String(value));
}

function sum(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce((total, value) => (total === undefined || value === undefined ? undefined : total + value), 0);
}

function* metricTypes(manifest: Manifest): Iterable<Fault> {
  for (const [index, metric] of mapsOf(specOf(manifest).metrics)) {
    const field = `spec.metrics[${index}]`;
    const type = textOf(metric.type) ?? "";
    const key = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
    const target = fieldsAt(metric, key, "target");
    if (["Pods", "External", "Object"].includes(type) && target.type === "Utilization") {
      const message = "a share of a request exists for CPU and memory only";
      yield { field: `${field}.${key}.target`, message, found: "Utilization", expected: "AverageValue" };
    }
    if (type === "Pods" && target.type === "Value") {
      const message = "a metric of each pod is averaged over them";
      yield { field: `${field}.${key}.target`, message, found: "Value", expected: "AverageValue" };
    }
    const name = textOf(fieldsOf(metric[key]).name) ?? "";
    if (["Resource", "ContainerResource"].includes(type) && name !== "cpu" && name !== "memory") {
      const message = "the metrics server knows nothing of this resource";
      yield { field: `${field}.${key}.name`, message, found: name, expected: "cpu, memory" };
    }
    const metricName = textOf(valueAt(metric, key, "metric", "name")) ?? "";
    if (/latency|duration|response_time|(?:^|_)p\d\d/i.test(metricName)) {
      const message = "a latency does not fall in proportion to pods, and rises for reasons that pods do not mend";
      yield {
        field: `${field}.${key}.metric`,
        message,
        found: metricName,
        expected: "requests per second, or a queue",
      };
    }
  }
}
