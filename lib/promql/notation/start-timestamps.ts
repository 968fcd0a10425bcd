import { parseDuration } from "../../core/duration.ts";
import { PromqlError } from "../error.ts";
import { countLiteral } from "./numbers.ts";

/** Where the start timestamps of the following series are described: `metric{labels}@st 0s -1mx5`. */
export interface StartTimestampLine {
  /** The metric as written, without `@st`. */
  readonly metric: string;
  /** The start of each sample against its own time, `undefined` where it has none. Units: milliseconds. */
  readonly offsets: readonly (number | undefined)[];
}

const ITEM = /^([+-]?\d+[a-zA-Z]*?)(?:([+-])([+-]?\d+[a-zA-Z]*?))?(?:x(.*))?$/;

/** Whether a line describes start timestamps. */
export function isStartTimestampLine(line: string): boolean {
  return /^[^ \t]*@st[ \t]/.test(line.trim());
}

/** Reads a line for which `isStartTimestampLine` holds. Errors: `PromqlError`. */
export function parseStartTimestampLine(line: string): StartTimestampLine {
  const trimmed = line.trim();
  const [head = "", ...items] = trimmed.split(/\s+/);
  try {
    return { metric: head.slice(0, -"@st".length), offsets: items.flatMap(readItem) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new PromqlError(`invalid @st sequence: ${error.message}`, line, { start: 0, end: line.length });
  }
}

function readItem(item: string): readonly (number | undefined)[] {
  if (item === "_") return [undefined];
  if (item.startsWith("_x")) {
    const count = /^\d+$/.test(item.slice(2)) ? countLiteral(item.slice(2)) : 0;
    if (count === 0) throw new SyntaxError(`invalid ST item "${item}": invalid repeat count`);
    return new Array<undefined>(count).fill(undefined);
  }
  const [, base = "", sign, step, times] = ITEM.exec(item) ?? [];
  const first = offsetOf(base, item);
  if (step === undefined) {
    return times === undefined ? [first] : new Array<number>(repetitions(times, item) + 1).fill(first);
  }
  if (times === undefined) throw new SyntaxError(`invalid ST item "${item}": expected 'x<count>' after step duration`);
  const by = sign === "-" ? -offsetOf(step, item) : offsetOf(step, item);
  return Array.from({ length: repetitions(times, item) + 1 }, (_, index) => first + index * by);
}

function offsetOf(text: string, item: string): number {
  const length = parseDuration(text.replace(/^[+-]/, ""));
  if (length === undefined) throw new SyntaxError(`invalid ST item "${item}": invalid duration "${text}"`);
  return text.startsWith("-") ? -length : length;
}

function repetitions(text: string, item: string): number {
  if (!/^\d+$/.test(text)) throw new SyntaxError(`invalid ST item "${item}": invalid repeat count`);
  return countLiteral(text);
}
