import type { Json } from "../../core/json.ts";

/** A JSON Schema (draft 7, which editors understand best) as plain data. */
export type Schema = { readonly [key: string]: Json };

/** A reference to one of the definitions, with what the property means. */
export function use(definition: string, description: string): Schema {
  return { $ref: `#/definitions/${definition}`, description };
}

/** An object with these keys and no others. */
export function object(
  description: string,
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
  more: Schema = {},
): Schema {
  return { type: "object", description, properties, required, additionalProperties: false, ...more };
}

/** An object whose keys are names that the author chooses. */
export function named(description: string, item: Schema): Schema {
  return { type: "object", description, additionalProperties: item };
}

/** A list of at least one. */
export function list(description: string, items: Schema): Schema {
  return { type: "array", description, items, minItems: 1 };
}

/** Exactly one of these sets of keys. */
export function oneOfKeys(...choices: readonly (readonly string[])[]): Schema {
  return { oneOf: choices.map((required) => ({ required })) };
}

/**
 * A value in one place that may be marked as assumed: `30d`, or `{ assumed: 30d, why: ... }`. `title` and `examples` are
 * what errors say was expected.
 */
export function leaf(title: string, examples: readonly Json[], base: Schema): Schema {
  const why = { type: "string", description: "Why this value was chosen, for whoever has to confirm it." };
  const properties = { assumed: { ...base, description: `The value: ${title}.` }, why };
  const marked = object("A value that no document states.", properties, ["assumed", "why"]);
  return { title, examples, anyOf: [base, marked] };
}
