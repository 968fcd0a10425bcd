import type { LabelSelection } from "../../model/metric.ts";

/** Values to try where a selection excludes some. */
const OTHERS = ["another-team", "elsewhere", "z9", "0"];

/** A label value that a selection selects, for synthetic series. Throws Error when none can be thought of. */
export function valueIn(selection: LabelSelection): string {
  if (typeof selection === "string") return selection;
  const candidates = selection instanceof RegExp ? [example(selection.source), ...OTHERS] : OTHERS;
  const found = candidates.find((value) => selects(selection, value));
  if (found === undefined) throw new Error(`no example of a label value for ${describe(selection)}`);
  return found;
}

/** A label value that a selection does not select; `undefined` when it selects everything tried. */
export function valueOutside(selection: LabelSelection): string | undefined {
  return OTHERS.find((value) => !selects(selection, value));
}

/** Whether a matcher made from the selection selects the value; patterns are fully anchored, as in Prometheus. */
export function selects(selection: LabelSelection, value: string): boolean {
  if (typeof selection === "string") return selection === value;
  if (selection instanceof RegExp) return new RegExp(`^(?:${selection.source})$`, "s").test(value);
  return !selects(selection.not, value);
}

/** A selection in words: `octollm`, `matching octollm.*`. */
export function describe(selection: LabelSelection): string {
  if (typeof selection === "string") return selection;
  return selection instanceof RegExp ? `matching ${selection.source}` : `other than ${describe(selection.not)}`;
}

interface Reader {
  readonly source: string;
  at: number;
}

/** The shortest obvious match of a regular expression: first alternatives, fewest repetitions, first of a class. */
function example(source: string): string {
  return alternatives({ source, at: 0 });
}

function alternatives(reader: Reader): string {
  const first = sequence(reader);
  while (reader.source[reader.at] === "|") {
    reader.at++;
    sequence(reader);
  }
  return first;
}

function sequence(reader: Reader): string {
  let text = "";
  while (reader.at < reader.source.length && !"|)".includes(reader.source.charAt(reader.at))) {
    const part = atom(reader);
    text += part.repeat(fewest(reader));
  }
  return text;
}

function atom(reader: Reader): string {
  const char = reader.source.charAt(reader.at++);
  if (char === "(") {
    const opening = /\?(?::|P?<\w+>)/y;
    opening.lastIndex = reader.at;
    if (opening.test(reader.source)) reader.at = opening.lastIndex;
    const inner = alternatives(reader);
    reader.at++;
    return inner;
  }
  if (char === "[") return fromClass(reader);
  if (char === "\\") return escaped(reader.source.charAt(reader.at++));
  if (char === ".") return "x";
  return char === "^" || char === "$" ? "" : char;
}

function fromClass(reader: Reader): string {
  const from = reader.at - 1;
  for (let first = true; reader.at < reader.source.length; first = false) {
    const char = reader.source.charAt(reader.at++);
    if (char === "\\") reader.at++;
    else if (char === "]" && !first) break;
  }
  const text = reader.source.slice(from, reader.at);
  const pattern = new RegExp(`^${text}$`);
  return [...text, ..."a0-_A."].find((char) => pattern.test(char)) ?? "";
}

function escaped(char: string): string {
  const classes: Readonly<Record<string, string>> = { d: "0", w: "a", s: " ", D: "x", W: "-", S: "x" };
  return classes[char] ?? char;
}

function fewest(reader: Reader): number {
  const repeat = /([*+?]|\{(\d+)(?:,\d*)?\})\??/y;
  repeat.lastIndex = reader.at;
  const match = repeat.exec(reader.source);
  if (match === null) return 1;
  reader.at = repeat.lastIndex;
  return match[1] === "*" || match[1] === "?" ? 0 : match[1] === "+" ? 1 : Number(match[2]);
}
