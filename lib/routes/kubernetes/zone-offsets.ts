/** Months of the year, 1 to 12. */
export const MONTHS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/**
 * Years whose clock changes are looked at: laws change them, and what was emitted must stay true for years. Fixed, so that
 * the same model gives the same objects in every year.
 */
const YEARS: readonly number[] = [2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033, 2034, 2035, 2036, 2037];

/** Days of a month on which the offset is asked for; no government changes its clocks twice in less than five days. */
const DAYS: readonly number[] = [1, 6, 11, 16, 21, 26];

const MINUTE = 60_000;

const known = new Map<string, ReadonlyMap<number, readonly number[]>>();

/** Offsets of a zone that occur in each month of UTC, in minutes east of it: two in a month in which clocks change. */
export function offsetsByMonth(zone: string): ReadonlyMap<number, readonly number[]> {
  const offsets = known.get(zone) ?? offsetsIn(zone);
  known.set(zone, offsets);
  return offsets;
}

function offsetsIn(zone: string): ReadonlyMap<number, readonly number[]> {
  const offsetAt = offsetsOf(zone);
  return new Map(
    MONTHS.map((month) => {
      const moments = YEARS.flatMap((year) => [
        ...DAYS.map((day) => Date.UTC(year, month - 1, day)),
        Date.UTC(year, month, 1) - MINUTE,
      ]);
      return [month, [...new Set(moments.map(offsetAt))].sort((a, b) => a - b)];
    }),
  );
}

/**
 * Minutes that a zone is east of UTC at moments in Unix milliseconds.
 * @throws RangeError for a zone that is unknown
 */
function offsetsOf(zone: string): (moment: number) => number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  return (moment) => {
    const name = format.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign = "+", hours = "0", minutes = "0"] = /^GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
}

/** Whether clocks change in a zone: then the same hour is another one of UTC in winter. */
export function hasClockChanges(offsets: ReadonlyMap<number, readonly number[]>): boolean {
  return new Set([...offsets.values()].flat()).size > 1;
}
