import {
  above,
  absentFor,
  assumed,
  atLeast,
  freshness,
  hours,
  mebibytes,
  minutes,
  objective,
  percent,
  saturation,
} from "../../lib/index.ts";
import { cacheSize, cpuLimit, cpuUsed, lastBackup, memoryLimit, memoryUsed } from "./metrics.ts";

const sustained = assumed(
  minutes(5),
  "the metric list has limits without a duration; 5 minutes is that of the document's rules",
);
const unmeasured = absentFor(
  assumed(minutes(15), "not stated; longer than a rollout, shorter than an on-call hour"),
  "warning",
);

export const memory = objective("memory", {
  indicator: saturation({ used: memoryUsed, capacity: memoryLimit, by: ["pod"] }),
  target: percent(80),
  alert: "ALCSHighMemoryUsage",
  tiers: [above(percent(80), { for: sustained, severity: "warning" })],
  absence: unmeasured,
});

/**
 * ALCS-D09: the one number for CPU, of the promise, the alert, the HPA and the page. The 80 % of "scale up if" is that of a
 * person who scales by hand.
 */
export const BUSY = percent(70);

export const cpu = objective("cpu", {
  // ALCS-D12: CPU seconds per second by the limit, not the lifetime counter by the limit.
  indicator: saturation({ used: cpuUsed, capacity: cpuLimit, by: ["pod"] }),
  target: BUSY,
  alert: "ALCSHighCPUUsage",
  tiers: [
    above(BUSY, {
      over: assumed(minutes(5), "not stated; the range of the document's rules"),
      for: sustained,
      severity: "warning",
    }),
  ],
  absence: unmeasured,
});

export const cache = objective("cache", {
  indicator: saturation({
    used: cacheSize,
    capacity: assumed(
      mebibytes(512),
      "the cache is configured in items (CACHE_MAX_ITEMS), its bytes are not stated; a quarter of the 2 GiB memory limit",
    ),
    by: ["pod"],
  }),
  target: percent(100),
  alert: "ALCSCacheFull",
  impact: "The cache is at its max configured size and evicts what is asked for again.",
  // "< max configured" allows nothing at the maximum, so the comparison includes it.
  tiers: [atLeast(percent(100), { for: sustained, severity: "warning" })],
  absence: unmeasured,
});

export const backupAge = objective("backup-age", {
  indicator: freshness(lastBackup),
  target: assumed(hours(24), "the schedule is not stated; backups are verified daily"),
  alert: "ALCSBackupTooOld",
  tiers: [
    above(assumed(hours(26), "as above, with two hours for a slow backup"), {
      for: assumed(minutes(15), "not stated; a missed evaluation is no missed backup"),
      severity: "warning",
    }),
  ],
  absence: absentFor(assumed(hours(26), "as above: no backup since the CronJob was created"), "warning"),
});
