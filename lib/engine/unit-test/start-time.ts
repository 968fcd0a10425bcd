import { parseGoFloat } from "../../template/number.ts";

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))?(Z|([-+])(\d{2}):(\d{2}))$/;

/**
 * The moment of a `start_timestamp`: Unix seconds or RFC 3339, as promtool reads it; `undefined` where it is neither. The
 * first moment of year 1 is Go's zero time, which counts as not set: 0. Units: milliseconds, fractions dropped.
 */
export function readStartTime(text: string): number | undefined {
  const seconds = parseGoFloat(text);
  if (seconds !== undefined) return Number.isFinite(seconds) ? Math.floor(seconds * 1_000) : undefined;
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const [fraction = "", , sign, offsetHours = "0", offsetMinutes = "0"] = match.slice(7);
  if (hour > 23 || minute > 59 || second > 59 || Number(offsetHours) > 24 || Number(offsetMinutes) > 59)
    return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === "-" ? -1 : 1);
  const milliseconds = Math.floor(Number(`0.${fraction === "" ? "0" : fraction}`) * 1_000);
  const time = date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1_000 + milliseconds;
  return time === ZERO_TIME ? 0 : time;
}

/** 0001-01-01T00:00:00Z. */
const ZERO_TIME = -62_135_596_800_000;
