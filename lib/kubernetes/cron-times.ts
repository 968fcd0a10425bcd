import { type Cron, isCronDay, minutesOfDay } from "./cron.ts";
import { localTimes, wallClock } from "./wall-clock.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Years that the controller looks ahead, to the end of the last one. */
const YEARS = 5;

/** Days in which a schedule shows how far apart its runs are: what happens less often is no rhythm. */
const HORIZON = YEARS * 366;

/** Days of the Gregorian calendar until its pattern of dates and weekdays repeats: 400 years. */
const CYCLE = 146_097;

/** The shortest and the longest time between two runs. Units: minutes. */
export interface CronIntervals {
  readonly shortest: number;
  readonly longest: number;
}

/**
 * When a schedule runs next, strictly after a moment; nothing when it does not within five years, where the controller gives up.
 * A local time that a change of the clocks leaves out is no run, and one that comes twice is two: so does the controller.
 * Units: milliseconds since 1970. `timeZone` is a name of the IANA list; default: UTC.
 *
 * @throws RangeError for a time zone that nobody knows
 */
export function nextCronTime(cron: Cron, after: number, timeZone = "UTC"): number | undefined {
  return cronTimes(cron, after, timeZone).next().value ?? undefined;
}

/** Every run strictly after a moment, in order, until none follows for five years. Units and errors as of {@link nextCronTime}. */
export function* cronTimes(cron: Cron, after: number, timeZone = "UTC"): Generator<number, undefined> {
  const minutes = minutesOfDay(cron);
  const start = wallClock(after, timeZone);
  let lastYear = yearOf(start) + YEARS;
  // A day early: the hour that comes twice may lie on both sides of midnight.
  for (let day = Math.floor(start / DAY) - 1; yearOf(day * DAY) <= lastYear; day++) {
    if (!isDay(cron, day)) continue;
    const times = minutes.flatMap((minute) => localTimes(day * DAY + minute * MINUTE, timeZone));
    for (const time of times.sort((a, b) => a - b)) {
      if (time <= after) continue;
      yield time;
      lastYear = yearOf(day * DAY) + YEARS;
    }
  }
  return undefined;
}

/** Whether a schedule never runs: 30 February. */
export function neverRuns(cron: Cron): boolean {
  for (let day = 0; day < CYCLE; day++) if (isDay(cron, day)) return false;
  return true;
}

/** How far apart the runs are, where clocks do not change; nothing for a schedule that runs at most once in five years. */
export function cronIntervals(cron: Cron): CronIntervals | undefined {
  const minutes = minutesOfDay(cron).toSorted((a, b) => a - b);
  const [first, last] = [minutes[0], minutes.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const days: number[] = [];
  // From 2000 on, so that the leap day of a century that has one is among them.
  for (let day = 10_957; day <= 10_957 + HORIZON; day++) if (isDay(cron, day)) days.push(day);
  if (days.length < 2) return undefined;
  const within = minutes.slice(1).map((minute, index) => minute - (minutes[index] ?? 0));
  const between = days.slice(1).map((day, index) => (day - (days[index] ?? 0)) * 1_440 + first - last);
  return { shortest: least([...within, ...between]), longest: -least([...within, ...between].map((gap) => -gap)) };
}

/** Local times of a year that a change of the clocks leaves out, or brings twice. Units: milliseconds since 1970, UTC. */
export function cronAtClockChanges(
  cron: Cron,
  year: number,
  timeZone: string,
): { readonly skipped: readonly string[]; readonly twice: readonly string[] } {
  const minutes = minutesOfDay(cron);
  const skipped: string[] = [];
  const twice: string[] = [];
  const end = Date.UTC(year + 1, 0, 1) / DAY;
  for (let day = Date.UTC(year, 0, 1) / DAY; day < end; day++) {
    // Only days whose noon has another offset than the noon before have a change.
    const [before, after] = [day - 1, day].map((one) => localTimes((one + 0.5) * DAY, timeZone)[0] ?? 0);
    if ((after ?? 0) - (before ?? 0) === DAY || !isDay(cron, day)) continue;
    for (const minute of minutes) {
      const local = day * DAY + minute * MINUTE;
      const times = localTimes(local, timeZone).length;
      if (times === 0) skipped.push(textOf(local));
      if (times > 1) twice.push(textOf(local));
    }
  }
  return { skipped, twice };
}

function yearOf(local: number): number {
  return new Date(local).getUTCFullYear();
}

function isDay(cron: Cron, day: number): boolean {
  const date = new Date(day * DAY);
  return isCronDay(cron, { month: date.getUTCMonth() + 1, date: date.getUTCDate(), weekday: date.getUTCDay() });
}

/** As arguments of Math.min a year's minutes would be too many. */
function least(values: readonly number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Number.POSITIVE_INFINITY);
}

function textOf(local: number): string {
  return new Date(local).toISOString().slice(0, 16).replace("T", " ");
}
