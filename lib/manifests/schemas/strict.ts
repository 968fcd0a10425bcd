import type { Json } from "../../core/json.ts";
import { type Fields, fieldsOf, isFields } from "../../kubernetes/fields.ts";

/** Keywords that say something of a value; the rest is for people and for servers. */
const KEPT = [
  "enum",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "pattern",
  "required",
  "uniqueItems",
];

const DEFINITIONS = "#/definitions/";

/**
 * A schema of OpenAPI as the JSON Schema that the API server's strict validation stands for: keys that nobody declared are
 * refused, `nullable` becomes a type, numbers that may be texts are both.
 */
export function strictSchema(schema: Json | undefined, closed = true): Fields {
  const fields = fieldsOf(schema);
  const strict: Record<string, Json> = {};
  for (const key of KEPT) if (fields[key] !== undefined) strict[key] = boundOf(fields, key);
  if (typeof fields.$ref === "string") strict.$ref = `${DEFINITIONS}${nameOfReference(fields.$ref)}`;
  Object.assign(strict, typeOf(fields));
  if (fields.items !== undefined) strict.items = strictSchema(fields.items, closed);
  const properties = fieldsOf(fields.properties);
  if (isFields(fields.properties)) {
    strict.properties = Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, strictSchema(one, closed)]),
    );
  }
  const open =
    fields["x-kubernetes-preserve-unknown-fields"] === true || fields["x-kubernetes-embedded-resource"] === true;
  if (isFields(fields.additionalProperties)) {
    strict.additionalProperties = strictSchema(fields.additionalProperties, closed);
  } else if (closed && isFields(fields.properties) && !open && fields.additionalProperties !== true) {
    strict.additionalProperties = false;
  }
  if (fields["x-kubernetes-int-or-string"] !== true) {
    for (const key of ["allOf", "anyOf", "oneOf"]) {
      const parts = fields[key];
      // Parts only add conditions: what they do not name is declared beside them.
      if (Array.isArray(parts)) strict[key] = parts.map((part: Json) => strictSchema(part, false));
    }
    if (fields.not !== undefined) strict.not = strictSchema(fields.not, false);
  }
  return strict;
}

/** `Deployment` of `#/components/schemas/Deployment`. */
export function nameOfReference(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

/** Names of the definitions that a strict schema leads to. */
export function* referencesIn(value: Json): Iterable<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* referencesIn(item);
  } else if (isFields(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === "$ref" && typeof inner === "string") yield nameOfReference(inner);
      else yield* referencesIn(inner);
    }
  }
}

function typeOf(fields: Fields): Fields {
  const either = fields["x-kubernetes-int-or-string"] === true;
  const types = either ? ["integer", "string"] : typeof fields.type === "string" ? [fields.type] : [];
  if (types.length === 0) return {};
  const all = fields.nullable === true ? [...types, "null"] : types;
  return { type: all.length === 1 ? (all[0] ?? null) : all };
}

/** OpenAPI 3.0 says beside a bound whether it is exclusive; JSON Schema says so by the keyword. */
function boundOf(fields: Fields, key: string): Json {
  const value = fields[key] ?? null;
  if (key === "exclusiveMinimum" && value === true) return fields.minimum ?? null;
  if (key === "exclusiveMaximum" && value === true) return fields.maximum ?? null;
  return value;
}
