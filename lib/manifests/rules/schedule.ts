import { type Cron, minutesOfDay, readCron } from "../../kubernetes/cron.ts";
import { cronAtClockChanges, cronIntervals, neverRuns } from "../../kubernetes/cron-times.ts";
import { numberOf, textOf } from "../../kubernetes/fields.ts";
import type { Manifest } from "../manifest.ts";
import { grouped, specOf } from "../manifest-set.ts";
import { objectRule, type Rule } from "../rule.ts";

/** A year with ordinary changes of the clocks; their dates move by days from year to year, their hours hardly ever. */
const YEAR = 2027;

const KINDS = ["CronJob"];

export const SCHEDULE: readonly Rule[] = [
  objectRule(
    { id: "cronjob-schedule", level: "error", what: "a schedule that cannot be read, or never comes" },
    KINDS,
    function* (manifest) {
      const text = textOf(specOf(manifest).schedule) ?? "";
      const read = readCron(text);
      if (!read.ok) {
        const { message, found, expected } = read;
        yield { field: "spec.schedule", message, found, expected };
      } else if (neverRuns(read.cron)) {
        yield { field: "spec.schedule", message: "this day never comes", found: text, expected: "a day of some month" };
      }
    },
  ),
  objectRule(
    { id: "cronjob-uneven-step", level: "warning", what: "a step that does not divide its hour or day" },
    KINDS,
    function* (manifest) {
      const text = textOf(specOf(manifest).schedule) ?? "";
      const [minute = "", hour = ""] = text.trim().split(/\s+/);
      for (const [field, size, unit] of [
        [minute, 60, "hour"],
        [hour, 24, "day"],
      ] as const) {
        const step = Number(/^\*\/(\d+)$/.exec(field)?.[1] ?? 1);
        if (step === 0 || size % step === 0) continue;
        const message = `the last run of each ${unit} is followed by the next after ${size % step} instead of ${step}`;
        yield { field: "spec.schedule", message, found: field, expected: `a step that divides ${size}` };
      }
    },
  ),
  objectRule(
    { id: "cronjob-on-the-hour", level: "warning", what: "a job that starts when all others do" },
    KINDS,
    function* (manifest) {
      const { cron, text } = cronOf(manifest);
      if (cron === undefined || cron.minutes.length !== 1 || cron.minutes[0] !== 0) return;
      const message = "most jobs of most clusters start at this minute";
      yield { field: "spec.schedule", message, found: text, expected: "a minute other than 0" };
    },
  ),
  {
    id: "cronjobs-coincide",
    level: "warning",
    what: "jobs of a namespace that always start at one moment",
    *check(set) {
      const jobs = set.ofKind(...KINDS).filter((one) => cronOf(one).cron !== undefined);
      for (const group of grouped(jobs, whenOf).values()) {
        const [first, ...others] = group;
        for (const manifest of first === undefined ? [] : others) {
          const message = `always starts together with ${first?.object.metadata.name}`;
          const found = cronOf(manifest).text;
          yield { manifest, field: "spec.schedule", message, found, expected: "minutes apart" };
        }
      }
    },
  },
  objectRule(
    {
      id: "cronjob-time-zone",
      level: "error",
      what: "a schedule by the clock of whatever node the controller runs on",
    },
    KINDS,
    function* (manifest) {
      const zone = specOf(manifest).timeZone;
      if (zone === undefined || zone === null) {
        const message = "the hours are those of the controller's own clock";
        yield { field: "spec.timeZone", message, found: "nothing", expected: "Etc/UTC" };
      } else if (!isZone(zone)) {
        const expected = "a name of the IANA list: Etc/UTC";
        yield { field: "spec.timeZone", message: "nobody knows this time zone", found: String(zone), expected };
      }
    },
  ),
  objectRule(
    {
      id: "cronjob-clock-change",
      level: "warning",
      what: "a job that is left out, or runs twice, when the clocks change",
    },
    KINDS,
    function* (manifest) {
      const zone = specOf(manifest).timeZone;
      const { cron, text } = cronOf(manifest);
      // A job of every hour does not mind one hour more or less.
      if (cron === undefined || !isZone(zone) || /UTC$/.test(zone) || cron.hours.length === 24) return;
      const { skipped, twice } = cronAtClockChanges(cron, YEAR, zone);
      const facts = { found: `${text} in ${zone}`, expected: "another hour, or Etc/UTC" };
      if (skipped[0] !== undefined) {
        yield {
          field: "spec.schedule",
          message: `does not run on a day like ${skipped[0]}: that hour is left out`,
          ...facts,
        };
      }
      if (twice[0] !== undefined) {
        yield {
          field: "spec.schedule",
          message: `runs twice on a day like ${twice[0]}: that hour comes twice`,
          ...facts,
        };
      }
    },
  ),
  objectRule(
    {
      id: "cronjob-starting-deadline",
      level: "warning",
      what: "a run that is dropped in silence, or made up for far too late",
      like: ["kube-score cronjob-has-deadline"],
    },
    KINDS,
    function* (manifest) {
      const value = numberOf(specOf(manifest).startingDeadlineSeconds);
      const interval = shortestInterval(manifest);
      const [field, expected] = ["spec.startingDeadlineSeconds", expectedDeadline(interval)];
      if (value === undefined) {
        const message = "after 100 missed runs the controller gives up for good";
        yield { field, message, found: "nothing", expected };
      } else if (value < Math.min(600, (interval ?? 3_600) / 2)) {
        const message = "a run is dropped when the controller is busy for longer";
        yield { field, message, found: String(value), expected };
      } else if (interval !== undefined && value > interval) {
        const message = "a run may be made up for after the next one was due";
        yield { field, message, found: String(value), expected };
      }
    },
  ),
];

