import { type Fields, fieldsAt, numberOf } from "../../kubernetes/fields.ts";
import type { Manifest } from "../manifest.ts";
import { specOf } from "../manifest-set.ts";
import { objectRule, podRule, type Rule } from "../rule.ts";
import { shortestInterval } from "./schedule.ts";

/** Attempts after the first: more of them repeat what cannot work. https://kubernetes.io/docs/concepts/workloads/controllers/job/ has 6. */
const RETRIES = 2;

/** Runs that are kept, so that a failed one can be compared with one that went well. */
const KEPT = 3;

const MESH_LABEL = "sidecar.istio.io/inject";

export const JOBS: readonly Rule[] = [
  objectRule(
    { id: "cronjob-concurrency-policy", level: "error", what: "a job that may run beside itself, or kills itself" },
    ["CronJob"],
    function* (manifest) {
      const policy = specOf(manifest).concurrencyPolicy ?? "nothing";
      if (policy === "Forbid") return;
      const message =
        policy === "Replace"
          ? "the next run kills one that is not done"
          : "the next run starts beside one that is not done";
      yield { field: "spec.concurrencyPolicy", message, found: String(policy), expected: "Forbid" };
    },
  ),
  objectRule(
    { id: "job-active-deadline", level: "error", what: "a job that may hang for ever, or into its next run" },
    ["Job", "CronJob"],
    function* (manifest) {
      const { spec, path } = jobOf(manifest);
      const field = `${path}.activeDeadlineSeconds`;
      const value = numberOf(spec.activeDeadlineSeconds);
      const interval = manifest.object.kind === "CronJob" ? shortestInterval(manifest) : undefined;
      const expected = interval === undefined ? "seconds" : `below ${interval}, the time to the next run`;
      if (value === undefined) {
        const message = "a run that hangs is never ended, and no other one starts";
        yield { field, message, found: "nothing", expected };
      } else if (interval !== undefined && value >= interval) {
        const message = "a run that hangs takes the place of the next one";
        yield { field, message, found: String(value), expected };
      }
    },
  ),
  objectRule(
    { id: "job-backoff-limit", level: "warning", what: "a job that is tried again and again" },
    ["Job", "CronJob"],
    function* (manifest) {
      const { spec, path } = jobOf(manifest);
      const value = numberOf(spec.backoffLimit);
      if (value !== undefined && value <= RETRIES) return;
      const message = "what cannot work is tried again, later each time, until the deadline";
      const found = value === undefined ? "nothing, which is 6" : String(value);
      yield { field: `${path}.backoffLimit`, message, found, expected: `at most ${RETRIES}` };
    },
  ),
  objectRule(
    {
      id: "job-pod-failure-policy",
      level: "warning",
      what: "a job that counts a drained node as a failure of its own",
    },
    ["Job", "CronJob"],
    function* (manifest) {
      const { spec, path } = jobOf(manifest);
      const never = fieldsAt(spec, "template", "spec").restartPolicy === "Never";
      if (spec.podFailurePolicy !== undefined || !never || spec.backoffLimit === 0) return;
      const message = "a drained node counts as a failed attempt, and a wrong setting is tried again";
      const expected = "Ignore on DisruptionTarget, FailJob on the exit codes of wrong settings";
      yield { field: `${path}.podFailurePolicy`, message, found: "nothing", expected };
    },
  ),
  objectRule(
    {
      id: "job-ttl-seconds-after-finished",
      level: "warning",
      what: "a job that stays for ever, or of a CronJob that goes before somebody can look at it",
      like: ["kube-linter job-ttl-seconds-after-finished"],
    },
    ["Job", "CronJob"],
    function* (manifest) {
      const { spec, path } = jobOf(manifest);
      const value = numberOf(spec.ttlSecondsAfterFinished);
      const field = `${path}.ttlSecondsAfterFinished`;
      if (manifest.object.kind === "Job" && value === undefined) {
        yield { field, message: "stays in the cluster for ever", found: "nothing", expected: "seconds" };
      } else if (manifest.object.kind === "CronJob" && value !== undefined) {
        const message = "failed pods go before somebody can look at them";
        yield { field, message, found: String(value), expected: "nothing: the history limits tidy up" };
      }
    },
  ),
  objectRule(
    { id: "cronjob-history-limits", level: "warning", what: "a CronJob that keeps too few runs to compare" },
    ["CronJob"],
    function* (manifest) {
      const spec = specOf(manifest);
      for (const [key, otherwise] of [
        ["successfulJobsHistoryLimit", 3],
        ["failedJobsHistoryLimit", 1],
      ] as const) {
        const value = numberOf(spec[key]);
        if ((value ?? otherwise) >= KEPT) continue;
        const found = value === undefined ? `nothing, which is ${otherwise}` : String(value);
        const message = "too few runs are kept to see what changed";
        yield { field: `spec.${key}`, message, found, expected: `at least ${KEPT}` };
      }
    },
  ),
  objectRule(
    { id: "cronjob-suspended", level: "warning", what: "a CronJob that does not run, or of which that is not said" },
    ["CronJob"],
    function* (manifest) {
      const { suspend } = specOf(manifest);
      if (suspend === false) return;
      const message =
        suspend === true
          ? "does not run until somebody resumes it"
          : "one that was suspended by hand stays so when this is applied";
      yield { field: "spec.suspend", message, found: suspend === true ? "true" : "nothing", expected: "false" };
    },
  ),
  podRule(
    {
      id: "job-restart-policy",
      level: "warning",
      what: "a job whose containers start anew over the files of the failed attempt",
      like: ["kube-score cronjob-restartpolicy"],
    },
    function* ({ job, spec }) {
      if (!job || spec.restartPolicy === "Never") return;
      const message = "the next attempt starts over the files of the last one, and its log is lost";
      yield { field: "restartPolicy", message, found: String(spec.restartPolicy ?? "nothing"), expected: "Never" };
    },
  ),
  podRule(
    { id: "job-safe-to-evict", level: "warning", what: "a job that is ended when its node is not needed any more" },
    function* ({ job, annotations, manifest }) {
      const key = "cluster-autoscaler.kubernetes.io/safe-to-evict";
      if (!job || manifest.object.kind === "ScaledJob" || annotations[key] === "false") return;
      const message = "the cluster's autoscaler may take its node in the middle of a run";
      const mend = `the annotation ${key}: "false" on the template`;
      yield { field: "", message, found: annotations[key] ?? "nothing", expected: '"false"', mend };
    },
  ),
  podRule(
    {
      id: "job-with-mesh-sidecar",
      level: "error",
      what: "a job that never ends, because the proxy beside it does not",
    },
    function* ({ job, labels, annotations, manifest: { namespace } }, set) {
      if (!job || (labels[MESH_LABEL] ?? annotations[MESH_LABEL]) === "false") return;
      const home = set.ofKind("Namespace").find(({ object }) => object.metadata.name === namespace);
      const injected = home?.labels["istio-injection"] === "enabled" || labels[MESH_LABEL] === "true";
      if (!injected) return;
      const message = "the mesh puts a proxy beside it that does not end, so neither does the job";
      const mend = `the label ${MESH_LABEL}: "false" on the template, or native sidecars`;
      yield { field: "", message, found: "istio-injection", mend };
    },
  ),
];

/** What a Job says, or what the Jobs of a CronJob will say, and where. */
function jobOf(manifest: Manifest): { readonly spec: Fields; readonly path: string } {
  if (manifest.object.kind === "Job") return { spec: specOf(manifest), path: "spec" };
  return { spec: fieldsAt(manifest.object, "spec", "jobTemplate", "spec"), path: "spec.jobTemplate.spec" };
}
