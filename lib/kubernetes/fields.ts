import type { Json } from "../core/json.ts";
import type { LabelRequirement, LabelSelector, Labels } from "./selector.ts";

/** Fields of an object that nobody has checked yet. */
export type Fields = Readonly<Record<string, Json>>;

const NONE: Fields = {};

/** Whether a value is a map. */
export function isFields(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The map that a value is; an empty one for anything else. */
export function fieldsOf(value: Json | undefined): Fields {
  return isFields(value) ? value : NONE;
}

/** The map at a path of keys: `fieldsAt(pod, "spec", "securityContext")`; an empty one where there is none. */
export function fieldsAt(value: Json | undefined, ...keys: readonly string[]): Fields {
  return fieldsOf(valueAt(value, ...keys));
}

/** The value at a path of keys; nothing where a map on the way is missing. */
export function valueAt(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let current: Json | undefined = value;
  for (const key of keys) {
    if (!isFields(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

/** The items that a value has; none for anything that is no list. */
export function itemsOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

/** The maps among the items of a value, each with its index. */
export function mapsOf(value: Json | undefined): readonly (readonly [index: number, fields: Fields])[] {
  return itemsOf(value).flatMap((item, index) => (isFields(item) ? [[index, item] as const] : []));
}

/** The text that a value is. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The number that a value is. */
export function numberOf(value: Json | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** Labels or annotations: the texts of a map. */
export function labelsOf(value: Json | undefined): Labels {
  return Object.fromEntries(
    Object.entries(fieldsOf(value)).flatMap(([key, text]) => (typeof text === "string" ? [[key, text]] : [])),
  );
}

/** A label selector as it stands in an object; nothing where there is none. */
export function selectorOf(value: Json | undefined): LabelSelector | undefined {
  if (!isFields(value)) return undefined;
  return {
    matchLabels: labelsOf(value.matchLabels),
    matchExpressions: mapsOf(value.matchExpressions).flatMap(([, fields]) => requirementOf(fields) ?? []),
  };
}

const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist"] as const;

function requirementOf(fields: Fields): LabelRequirement | undefined {
  const key = textOf(fields.key);
  const operator = OPERATORS.find((one) => one === fields.operator);
  if (key === undefined || operator === undefined) return undefined;
  return { key, operator, values: itemsOf(fields.values).flatMap((value) => textOf(value) ?? []) };
}

// Array.isArray alone does not tell TypeScript what a readonly list is.
function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
