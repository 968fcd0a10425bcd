const MONTHS = "January February March April May June July August September October November December".split(" ");
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const BILLION = 1_000_000_000n;

/** A point in time of the calendar, UTC. */
export interface Calendar {
  readonly date: Date;
  readonly nanosecond: number;
}

export function calendarOf(nanoseconds: bigint): Calendar {
  const nanosecond = ((nanoseconds % BILLION) + BILLION) % BILLION;
  return { date: new Date(Number((nanoseconds - nanosecond) / 1_000_000n)), nanosecond: Number(nanosecond) };
}

/** `nanoseconds` since 1970 as Go's `time.Time` prints them: `2015-08-29 16:00:00 +0000 UTC`. */
export function timeText(nanoseconds: bigint): string {
  const { date, nanosecond } = calendarOf(nanoseconds);
  const fraction = String(nanosecond).padStart(9, "0").replace(/0+$/, "");
  const [day = "", clock = ""] = date.toISOString().split("T");
  return `${day} ${clock.slice(0, 8)}${fraction === "" ? "" : `.${fraction}`} +0000 UTC`;
}

/** A time in a layout of Go's, such as `2006-01-02 15:04:05 MST` (https://pkg.go.dev/time#Layout). */
export function formatTime(nanoseconds: bigint, layout: string): string {
  const { date, nanosecond } = calendarOf(nanoseconds);
  return layout.replace(LAYOUT, (part) => layoutPart(part, date, nanosecond));
}

const LAYOUT =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|2006|-07:00:00|-07:00|-070000|-0700|-07|Z07:00:00|Z07:00|Z070000|Z0700|Z07|_2006|_2|__2|002|01|02|03|04|05|06|15|PM|pm|[.,](?:0+|9+)(?![0-9])|1|2|3|4|5/g;

function layoutPart(part: string, date: Date, nanosecond: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const month = date.getUTCMonth();
  const day = date.getUTCDate();
  const hour = date.getUTCHours() % 12 || 12;
  const parts: Readonly<Record<string, () => string>> = {
    January: () => MONTHS[month] as string,
    Jan: () => (MONTHS[month] as string).slice(0, 3),
    Monday: () => weekdayText(date.getUTCDay()),
    Mon: () => weekdayText(date.getUTCDay()).slice(0, 3),
    MST: () => "UTC",
    "2006": () => String(date.getUTCFullYear()).padStart(4, "0"),
    _2006: () => `_${String(date.getUTCFullYear()).padStart(4, "0")}`,
    "01": () => two(month + 1),
    "1": () => String(month + 1),
    "02": () => two(day),
    "2": () => String(day),
    _2: () => String(day).padStart(2),
    "002": () => String(yearDay(date)).padStart(3, "0"),
    __2: () => String(yearDay(date)).padStart(3),
    "15": () => two(date.getUTCHours()),
    "03": () => two(hour),
    "3": () => String(hour),
    "04": () => two(date.getUTCMinutes()),
    "4": () => String(date.getUTCMinutes()),
    "05": () => two(date.getUTCSeconds()),
    "5": () => String(date.getUTCSeconds()),
    "06": () => two(date.getUTCFullYear() % 100),
    PM: () => (date.getUTCHours() >= 12 ? "PM" : "AM"),
    pm: () => (date.getUTCHours() >= 12 ? "pm" : "am"),
  };
  const write = parts[part];
  if (write !== undefined) return write();
  if (part.startsWith("-")) return part.replace("-07", "+00");
  if (part.startsWith("Z")) return "Z";
  const fraction = String(nanosecond)
    .padStart(9, "0")
    .slice(0, part.length - 1);
  const shown = part[1] === "9" ? fraction.replace(/0+$/, "") : fraction;
  return shown === "" ? "" : (part[0] ?? "") + shown;
}

export function yearDay(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

export function monthText(month: number): string {
  return MONTHS[month - 1] ?? `%!Month(${month})`;
}

export function weekdayText(day: number): string {
  return WEEKDAYS[day] ?? `%!Weekday(${day})`;
}
