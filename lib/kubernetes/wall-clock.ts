const HOUR = 3_600_000;

/** Making a format takes far longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * What the clock of a zone shows at a moment, written as if it were UTC. Units: milliseconds since 1970.
 *
 * @throws RangeError for a time zone that nobody knows
 */
export function wallClock(time: number, timeZone: string): number {
  if (timeZone === "UTC" || timeZone === "Etc/UTC") return time;
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (time % 1_000);
}

/** The moments at which the clock of a zone shows a time: none in the hour that is left out, two in the one that comes twice. */
export function localTimes(local: number, timeZone: string): readonly number[] {
  // A clock changes at most once within two days, so the offsets a day before and after are all that it can have.
  const offsets = [local - 24 * HOUR, local + 24 * HOUR].map((time) => wallClock(time, timeZone) - time);
  const times = [...new Set(offsets)].map((offset) => local - offset);
  return times.filter((time) => wallClock(time, timeZone) === local).sort((a, b) => a - b);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-u-ca-iso8601", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, format);
  return format;
}
