/** A moment of UTC by the Gregorian calendar, as Go counts it: far before year 1 and far beyond what `Date` can hold. */
export interface CivilTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  /** 1 to 366. */
  readonly dayOfYear: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly daysInMonth: number;
}

/** The calendar repeats itself every 400 years, weekdays included. */
const CYCLE_YEARS = 400;
const CYCLE_SECONDS = 146_097 * 86_400;
const DAY = 86_400_000;
const SMALLEST_INTEGER = -(2n ** 63n);

/** Reads seconds since 1970, cut to whole ones. */
export function civilTime(seconds: number): CivilTime {
  const [cycles, rest] = split(Math.trunc(seconds));
  const date = new Date(rest * 1_000);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  return {
    year: year + cycles * CYCLE_YEARS,
    month: month + 1,
    day: date.getUTCDate(),
    dayOfYear: Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / DAY) + 1,
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    daysInMonth: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
  };
}

function split(seconds: number): readonly [cycles: number, rest: number] {
  if (Number.isSafeInteger(seconds)) {
    const cycles = Math.floor(seconds / CYCLE_SECONDS);
    return [cycles, seconds - cycles * CYCLE_SECONDS];
  }
  // What no 64 bit integer can hold, NaN among it, becomes the smallest one, as on the processors Prometheus runs on.
  const whole = Math.abs(seconds) < 2 ** 63 ? BigInt(seconds) : SMALLEST_INTEGER;
  // Go's calendar begins later than that, so that its own arithmetic comes around at the other end.
  const counted = whole === SMALLEST_INTEGER ? whole + 2n ** 64n : whole;
  const length = BigInt(CYCLE_SECONDS);
  const rest = ((counted % length) + length) % length;
  return [Number((counted - rest) / length), Number(rest)];
}
