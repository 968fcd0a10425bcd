import { compileUnanchored } from "../../promql/re2/compile.ts";
import type { Reader } from "./reader.ts";
import { LogqlError } from "./tokens.ts";

const LINE_FILTERS = ["|=", "!=", "|~", "!~", "|>", "!>"];
const COMPARISONS = ["=", "==", "!=", "=~", "!~", ">", ">=", "<", "<="];

/** What is done with the lines of a selector: filters, parsers, formats, label filters. Errors: LogqlError. */
export function checkPipeline(reader: Reader): void {
  for (;;) {
    const { kind, text } = reader.peek();
    if (kind !== "sign") return;
    if (LINE_FILTERS.includes(text)) lineFilter(reader);
    else if (text === "|") stage(reader);
    else return;
  }
}

function lineFilter(reader: Reader): void {
  const operator = reader.take().text;
  do {
    if (reader.taken("ip")) {
      reader.sign("(");
      reader.kind("string", "an address");
      reader.sign(")");
      continue;
    }
    const { at } = reader.peek();
    const value = reader.kind("string", "a quoted string");
    if (operator.endsWith("~")) checkPattern(value, at);
  } while (reader.taken("or"));
}

function stage(reader: Reader): void {
  reader.take();
  const { text, kind } = reader.peek();
  if (kind !== "word" && text !== "(") reader.refuse("a stage of the pipeline");
  switch (text) {
    case "json":
    case "logfmt":
      reader.take();
      extractions(reader);
      return;
    case "unpack":
    case "decolorize":
      reader.take();
      return;
    case "regexp": {
      reader.take();
      const { at } = reader.peek();
      checkPattern(reader.kind("string", "a regular expression"), at);
      return;
    }
    case "pattern":
    case "line_format":
      reader.take();
      reader.kind("string", "a quoted string");
      return;
    case "label_format":
      reader.take();
      do {
        reader.kind("word", "a label");
        reader.sign("=");
        if (reader.peek().kind === "string") reader.take();
        else reader.kind("word", "a label or a template");
      } while (reader.taken(","));
      return;
    case "drop":
    case "keep":
      reader.take();
      do {
        reader.kind("word", "a label");
        if (reader.taken("=", "!=", "=~", "!~")) reader.kind("string", "a quoted string");
      } while (reader.taken(","));
      return;
    case "unwrap":
      reader.take();
      unwrap(reader);
      return;
    default:
      labelFilters(reader);
  }
}

/** `json a="b", c`: only some of the fields. */
function extractions(reader: Reader): void {
  if (reader.peek().kind !== "word") return;
  do {
    reader.kind("word", "a label");
    if (reader.taken("=")) reader.kind("string", "a quoted string");
  } while (reader.taken(","));
}

function unwrap(reader: Reader): void {
  const name = reader.kind("word", "a label");
  if (!["duration", "duration_seconds", "bytes"].includes(name) || reader.peek().text !== "(") return;
  reader.sign("(");
  reader.kind("word", "a label");
  reader.sign(")");
}

function labelFilters(reader: Reader): void {
  labelFilter(reader);
  while (reader.taken("and", "or", ",")) labelFilter(reader);
}

function labelFilter(reader: Reader): void {
  if (reader.taken("(")) {
    labelFilters(reader);
    reader.sign(")");
    return;
  }
  reader.kind("word", "a label");
  const { text: operator } = reader.peek();
  if (!reader.taken(...COMPARISONS)) reader.refuse("a comparison");
  const { kind, at } = reader.peek();
  if (kind !== "string" && kind !== "number" && kind !== "duration") reader.refuse("a string, a number or a duration");
  const { text: value } = reader.take();
  if (operator.endsWith("~")) checkPattern(value, at);
}

function checkPattern(pattern: string, at: number): void {
  try {
    compileUnanchored(pattern);
  } catch (error) {
    throw new LogqlError(error instanceof Error ? error.message : String(error), at);
  }
}
