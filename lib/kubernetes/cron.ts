/** A field of a schedule: which numbers it names, and what they may be called. */
interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELDS: readonly [Field, Field, Field, Field, Field] = [
  { name: "minute", least: 0, most: 59 },
  { name: "hour", least: 0, most: 23 },
  { name: "day of the month", least: 1, most: 31 },
  { name: "month", least: 1, most: 12, names: MONTHS },
  { name: "day of the week", least: 0, most: 6, names: WEEKDAYS },
];

/** https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax */
const MACROS: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/** When a CronJob runs, by the clock of its time zone. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: readonly number[];
  /** 1 to 12. */
  readonly months: readonly number[];
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
  /** Whether one of the two kinds of days is enough: so when neither of them stands as `*`. */
  readonly eitherDay: boolean;
}

/** A schedule, or what is wrong with its text. */
export type ReadCron =
  | { readonly ok: true; readonly cron: Cron }
  | { readonly ok: false; readonly message: string; readonly found: string; readonly expected: string };

/**
 * Reads a schedule as the CronJob controller does, which uses the standard parser of robfig/cron 3: five fields or a macro, no
 * seconds, no `L`, `W` or `#`, and Sunday is 0 and never 7. Libraries of npm take more than that, and Kubernetes refuses it.
 */
export function readCron(text: string): ReadCron {
  const trimmed = text.trim();
  if (/^(?:CRON_)?TZ=/.test(trimmed)) {
    const expected = "a schedule, and the zone in timeZone";
    return { ok: false, message: "a time zone in a schedule is refused", found: text, expected };
  }
  const macro = Object.hasOwn(MACROS, trimmed) ? MACROS[trimmed] : undefined;
  if (trimmed.startsWith("@") && macro === undefined) {
    return { ok: false, message: "no such macro", found: text, expected: Object.keys(MACROS).join(", ") };
  }
  const parts = (macro ?? trimmed).split(/\s+/);
  if (parts.length !== FIELDS.length) {
    const expected = `${FIELDS.length} fields: minute, hour, day of the month, month, day of the week`;
    return { ok: false, message: `${parts.length} fields`, found: text, expected };
  }
  const read = FIELDS.map((field, index) => readField(parts[index] ?? "", field));
  const wrong = read.find((one) => typeof one === "string");
  if (typeof wrong === "string") return { ok: false, message: wrong, found: text, expected: "a schedule of cron" };
  const [minutes = [], hours = [], daysOfMonth = [], months = [], weekdays = []] = read.map((one) =>
    typeof one === "string" ? [] : one.values,
  );
  const open = read.map((one) => typeof one !== "string" && one.open);
  const eitherDay = open[2] !== true && open[4] !== true;
  return { ok: true, cron: { minutes, hours, daysOfMonth, months, weekdays, eitherDay } };
}

interface ReadField {
  readonly values: readonly number[];
  /** Stands as `*`; a step makes it a list of days like any other. */
  readonly open: boolean;
}

function readField(text: string, field: Field): ReadField | string {
  const values = new Set<number>();
  let open = false;
  // As there, an empty item of a list is passed over.
  for (const part of text.split(",").filter((one) => one !== "")) {
    const read = readRange(part, field);
    if (typeof read === "string") return read;
    for (let value = read.from; value <= read.to; value += read.step) values.add(value);
    open ||= read.open;
  }
  return { values: [...values].sort((a, b) => a - b), open };
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly open: boolean;
}

/** `*`, `5`, `5-10`, any of them with `/2`; `5/10` counts from 5 to the end. */
function readRange(text: string, field: Field): Range | string {
  const [range = "", stepText, more] = text.split("/");
  if (more !== undefined) return `${field.name}: two steps in ${text}`;
  const step = stepText === undefined ? 1 : readNumber(stepText);
  if (step === undefined || step === 0) return `${field.name}: the step of ${text} is no number above 0`;
  if (range === "*" || range === "?") return { from: field.least, to: field.most, step, open: step === 1 };
  const [first = "", last, beyond] = range.split("-");
  if (beyond !== undefined) return `${field.name}: two hyphens in ${text}`;
  const from = numberNamed(first, field);
  const to = last === undefined ? (stepText === undefined ? from : field.most) : numberNamed(last, field);
  if (from === undefined || to === undefined)
    return `${field.name}: ${range === "" ? "nothing" : range} is no number of it`;
  if (from < field.least || to > field.most)
    return `${field.name}: ${range} is not within ${field.least} to ${field.most}`;
  if (from > to) return `${field.name}: ${range} ends before it begins`;
  return { from, to, step, open: false };
}

function numberNamed(text: string, { names, least }: Field): number | undefined {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  return named === -1 ? readNumber(text) : named + least;
}

function readNumber(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Whether a day is one of the schedule, by its calendar. */
export function isCronDay(
  cron: Cron,
  day: { readonly month: number; readonly date: number; readonly weekday: number },
): boolean {
  if (!cron.months.includes(day.month)) return false;
  const [byDate, byWeekday] = [cron.daysOfMonth.includes(day.date), cron.weekdays.includes(day.weekday)];
  return cron.eitherDay ? byDate || byWeekday : byDate && byWeekday;
}

/** Minutes of a day at which the schedule runs: 0 is midnight. */
export function minutesOfDay({ hours, minutes }: Cron): readonly number[] {
  return hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
}
