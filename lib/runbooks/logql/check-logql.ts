import { compileRegexp } from "../../promql/re2/compile.ts";
import { checkPipeline } from "./pipeline.ts";
import { Reader } from "./reader.ts";
import { LogqlError, tokensOf } from "./tokens.ts";

const AGGREGATIONS = ["sum", "avg", "min", "max", "count", "stddev", "stdvar", "topk", "bottomk", "sort", "sort_desc"];
const RANGES = [
  ...["rate", "rate_counter", "count_over_time", "bytes_rate", "bytes_over_time", "absent_over_time"],
  ...["sum_over_time", "avg_over_time", "max_over_time", "min_over_time", "first_over_time", "last_over_time"],
  ...["stdvar_over_time", "stddev_over_time", "quantile_over_time"],
];
const OPERATORS = ["+", "-", "*", "/", "%", "^", "==", "!=", ">", ">=", "<", "<=", "and", "or", "unless"];

/**
 * Reads a query of Loki as its grammar has it (https://grafana.com/docs/loki/latest/query/): stream selectors with at least
 * one matcher that cannot be empty, pipelines, ranges, aggregations, and regular expressions in RE2's syntax.
 *
 * @throws LogqlError with the place, for a query that Loki would refuse
 */
export function checkLogql(query: string): void {
  const reader = new Reader(tokensOf(query));
  expression(reader);
  if (reader.peek().kind !== "end") reader.refuse("the end");
}

/** What a part of a query gives: lines of logs, or numbers. */
type Kind = "logs" | "numbers";

function expression(reader: Reader): Kind {
  let kind = operand(reader);
  while (OPERATORS.includes(reader.peek().text) && reader.peek().kind !== "string") {
    if (kind === "logs") reader.refuse("the end: only numbers are compared and computed with");
    reader.take();
    reader.taken("bool");
    if (reader.taken("on", "ignoring")) names(reader);
    if (reader.taken("group_left", "group_right") && reader.peek().text === "(") names(reader);
    kind = numbers(reader, operand);
  }
  return kind;
}

/** A part that has to give numbers. */
function numbers(reader: Reader, part: (reader: Reader) => Kind): "numbers" {
  const { at } = reader.peek();
  if (part(reader) === "logs")
    throw new LogqlError("found lines of logs, expected numbers such as count_over_time gives", at);
  return "numbers";
}

function operand(reader: Reader): Kind {
  const { kind, text } = reader.peek();
  if (kind === "sign" && text === "{") {
    selector(reader);
    checkPipeline(reader);
    return "logs";
  }
  if (kind === "sign" && text === "(") {
    reader.take();
    const inner = expression(reader);
    reader.sign(")");
    return inner;
  }
  if (kind === "number") reader.take();
  else if (kind === "word" && AGGREGATIONS.includes(text)) aggregation(reader);
  else if (kind === "word" && RANGES.includes(text)) rangeFunction(reader);
  else if (kind === "word" && (text === "vector" || text === "label_replace")) call(reader);
  else reader.refuse('a stream selector such as {namespace="app"}, or a function of LogQL');
  return "numbers";
}

function aggregation(reader: Reader): void {
  reader.take();
  grouping(reader);
  reader.sign("(");
  if (reader.peek().kind === "number" && reader.peek(1).text === ",") {
    reader.take();
    reader.take();
  }
  numbers(reader, expression);
  reader.sign(")");
  grouping(reader);
}

function rangeFunction(reader: Reader): void {
  const name = reader.take().text;
  reader.sign("(");
  if (name === "quantile_over_time") {
    reader.kind("number", "the quantile");
    reader.sign(",");
  }
  const wrapped = reader.taken("(");
  selector(reader);
  // The range may stand before the pipeline or after it.
  const early = range(reader);
  checkPipeline(reader);
  if (wrapped) reader.sign(")");
  if (!early && !range(reader)) reader.refuse("a range such as [5m]");
  if (reader.taken("offset")) reader.kind("duration", "a duration");
  reader.sign(")");
  grouping(reader);
}

function range(reader: Reader): boolean {
  if (!reader.taken("[")) return false;
  reader.kind("duration", "a duration such as 5m");
  reader.sign("]");
  return true;
}

function call(reader: Reader): void {
  reader.take();
  reader.sign("(");
  do {
    if (reader.peek().kind === "string") reader.take();
    else expression(reader);
  } while (reader.taken(","));
  reader.sign(")");
}

function grouping(reader: Reader): void {
  if (reader.taken("by", "without")) names(reader);
}

function names(reader: Reader): void {
  reader.sign("(");
  if (reader.taken(")")) return;
  do reader.kind("word", "a label");
  while (reader.taken(","));
  reader.sign(")");
}

function selector(reader: Reader): void {
  const { at } = reader.peek();
  reader.sign("{");
  let certain = false;
  if (reader.peek().text !== "}") {
    do {
      reader.kind("word", "a label");
      const { text: operator, at: place } = reader.peek();
      if (!reader.taken("=", "!=", "=~", "!~")) reader.refuse("one of =, !=, =~, !~");
      const value = reader.kind("string", "a quoted string");
      certain ||= asksForText(operator, value, place);
    } while (reader.taken(","));
  }
  reader.sign("}");
  if (!certain) throw new LogqlError("Loki wants at least one matcher that the empty text does not match", at);
}

function asksForText(operator: string, value: string, at: number): boolean {
  if (operator === "=") return value !== "";
  if (operator !== "=~") return false;
  return !matchesEmpty(value, at);
}

function matchesEmpty(pattern: string, at: number): boolean {
  try {
    return compileRegexp(pattern).matches("");
  } catch (error) {
    throw new LogqlError(error instanceof Error ? error.message : String(error), at);
  }
}
