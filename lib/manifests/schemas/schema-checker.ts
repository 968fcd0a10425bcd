import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { Issue } from "../../core/issue.ts";
import type { Json } from "../../core/json.ts";
import { nearest } from "../../core/names.ts";
import { isFields } from "../../kubernetes/fields.ts";
import { Report } from "../../model/check/report.ts";
import type { ManifestCode } from "../codes.ts";
import { type Manifest, placeOf } from "../manifest.ts";
import type { Found } from "../waivers.ts";
import { type SchemaSet, versionedKind } from "./schema-set.ts";

/** What schemas say of manifests. */
export interface SchemaVerdict {
  readonly found: readonly Found[];
  /** Objects that were compared with their schema. */
  readonly checked: number;
  /** Kinds that no schema was given for, each with how many objects it has. */
  readonly without: ReadonlyMap<string, number>;
}

/** Compares manifests with the schemas of their kinds, as the API server's strict validation does. */
export function checkSchemas(manifests: readonly Manifest[], schemas: SchemaSet): SchemaVerdict {
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    unicodeRegExp: false,
    verbose: true,
    validateFormats: false,
    code: { regExp: Object.assign(goPattern, { code: "goPattern" }) },
  });
  const validators = new Map<string, ValidateFunction | undefined>();
  const without = new Map<string, number>();
  const found: Found[] = [];
  let checked = 0;
  for (const manifest of manifests) {
    const kind = versionedKind(manifest.object);
    if (!validators.has(kind)) {
      const made = validatorOf(kind, schemas, ajv);
      if (made !== undefined && typeof made !== "function") found.push({ title: kind, issue: made });
      validators.set(kind, typeof made === "function" ? made : undefined);
    }
    const validate = validators.get(kind);
    if (validate === undefined) {
      without.set(kind, (without.get(kind) ?? 0) + 1);
    } else {
      checked++;
      if (validate(withoutNulls(manifest.object))) continue;
      found.push(...issuesOf(manifest, validate.errors ?? []).map((issue) => ({ title: manifest.title, issue })));
    }
  }
  return { found, checked, without };
}

function validatorOf(kind: string, schemas: SchemaSet, ajv: Ajv): ValidateFunction | Issue | undefined {
  const schema = schemas.schemaOf(kind);
  if (schema === undefined) return undefined;
  try {
    return ajv.compile(schema);
  } catch (error) {
    const code: ManifestCode = "schema-unreadable";
    return { code, path: kind, message: "its schema cannot be used", found: String(error) };
  }
}

/** Patterns are written for Go, where letters of both cases are asked for inside the pattern. */
function goPattern(pattern: string): RegExp {
  return pattern.includes("(?i)") ? new RegExp(pattern.replaceAll("(?i)", ""), "i") : new RegExp(pattern);
}

/** The API server takes a null for a field that is absent. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  );
}

function issuesOf(manifest: Manifest, errors: readonly ErrorObject[]): readonly Issue[] {
  const report = new Report<ManifestCode>();
  const seen = new Set<string>();
  for (const error of errors) {
    // What each choice of several asks for only confuses; that none fits is said once.
    if (/\/(?:anyOf|oneOf|not)\/./.test(error.schemaPath)) continue;
    const { field, message, ...facts } = faultOf(error);
    const key = `${field} ${message} ${facts.found}`;
    if (!seen.has(key)) report.error("schema-mismatch", placeOf(manifest, field), message, facts);
    seen.add(key);
  }
  return report.issues;
}

function faultOf({ keyword, instancePath, params, message, data, parentSchema }: ErrorObject) {
  const place = fieldOf(instancePath);
  const found = typeof data === "object" ? undefined : JSON.stringify(data);
  if (keyword === "additionalProperties") {
    const key = String(params.additionalProperty);
    const known = Object.keys(parentSchema?.properties ?? {});
    const near = nearest(key, known);
    const mend = near === undefined ? undefined : `did you mean ${near}?`;
    const field = place === "" ? key : `${place}.${key}`;
    return { field, message: "the API server knows no such field here", found: key, mend };
  }
  if (keyword === "required") {
    return { field: place, message: `this has to have ${String(params.missingProperty)}` };
  }
  if (keyword === "type")
    return { field: place, message: "wrong type", found: shown(data), expected: String(params.type) };
  if (keyword === "enum") {
    const expected = Array.isArray(params.allowedValues) ? params.allowedValues.join(", ") : undefined;
    return { field: place, message: "this is not one of the choices", found, expected };
  }
  return { field: place, message: message ?? keyword, found };
}

function shown(data: unknown): string {
  const text = JSON.stringify(data) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** `spec.containers[0].image` of `/spec/containers/0/image`. */
function fieldOf(pointer: string): string {
  const parts = pointer.split("/").slice(1);
  return parts
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join("");
}
