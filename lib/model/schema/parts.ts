import type { Json } from "../../core/json.ts";

/** A JSON Schema (draft 7, which editors understand best) as plain data. */
export type Schema = { readonly [key: string]: Json };

/** A schema for each key of a part of the model, so that a key that the schema does not know does not compile. */
export type Keys<T> = Readonly<Record<keyof T, Schema>>;

/** A reference to one of the definitions, with what the property means. */
export function use(definition: string, description: string): Schema {
  return { $ref: `#/definitions/${definition}`, description };
}

/** A text in one place that nobody has to assume. */
export function plain(description: string, example: string): Schema {
  return { type: "string", title: "text", examples: [example], description };
}

/** A list of texts that nobody has to assume. */
export function plains(description: string, example: string): Schema {
  return list(description, { type: "string", title: "text", examples: [example] });
}

/** One of a few words. */
export function choice(title: string, words: readonly string[], description: string): Schema {
  return { enum: words, title, examples: words.slice(0, 1), description };
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