/** What several checks ask of a CronJob's schedule, found out once. */
interface Timing {
  readonly text: string;
  readonly cron: Cron | undefined;
  /** Minutes. */
  readonly shortest: number | undefined;
}

const timings = new WeakMap<Manifest, Timing>();

/** The shortest time between two runs of a CronJob; nothing where its schedule cannot be read. Units: seconds. */
export function shortestInterval(manifest: Manifest): number | undefined {
  const { shortest } = cronOf(manifest);
  return shortest === undefined ? undefined : shortest * 60;
}

function expectedDeadline(interval: number | undefined): string {
  if (interval === undefined) return "at least 600";
  return `from ${Math.min(600, interval / 2)} to ${interval}, half the interval is ${interval / 2}`;
}

function cronOf(manifest: Manifest): Timing {
  const known = timings.get(manifest);
  if (known !== undefined) return known;
  const text = textOf(specOf(manifest).schedule) ?? "";
  const read = readCron(text);
  const cron = read.ok ? read.cron : undefined;
  const timing = { text, cron, shortest: cron === undefined ? undefined : cronIntervals(cron)?.shortest };
  timings.set(manifest, timing);
  return timing;
}

/** Equal for schedules that mean the same, however they are written. */
function whenOf(manifest: Manifest): string {
  const { cron } = cronOf(manifest);
  const { daysOfMonth, months, weekdays, eitherDay } = cron ?? {};
  const minutes = cron === undefined ? [] : minutesOfDay(cron);
  return JSON.stringify([
    manifest.namespace,
    specOf(manifest).timeZone,
    minutes,
    daysOfMonth,
    months,
    weekdays,
    eitherDay,
  ]);
}

/** Asking for a zone takes a millisecond, and most jobs of a set have the same one. */
const zones = new Map<string, boolean>();

function isZone(zone: unknown): zone is string {
  if (typeof zone !== "string" || zone === "" || zone === "Local") return false;
  const known = zones.get(zone) ?? isKnownZone(zone);
  zones.set(zone, known);
  return known;
}

function isKnownZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
