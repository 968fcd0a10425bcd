import { type ManifestSet, specOf } from "../manifest-set.ts";
import type { Finding, Rule } from "../rule.ts";
import { type Autoscaler, autoscalersOf, scaledBy } from "../scaled.ts";

export const AUTOSCALING: readonly Rule[] = [
  {
    id: "dangling-horizontalpodautoscaler",
    level: "error",
    what: "an autoscaler of a workload that is not there",
    like: [
      "kube-linter dangling-horizontalpodautoscaler",
      "kubescape C-0300",
      "kube-score horizontalpodautoscaler-has-target",
    ],
    *check(set) {
      for (const autoscaler of autoscalersOf(set)) {
        const { manifest, target } = autoscaler;
        if (!set.hasWorkloads(manifest.namespace) || scaledBy(autoscaler, set) !== undefined) continue;
        const found = `${target.kind} ${target.name}`;
        const expected = candidates(manifest.namespace, set);
        yield { manifest, field: target.field, message: "no such workload in this namespace", found, expected };
      }
    },
  },
  {
    id: "hpa-minimum-above-maximum",
    level: "error",
    what: "an autoscaler whose least is above its most, which the API server refuses",
    *check(set) {
      for (const { manifest, range } of autoscalersOf(set)) {
        if (range === undefined || range.min <= range.max) continue;
        const expected = `at most ${range.maxField}, ${range.max}`;
        yield { manifest, field: range.minField, message: "above the maximum", found: String(range.min), expected };
      }
    },
  },
  {
    id: "hpa-cannot-scale",
    level: "warning",
    what: "an autoscaler whose least is its most",
    like: ["Polaris hpaMaxAvailability"],
    *check(set) {
      for (const { manifest, range } of autoscalersOf(set)) {
        if (range === undefined || range.min !== range.max) continue;
        const expected = `above ${range.minField}, ${range.min}`;
        yield {
          manifest,
          field: range.maxField,
          message: "never changes anything",
          found: String(range.max),
          expected,
        };
      }
    },
  },
  {
    id: "hpa-minimum-replicas",
    level: "warning",
    what: "an autoscaler that lets one pod be all there is, or none",
    like: [
      "kube-linter hpa-minimum-three-replicas",
      "Polaris hpaMinAvailability",
      "kube-score horizontalpodautoscaler-replicas",
    ],
    *check(set) {
      for (const { manifest, range } of autoscalersOf(set)) {
        if (range === undefined || range.min >= 2) continue;
        const message = range.min === 0 ? "without load nobody answers" : "while its one pod is away, nobody answers";
        yield { manifest, field: range.minField, message, found: String(range.min), expected: "at least 2" };
      }
    },
  },
  {
    id: "hpa-duplicate-target",
    level: "error",
    what: "two autoscalers that pull one workload to and fro",
    *check(set) {
      const first = new Map<string, Autoscaler>();
      for (const one of autoscalersOf(set)) {
        if (one.sets === "nothing") continue;
        const { manifest, target } = one;
        const key = `${manifest.namespace}/${target.kind}/${target.name}`;
        const other = first.get(key);
        if (other === undefined) first.set(key, one);
        else yield { manifest, field: target.field, ...twice(one, other) };
      }
    },
  },
  {
    id: "replicas-beside-autoscaler",
    level: "error",
    what: "a workload that sets its own replicas beside an autoscaler",
    like: ["kube-score deployment-targeted-by-hpa-does-not-have-replicas-configured"],
    *check(set) {
      for (const autoscaler of autoscalersOf(set)) {
        const { manifest, range } = autoscaler;
        const workload = scaledBy(autoscaler, set);
        const replicas = workload === undefined ? undefined : specOf(workload).replicas;
        if (workload === undefined || range === undefined || replicas === undefined) continue;
        const message = `each rollout sets back what ${manifest.title} has set`;
        const mend = "remove it";
        yield {
          manifest: workload,
          field: "spec.replicas",
          message,
          found: String(replicas),
          expected: "nothing",
          mend,
        };
      }
    },
  },
];

function candidates(namespace: string, set: ManifestSet): string {
  const workloads = set.podsIn(namespace).filter(({ job, manifest }) => !job && manifest.object.kind !== "Pod");
  return workloads.map(({ manifest: { object } }) => `${object.kind} ${object.metadata.name}`).join(", ");
}

function twice(one: Autoscaler, other: Autoscaler): Omit<Finding, "manifest" | "field"> {
  const found = `${other.manifest.title} has it as well`;
  const mend = "keep one; a VerticalPodAutoscaler may stay in updateMode: Off";
  const message =
    one.sets === other.sets
      ? `two of them set the ${one.sets} of one workload`
      : "one sets the requests that the other one counts by";
  return { message, found, mend };
}
