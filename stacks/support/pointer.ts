import type { Json } from "../../lib/core/json.ts";

/** The value at a JSON pointer; a segment `key=value` picks the one list item with that field. */
export function valueAt(value: Json | undefined, pointer: string): Json | undefined {
  if (pointer === "") return value;
  if (!pointer.startsWith("/")) return undefined;
  let current = value;
  for (const segment of pointer.slice(1).split("/").map(unescapeSegment)) {
    if (typeof current !== "object" || current === null) return undefined;
    if (isList(current)) current = itemAt(current, segment);
    else current = Object.hasOwn(current, segment) ? current[segment] : undefined;
  }
  return current;
}

function itemAt(list: readonly Json[], segment: string): Json | undefined {
  const [key = "", ...rest] = segment.split("=");
  if (rest.length === 0) return /^\d+$/.test(segment) ? list[Number(segment)] : undefined;
  const named = list.filter((item) => `${fieldOf(item, key)}` === rest.join("="));
  return named.length === 1 ? named[0] : undefined;
}

/** A field of an object, absent on anything else. */
export function fieldOf(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== "object" || value === null || isList(value)) return undefined;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Whether a value is a list; `Array.isArray` does not narrow readonly arrays. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A key as a segment of a JSON pointer. */
export function escapeSegment(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function unescapeSegment(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}
