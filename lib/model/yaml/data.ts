import { type Assumed, assumed, type Given } from "../../core/assumed.ts";

/** A map of a model's text. */
export type Data = Readonly<Record<string, unknown>>;

/** True for maps. */
export function isMap(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The map, or an empty one. */
export function mapOf(value: unknown): Data {
  return isMap(value) ? value : {};
}

/** The list, or an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text, or an empty one. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The texts of a list. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).map(textOf);
}

/** A map of texts. */
export function textMapOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(mapOf(value)).map(([key, item]) => [key, textOf(item)]));
}

/** A value in one place, which may be marked as assumed. */
export function leafOf<T>(value: unknown, convert: (value: unknown) => T): Given<T> {
  if (!isMap(value) || !("assumed" in value)) return convert(value) as Given<T>;
  return assumed(convert(value.assumed), textOf(value.why)) as Assumed<T>;
}

/** `{ [key]: value }` when the map has the key, else nothing. */
export function optional<K extends string, T>(
  data: Data,
  key: K,
  convert: (value: unknown) => T,
): { readonly [P in K]?: T } {
  // A computed key widens to an index signature; the one key that it has is K.
  return data[key] === undefined ? {} : ({ [key]: convert(data[key]) } as { readonly [P in K]: T });
}

/** As {@link optional}, for values that may be marked as assumed. */
export function optionalLeaf<K extends string, T>(
  data: Data,
  key: K,
  convert: (value: unknown) => T,
): { readonly [P in K]?: Given<T> } {
  return optional(data, key, (value) => leafOf(value, convert));
}
