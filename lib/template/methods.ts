import { histogramNotation } from "../promql/histogram/print.ts";
import type { GoFunction } from "./function.ts";
import { durationText } from "./time/duration.ts";
import { calendarOf, formatTime, yearDay } from "./time/text.ts";
import {
  boolValue,
  durationValue,
  floatValue,
  INVALID,
  intValue,
  stringerText,
  stringValue,
  timeValue,
  type Value,
} from "./value.ts";

const NONE: readonly [] = [];

/** The method of a value by that name; `isPointer` says whether a pointer to it is at hand. */
export function methodOf(value: Value, name: string, isPointer: boolean): GoFunction | undefined {
  if (value.kind === "int" && value.type === "time.Duration") return durationMethod(value.value, name);
  if (value.kind === "int" && name === "String") {
    const text = stringerText(value);
    return text === undefined ? undefined : giving(stringValue(text));
  }
  if (value.kind !== "struct") return undefined;
  if (value.time !== undefined) return timeMethod(value.time, name);
  if (value.histogram === undefined || !isPointer) return undefined;
  const { histogram } = value;
  switch (name) {
    case "String":
      return giving(stringValue(stringerText({ kind: "pointer", type: "", target: value }) ?? ""));
    case "TestExpression":
      return giving(stringValue(histogramNotation(histogram)));
    case "UsesCustomBuckets":
      return giving(boolValue(histogram.schema === -53));
    default:
      return undefined;
  }
}

function giving(value: Value): GoFunction {
  return { parameters: NONE, call: () => value };
}

function nanoseconds(value: Value | undefined): bigint {
  if (value?.kind === "int") return value.value;
  return value?.kind === "struct" ? (value.time ?? 0n) : 0n;
}

function durationMethod(duration: bigint, name: string): GoFunction | undefined {
  const number = Number(duration);
  switch (name) {
    case "String":
      return giving(stringValue(durationText(duration)));
    case "Hours":
      return giving(floatValue(whole(duration, 3_600_000_000_000n)));
    case "Minutes":
      return giving(floatValue(whole(duration, 60_000_000_000n)));
    case "Seconds":
      return giving(floatValue(whole(duration, 1_000_000_000n)));
    case "Milliseconds":
      return giving(intValue(duration / 1_000_000n, "int64"));
    case "Microseconds":
      return giving(intValue(duration / 1000n, "int64"));
    case "Nanoseconds":
      return giving(intValue(duration, "int64"));
    case "Abs":
      return giving(durationValue(number < 0 ? -duration : duration));
    case "Truncate":
      return { parameters: ["time.Duration"], call: ([unit]) => durationValue(truncated(duration, nanoseconds(unit))) };
    case "Round":
      return { parameters: ["time.Duration"], call: ([unit]) => durationValue(rounded(duration, nanoseconds(unit))) };
    default:
      return undefined;
  }
}

/** Go divides the whole part and the rest on their own. */
function whole(duration: bigint, unit: bigint): number {
  return Number(duration / unit) + Number(duration % unit) / Number(unit);
}

function floored(value: bigint, unit: bigint): bigint {
  return (value - (((value % unit) + unit) % unit)) / unit;
}

function truncated(value: bigint, unit: bigint): bigint {
  return unit <= 0n ? value : value - (value % unit);
}

function rounded(value: bigint, unit: bigint): bigint {
  if (unit <= 0n) return value;
  const size = value < 0n ? -value : value;
  const rest = size % unit;
  const result = rest + rest < unit ? size - rest : size + unit - rest;
  return value < 0n ? -result : result;
}

function timeMethod(time: bigint, name: string): GoFunction | undefined {
  const { date, nanosecond } = calendarOf(time);
  const plain: Readonly<Record<string, () => Value>> = {
    String: () => stringValue(stringerText(timeValue(time)) ?? ""),
    UTC: () => timeValue(time),
    Unix: () => intValue((time - BigInt(nanosecond)) / 1_000_000_000n, "int64"),
    UnixMilli: () => intValue(floored(time, 1_000_000n), "int64"),
    UnixMicro: () => intValue(floored(time, 1000n), "int64"),
    UnixNano: () => intValue(time, "int64"),
    Year: () => intValue(date.getUTCFullYear()),
    Month: () => intValue(date.getUTCMonth() + 1, "time.Month"),
    Day: () => intValue(date.getUTCDate()),
    Hour: () => intValue(date.getUTCHours()),
    Minute: () => intValue(date.getUTCMinutes()),
    Second: () => intValue(date.getUTCSeconds()),
    Nanosecond: () => intValue(nanosecond),
    Weekday: () => intValue(date.getUTCDay(), "time.Weekday"),
    YearDay: () => intValue(yearDay(date)),
    IsZero: () => boolValue(false),
    IsDST: () => boolValue(false),
  };
  const value = Object.hasOwn(plain, name) ? plain[name] : undefined;
  if (value !== undefined) return { parameters: NONE, call: value };
  switch (name) {
    case "Format":
      return {
        parameters: ["string"],
        call: ([layout]) => stringValue(formatTime(time, layout?.kind === "string" ? layout.value : "")),
      };
    case "Add":
      return { parameters: ["time.Duration"], call: ([by]) => timeValue(time + nanoseconds(by)) };
    case "Sub":
      return { parameters: ["time.Time"], call: ([other]) => durationValue(time - nanoseconds(other)) };
    case "Before":
      return { parameters: ["time.Time"], call: ([other]) => boolValue(time < nanoseconds(other)) };
    case "After":
      return { parameters: ["time.Time"], call: ([other]) => boolValue(time > nanoseconds(other)) };
    case "Equal":
      return { parameters: ["time.Time"], call: ([other]) => boolValue(time === nanoseconds(other)) };
    case "AddDate":
      return { parameters: ["int", "int", "int"], call: (by) => timeValue(addDate(time, by.map(nanoseconds))) };
    case "Date":
    case "Clock":
      return {
        parameters: NONE,
        refusal: `function ${name} has 3 return values; should be 1 or 2`,
        call: () => INVALID,
      };
    case "ISOWeek":
    case "Zone": {
      const refusal = `invalid function signature for ${name}: second return value should be error; is int`;
      return { parameters: NONE, refusal, call: () => INVALID };
    }
    default:
      return undefined;
  }
}

function addDate(time: bigint, [years = 0n, months = 0n, days = 0n]: readonly bigint[]): bigint {
  const { date } = calendarOf(time);
  const moved = new Date(date);
  moved.setUTCFullYear(
    date.getUTCFullYear() + Number(years),
    date.getUTCMonth() + Number(months),
    date.getUTCDate() + Number(days),
  );
  return time + BigInt(moved.getTime() - date.getTime()) * 1_000_000n;
}
