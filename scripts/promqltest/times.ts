import { parseDuration } from "../../lib/core/duration.ts";
import { ScriptError } from "./problem.ts";

/** The times of `from ... to ... step ...`. */
export function rangeOf(from: string, to: string, step: string): { start: number; end: number; step: number } {
  const start = durationOf(from, "start timestamp");
  const end = durationOf(to, "end timestamp");
  if (end < start) throw new ScriptError(`end timestamp (${to}) is before start timestamp (${from})`);
  return { start, end, step: durationOf(step, "step") };
}

/** A duration in milliseconds. Errors: `ScriptError`. */
export function durationOf(text: string, what: string): number {
  const length = parseDuration(text);
  if (length === undefined) throw new ScriptError(`invalid ${what} definition "${text}"`);
  return length;
}
