import type { Json } from "../core/json.ts";
import { toJson } from "../core/json.ts";
import type { System } from "../model/system.ts";
import type { Expression } from "../promql/ast.ts";
import { pretty } from "../promql/pretty.ts";

/** Width from which expressions are broken over lines; JSON shows a line break as `\n`, so later than in rule files. */
const WIDTH = 10_000;

/**
 * The resolved model as JSON, with every default filled in: what a reviewer reads, and what `coverage.yaml` points into.
 * Expressions are PromQL, regular expressions their text. Scenarios go by their names: their series are in the promtool
 * tests, and would be nine lines of ten here.
 */
export function modelJson(system: System): string {
  return toJson(plain(system));
}

function plain(value: unknown, key = ""): Json {
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean" || value === null)
    return value;
  if (value instanceof RegExp) return value.source;
  if (Array.isArray(value)) return value.map((item) => plain(key === "scenarios" ? nameOf(item) : item));
  if (typeof value !== "object") return null;
  if (key === "expression" && isExpression(value)) return pretty(value, WIDTH);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([name, item]) => [name, plain(item, name)]));
}

function nameOf(scenario: unknown): unknown {
  return typeof scenario === "object" && scenario !== null && "name" in scenario ? scenario.name : scenario;
}

function isExpression(value: object): value is Expression {
  return "type" in value && typeof value.type === "string";
}
