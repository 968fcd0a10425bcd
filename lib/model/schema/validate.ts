import type { ErrorObject } from "ajv";
import { validate } from "./validator.generated.ts";

/** One thing that the schema refuses, in Ajv's words: where in the data, and which part of the schema. */
export type SchemaError = Pick<ErrorObject, "instancePath" | "schemaPath" | "keyword" | "params">;

/** Everything that the schema refuses in a model. */
export function schemaErrors(data: unknown): readonly SchemaError[] {
  // Generated code has no types; the shape is that of Ajv's validators.
  const check = validate as { (data: unknown): boolean; errors?: readonly SchemaError[] | null };
  return check(data) ? [] : (check.errors ?? []);
}
