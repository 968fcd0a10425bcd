/** Hours that come again, in UTC. All of its fields have to hold; an absent one always does. */
export interface UtcHours {
  /** Minutes since midnight; the end does not belong to it, and is 1440 at most. */
  readonly from: number;
  readonly to: number;
  /** 0 is Monday. */
  readonly weekdays?: readonly number[];
  readonly days?: DayRange;
  readonly months?: readonly number[];
}

/** Days of a month, both ends included. Negative ones count from its end: -1 is the last day. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

/** Every month has these days, whichever end they are counted from. */
const SHORTEST_MONTH = 28;

/** When both hold, as hours; `undefined` where that is never, or where no range of days can say it: narrower, never wider. */
export function meet(a: UtcHours, b: UtcHours): UtcHours | undefined {
  const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
  const weekdays = common(a.weekdays, b.weekdays);
  const months = common(a.months, b.months);
  const days = commonDays(a.days, b.days);
  if (from >= to || weekdays?.length === 0 || months?.length === 0 || days === "none") return undefined;
  return {
    from,
    to,
    ...(weekdays === undefined ? {} : { weekdays }),
    ...(days === undefined ? {} : { days }),
    ...(months === undefined ? {} : { months }),
  };
}

function common(a: readonly number[] | undefined, b: readonly number[] | undefined): readonly number[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.filter((value) => b.includes(value));
}

function commonDays(a: DayRange | undefined, b: DayRange | undefined): DayRange | "none" | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.from === b.from && a.to === b.to) return a;
  const single = [a, b].find(({ from, to }) => from === to);
  const other = single === a ? b : a;
  // A day that every month has, before the last ones, lies in a range from the start to one of the last days.
  if (single !== undefined && other.from > 0 && other.to < 0 && single.from >= other.from) {
    return single.from <= SHORTEST_MONTH + other.to + 1 ? single : "none";
  }
  if (Math.sign(a.from) !== Math.sign(b.from) || Math.sign(a.to) !== Math.sign(b.to)) return "none";
  const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
  return Math.sign(from) === Math.sign(to) && from > to ? "none" : { from, to };
}
