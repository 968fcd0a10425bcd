import type { DayRange } from "./utc-hours.ts";
import { MONTHS } from "./zone-offsets.ts";

/** Days of the year: some days of some months. */
export interface Days {
  readonly days?: DayRange;
  readonly months?: readonly number[];
}

/** What became of days: where they went, and which cannot be said without naming years. */
export interface ShiftedDays {
  readonly days: readonly Days[];
  readonly lost: readonly string[];
}

const FEBRUARY = 2;
const SHORT: readonly number[] = [4, 6, 9, 11];
const LONG: readonly number[] = MONTHS.filter((month) => month !== FEBRUARY && !SHORT.includes(month));
/** Counted from the end of the month; Alertmanager moves earlier ones, which February may lack, to its first day. */
const LAST_SURE = -27;
const NOT_FEBRUARY: readonly number[] = MONTHS.filter((month) => month !== FEBRUARY);

/** The days after (1) or before (-1) the days of some months; without a day of the month, of whole months. */
export function shiftDays(by: -1 | 0 | 1, day: number | undefined, months: readonly number[] | undefined): ShiftedDays {
  if (day === undefined && months === undefined) return { days: [{}], lost: [] };
  if (by === 0)
    return { days: [{ ...(day === undefined ? {} : { days: only(day) }), ...(months && { months }) }], lost: [] };
  if (day === undefined) return { days: wholeMonths(by, months ?? MONTHS), lost: [] };
  return by === 1 ? dayAfter(day, months ?? MONTHS) : dayBefore(day, months ?? MONTHS);
}

function wholeMonths(by: -1 | 1, months: readonly number[]): readonly Days[] {
  return by === 1
    ? [
        { days: { from: 2, to: -1 }, months },
        { days: only(1), months: moved(1, months) },
      ]
    : [
        { days: { from: 1, to: -2 }, months },
        { days: only(-1), months: moved(-1, months) },
      ];
}

function dayAfter(day: number, months: readonly number[]): ShiftedDays {
  const of = (among: readonly number[]): readonly number[] => months.filter((month) => among.includes(month));
  if (day === -1) return { days: some(only(1), moved(1, months)), lost: [] };
  if (day < LAST_SURE) return { days: [], lost: [dayInWords(day)] };
  if (day < 28) return { days: some(only(day + 1), months), lost: [] };
  // The day after 28 February is the 29th or 1 March: only the year tells.
  if (day === 28) return { days: some(only(29), months), lost: inFebruary(day, months) };
  if (day === 29) return { days: some(only(30), of(NOT_FEBRUARY)), lost: inFebruary(day, months) };
  if (day === 30) return { days: [...some(only(31), of(LONG)), ...some(only(1), moved(1, of(SHORT)))], lost: [] };
  return { days: some(only(1), moved(1, of(LONG))), lost: [] };
}

function dayBefore(day: number, months: readonly number[]): ShiftedDays {
  const of = (among: readonly number[]): readonly number[] => months.filter((month) => among.includes(month));
  if (day === 1) return { days: some(only(-1), moved(-1, months)), lost: [] };
  if (day < LAST_SURE) return { days: [], lost: [dayInWords(day)] };
  if (day < 29) return { days: some(only(day - 1), months), lost: [] };
  if (day === 29) return { days: some(only(28), of(NOT_FEBRUARY)), lost: inFebruary(day, months) };
  if (day === 30) return { days: some(only(29), of(NOT_FEBRUARY)), lost: [] };
  return { days: some(only(30), of(LONG)), lost: [] };
}

function only(day: number): DayRange {
  return { from: day, to: day };
}

function some(days: DayRange, months: readonly number[]): readonly Days[] {
  return months.length === 0 ? [] : [{ days, months }];
}

function moved(by: -1 | 1, months: readonly number[]): readonly number[] {
  return months.map((month) => ((month - 1 + by + 12) % 12) + 1).sort((a, b) => a - b);
}

function inFebruary(day: number, months: readonly number[]): readonly string[] {
  return months.includes(FEBRUARY) ? [`${dayInWords(day)} in February`] : [];
}

function dayInWords(day: number): string {
  return `day ${day} of the month`;
}
