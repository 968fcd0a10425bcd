import { describe, expect, it } from "vitest";
import { type Change, foundIn, shop } from "./shop.ts";

const JOB = "CronJob backup";
const SPEC = "CronJob shop/backup spec";
const TEMPLATE = "CronJob shop/backup spec.jobTemplate.spec";

type Case = readonly [what: string, changes: readonly Change[], found: readonly string[]];

/** What nobody checks of jobs; the values follow from Kubernetes' documentation of CronJob and Job. */
const CASES: readonly Case[] = [
  ["minute 61", [[JOB, "spec.schedule", "61 2 * * *"]], [`cronjob-schedule: ${SPEC}.schedule`]],
  ["30 February", [[JOB, "spec.schedule", "17 2 30 2 *"]], [`cronjob-schedule: ${SPEC}.schedule`]],
  [
    "a zone in the schedule",
    [[JOB, "spec.schedule", "TZ=Europe/Berlin 17 2 * * *"]],
    [`cronjob-schedule: ${SPEC}.schedule`],
  ],
  [
    "every 7 minutes, which leaves 4 at the end of the hour",
    [
      [JOB, "spec.schedule", "*/7 * * * *"],
      [JOB, "spec.startingDeadlineSeconds", 200],
      [JOB, "spec.jobTemplate.spec.activeDeadlineSeconds", 200],
    ],
    [`cronjob-uneven-step: ${SPEC}.schedule`],
  ],
  ["2 o'clock sharp", [[JOB, "spec.schedule", "0 2 * * *"]], [`cronjob-on-the-hour: ${SPEC}.schedule`]],
  ["no time zone", [[JOB, "spec.timeZone"]], [`cronjob-time-zone: ${SPEC}.timeZone`]],
  ["a time zone of nowhere", [[JOB, "spec.timeZone", "Europe/Atlantis"]], [`cronjob-time-zone: ${SPEC}.timeZone`]],
  [
    "2:17 in Berlin, which is left out in March and comes twice in October",
    [[JOB, "spec.timeZone", "Europe/Berlin"]],
    [`cronjob-clock-change: ${SPEC}.schedule`, `cronjob-clock-change: ${SPEC}.schedule`],
  ],
  [
    "no deadline to start",
    [[JOB, "spec.startingDeadlineSeconds"]],
    [`cronjob-starting-deadline: ${SPEC}.startingDeadlineSeconds`],
  ],
  [
    "10 seconds to start",
    [[JOB, "spec.startingDeadlineSeconds", 10]],
    [`cronjob-starting-deadline: ${SPEC}.startingDeadlineSeconds`],
  ],
  [
    "two days to start a daily job",
    [[JOB, "spec.startingDeadlineSeconds", 172_800]],
    [`cronjob-starting-deadline: ${SPEC}.startingDeadlineSeconds`],
  ],
  ["runs beside itself", [[JOB, "spec.concurrencyPolicy"]], [`cronjob-concurrency-policy: ${SPEC}.concurrencyPolicy`]],
  [
    "kills itself",
    [[JOB, "spec.concurrencyPolicy", "Replace"]],
    [`cronjob-concurrency-policy: ${SPEC}.concurrencyPolicy`],
  ],
  [
    "no end of a run",
    [[JOB, "spec.jobTemplate.spec.activeDeadlineSeconds"]],
    [`job-active-deadline: ${TEMPLATE}.activeDeadlineSeconds`],
  ],
  [
    "a run as long as the time to the next, 86,400 s",
    [[JOB, "spec.jobTemplate.spec.activeDeadlineSeconds", 86_400]],
    [`job-active-deadline: ${TEMPLATE}.activeDeadlineSeconds`],
  ],
  [
    "6 retries by default",
    [[JOB, "spec.jobTemplate.spec.backoffLimit"]],
    [`job-backoff-limit: ${TEMPLATE}.backoffLimit`],
  ],
  [
    "a drained node that counts as a failure",
    [[JOB, "spec.jobTemplate.spec.podFailurePolicy"]],
    [`job-pod-failure-policy: ${TEMPLATE}.podFailurePolicy`],
  ],
  [
    "failed pods that go after a minute",
    [[JOB, "spec.jobTemplate.spec.ttlSecondsAfterFinished", 60]],
    [`job-ttl-seconds-after-finished: ${TEMPLATE}.ttlSecondsAfterFinished`],
  ],
  [
    "one failed run kept by default",
    [[JOB, "spec.failedJobsHistoryLimit"]],
    [`cronjob-history-limits: ${SPEC}.failedJobsHistoryLimit`],
  ],
  ["nothing said of suspension", [[JOB, "spec.suspend"]], [`cronjob-suspended: ${SPEC}.suspend`]],
  [
    "containers that start anew in their pod",
    [[JOB, "spec.jobTemplate.spec.template.spec.restartPolicy", "OnFailure"]],
    [`job-restart-policy: ${TEMPLATE}.template.spec.restartPolicy`],
  ],
  [
    "a pod that the cluster's autoscaler may move",
    [[JOB, "spec.jobTemplate.spec.template.metadata.annotations"]],
    [`job-safe-to-evict: ${TEMPLATE}.template.spec`],
  ],
  [
    "a mesh that puts its proxy beside it",
    [["Namespace shop", "metadata.labels", { "istio-injection": "enabled" }]],
    [`job-with-mesh-sidecar: ${TEMPLATE}.template.spec`],
  ],
];

