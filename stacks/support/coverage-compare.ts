import { isDeepStrictEqual } from "node:util";
import { formatDuration, parseDuration } from "../../lib/core/duration.ts";
import type { Json } from "../../lib/core/json.ts";
import { parse } from "../../lib/promql/parse.ts";
import { selectors } from "../../lib/promql/walk.ts";
import type { ComparedValue, MendedValue } from "./coverage.ts";
import { type Measure, measureOfExpression, measureOfFact, measureOfText, unitSize } from "./coverage-number.ts";
import { isList } from "./pointer.ts";

/** What is wrong, in words; `undefined` when the two agree. */
type Problem = string | undefined;

/** Shortest text whose presence in another says something. */
const SHORTEST = 3;

/** Compares a value of the document with one of an artefact, as the pointer says. */
export function compareValue(fact: Json, found: Json, how: ComparedValue): Problem {
  const stated = how.excerpt === undefined ? fact : excerptOf(fact, how.excerpt);
  if (stated === undefined) return `the document's ${show(fact)} does not contain "${how.excerpt}"`;
  switch (how.compare ?? "equals") {
    case "equals":
      return same(stated, found) ? undefined : differ(stated, found);
    case "contains":
      return contains(stated, found);
    case "threshold":
      return threshold(stated, found, how, (value) => value);
    case "complement":
      return threshold(stated, found, how, (value) => 1 - value);
    case "metric":
      return metrics(stated, found);
    case "duration":
      return duration(stated, found);
    case "window":
      return window(stated, found);
  }
}

/** Compares what was and what is now: `old` with the document, `new` with the artefact, and one with the other. */
export function compareMended(fact: Json, found: Json, how: MendedValue): Problem {
  if (same(how.old, how.new)) return "old and new are the same: nothing is mended";
  if (!(same(fact, how.old) || matches(`${how.old}`, show(fact))))
    return `the document says ${show(fact)}, not ${how.old}`;
  if (how.compare === undefined || how.compare === "equals") {
    if (same(found, how.new) || matches(`${how.new}`, show(found))) return undefined;
    return `ours is ${show(found)}, not ${how.new}`;
  }
  if (how.compare !== "threshold") return `mended values are compared as text or threshold, not ${how.compare}`;
  if (typeof how.new !== "number") return "the new threshold is a number";
  return threshold(how.new, found, {}, (value) => value);
}

/** A part of a text that has to say something by itself. */
function excerptOf(fact: Json, excerpt: string): Json | undefined {
  return typeof fact === "string" && /\w/.test(excerpt) && fact.includes(excerpt) ? excerpt : undefined;
}

function contains(fact: Json, found: Json): Problem {
  if (typeof found !== "string") return `${show(found)} is no text`;
  const text = `${isList(fact) || typeof fact === "object" ? "" : fact}`;
  if (text.length < SHORTEST) return `"${text}" is too short to be looked for`;
  return found.includes(text) ? undefined : `${show(found)} does not contain "${text}"`;
}

function threshold(
  fact: Json,
  found: Json,
  { unit, stated }: Pick<ComparedValue, "unit" | "stated">,
  expected: (value: number) => number,
): Problem {
  const wanted = measureOfFact(fact, stated);
  const have =
    typeof found === "number" ? { value: found } : typeof found === "string" ? measureOfExpression(found) : "no text";
  if (typeof wanted === "string") return wanted;
  if (typeof have === "string") return have;
  const value = have.value * unitSize(unit);
  if (!near(expected(wanted.value), value)) return differ(expected(wanted.value), value);
  return opposed(wanted, have) ? `the document says ${wanted.direction}, the rule ${have.direction}` : undefined;
}

function opposed(wanted: Measure, have: Measure): boolean {
  return wanted.direction !== undefined && have.direction !== undefined && wanted.direction !== have.direction;
}

function metrics(fact: Json, found: Json): Problem {
  const wanted = isList(fact) ? fact.flatMap(metricsIn) : metricsIn(fact);
  const have = new Set(metricsIn(found).map(family));
  if (wanted.length === 0) return `${show(fact)} names no metric`;
  const absent = wanted.filter((name) => !have.has(family(name)));
  return absent.length === 0 ? undefined : `${show(found)} does not read ${absent.join(", ")}`;
}

/** Metrics that a name or a PromQL expression reads; a name is an expression. */
function metricsIn(value: Json): readonly string[] {
  if (typeof value !== "string") return [];
  try {
    return selectors(parse(value)).flatMap(({ name }) => (name === undefined ? [] : [name]));
  } catch {
    return [];
  }
}

/** The series of a histogram are one metric. */
function family(name: string): string {
  return name.replace(/_(?:bucket|count|sum)$/, "");
}

function duration(fact: Json, found: Json): Problem {
  const wanted = secondsIn(fact);
  const have = secondsIn(found);
  if (typeof wanted === "string") return wanted;
  if (typeof have === "string") return have;
  return near(wanted, have) ? undefined : differ(fact, found);
}

function window(fact: Json, found: Json): Problem {
  const wanted = secondsIn(fact);
  if (typeof wanted === "string") return wanted;
  const name = formatDuration(wanted * 1_000);
  if (typeof found !== "string") return `${show(found)} is no expression`;
  return new RegExp(`\\[${name}[\\]:]|:rate${name}\\b`).test(found)
    ? undefined
    : `${show(found)} does not measure over ${name}`;
}

function secondsIn(value: Json): number | string {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return `${show(value)} is no duration`;
  // Grafana counts time ranges back from now.
  const prometheus = parseDuration(value.replace(/^now-/, ""));
  if (prometheus !== undefined) return prometheus / 1_000;
  // "24-hour trends" are those of 24 hours.
  const measured = measureOfText(value.replace(/^(\d+)-(?=[a-z])/, "$1 "));
  return typeof measured === "string" ? measured : measured.value;
}

/** Whether `text` has every part of a pattern in order; parts that may be left out are written `...`. */
function matches(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("...").map(squeeze);
  const squeezed = squeeze(text);
  if (rest.length === 0) return first === squeezed;
  const parts = [first, ...rest];
  // `...` alone would match anything.
  if (parts.join("").length < SHORTEST || !squeezed.startsWith(first)) return false;
  let from = 0;
  for (const part of parts) {
    const at = squeezed.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  const last = parts.at(-1) ?? "";
  return last === "" || squeezed.endsWith(last);
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, "");
}

function same(one: Json, other: Json): boolean {
  const scalars = isScalar(one) && isScalar(other);
  return scalars ? `${one}` === `${other}` : isDeepStrictEqual(one, other);
}

function isScalar(value: Json): value is string | number | boolean {
  return typeof value !== "object";
}

function near(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
}

function differ(fact: Json, found: Json): string {
  return `the document says ${show(fact)}, the artefact ${show(found)}`;
}

function show(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