const SECOND = `{apiVersion: batch/v1, kind: CronJob, metadata: {name: tidy, namespace: shop}, spec: {
  schedule: "17 02 * * 0-6", timeZone: Etc/UTC, concurrencyPolicy: Forbid, startingDeadlineSeconds: 3600,
  failedJobsHistoryLimit: 3, suspend: false }}`;

const ONCE = `{apiVersion: batch/v1, kind: Job, metadata: {name: once, namespace: shop}, spec: {
  activeDeadlineSeconds: 60, backoffLimit: 0 }}`;

describe("checks on jobs", () => {
  it.each(CASES)("find %s, and nothing else", (_, changes, found) => {
    expect(foundIn(shop(changes))).toEqual(found);
  });

  it("find a second job at the same minute, written otherwise, and none a minute later", () => {
    const coincide = "cronjobs-coincide: CronJob shop/tidy spec.schedule";
    expect(foundIn(shop([], SECOND))).toContain(coincide);
    expect(foundIn(shop([], SECOND.replace("17", "18")))).not.toContain(coincide);
  });

  it("find a job of its own that stays for ever, and none that goes after a day", () => {
    const found = ["job-ttl-seconds-after-finished: Job shop/once spec.ttlSecondsAfterFinished"];
    expect(foundIn(shop([], ONCE))).toEqual(found);
    expect(foundIn(shop([], ONCE.replace("backoffLimit", "ttlSecondsAfterFinished: 86400, backoffLimit")))).toEqual([]);
  });

  it.each<readonly [string, readonly Change[]]>([
    [
      "an hourly job in Berlin: every hour that comes is one",
      [
        [JOB, "spec.schedule", "17 * * * *"],
        [JOB, "spec.timeZone", "Europe/Berlin"],
        [JOB, "spec.startingDeadlineSeconds", 1_800],
        [JOB, "spec.jobTemplate.spec.activeDeadlineSeconds", 3_599],
      ],
    ],
    [
      "04:17 in Berlin, where clocks change at 2 and 3",
      [
        [JOB, "spec.schedule", "17 4 * * *"],
        [JOB, "spec.timeZone", "Europe/Berlin"],
      ],
    ],
    [
      "every 15 minutes",
      [
        [JOB, "spec.schedule", "*/15 * * * *"],
        [JOB, "spec.startingDeadlineSeconds", 450],
        [JOB, "spec.jobTemplate.spec.activeDeadlineSeconds", 899],
      ],
    ],
    [
      "a mesh that leaves the job alone",
      [
        ["Namespace shop", "metadata.labels", { "istio-injection": "enabled" }],
        [JOB, "spec.jobTemplate.spec.template.metadata.labels", { job: "backup", "sidecar.istio.io/inject": "false" }],
      ],
    ],
  ])("are silent about %s", (_, changes) => {
    expect(foundIn(shop(changes))).toEqual([]);
  });
});
