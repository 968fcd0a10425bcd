import { given } from "../../core/given.ts";
import type { Issue } from "../../core/issue.ts";
import { nearest } from "../../core/names.ts";
import { Report } from "../check/report.ts";
import { didYouMean } from "../check/walk.ts";
import { modelSchema } from "../schema/model-schema.ts";
import { type SchemaError, schemaErrors } from "../schema/validate.ts";
import type { TextCode } from "./codes.ts";
import { type Data, isMap, mapOf } from "./data.ts";
import { join, pathOf, valueAt } from "./place.ts";
import { leafIssue, shown } from "./shape-leaf.ts";

/** An issue of the shape of a model, and the keys that lead to it in the data. */
export interface ShapeIssue {
  readonly keys: readonly string[];
  readonly issue: Issue;
  /** A key below `keys` that nothing reads, and the one that was probably meant. */
  readonly unknown?: { readonly key: string; readonly meant?: string };
}

/** What a check of the model says better than the schema: choices that every objective has to make. */
const CHOICES = new Set(["absence", "lowTraffic", "over", "burnRate"]);

/** Everything that the schema refuses in a model, in the words of its author. */
export function shapeIssues(data: unknown): readonly ShapeIssue[] {
  const errors = schemaErrors(data);
  if (errors.length === 0) return [];
  const schema = modelSchema();
  const unions = new Set(errors.filter(({ keyword }) => keyword === "anyOf").map(({ instancePath }) => instancePath));
  const unknown = new Map<string, string[]>();
  for (const { instancePath, keyword, params } of errors) {
    if (keyword !== "additionalProperties") continue;
    unknown.set(instancePath, [...(unknown.get(instancePath) ?? []), String(params.additionalProperty)]);
  }
  const told = new Set<string>();
  return errors.flatMap((error) => {
    if (isNoise(error, unions)) return [];
    const keys = error.instancePath.split("/").slice(1).map(pointerPart);
    const report = new Report<TextCode>();
    describe(error, { keys, data, schema, unknown }, report);
    return report.issues.flatMap((issue) => {
      const line = `${issue.code} ${issue.path} ${issue.found ?? ""}`;
      if (told.has(line)) return [];
      told.add(line);
      if (error.keyword !== "additionalProperties") return [{ keys, issue }];
      const key = String(error.params.additionalProperty);
      const meant = nearest(key, Object.keys(mapOf(schemaAt(schema, keys).properties)));
      return [{ keys, issue, unknown: { key, ...given("meant", meant) } }];
    });
  });
}

/** Errors inside a union say what each alternative misses; the union itself is told once. */
function isNoise({ instancePath, schemaPath, keyword, params }: SchemaError, unions: ReadonlySet<string>): boolean {
  if (keyword === "if" || /\/oneOf\/\d/.test(schemaPath)) return true;
  const parts = instancePath.split("/");
  const inUnion = parts.some((_, index) => unions.has(parts.slice(0, index + 1).join("/")));
  if (inUnion && (keyword !== "anyOf" || /\/anyOf\/\d/.test(schemaPath))) return true;
  return (
    keyword === "required" && CHOICES.has(String(params.missingProperty)) && /\/objectives\/[^/]+$/.test(instancePath)
  );
}

/** The part of the schema that describes what lies at these keys. */
function schemaAt(root: Data, keys: readonly string[]): Data {
  const resolved = (node: unknown): Data => {
    const { $ref, ...siblings } = mapOf(node);
    return $ref === undefined ? siblings : { ...mapOf(valueAt(root, String($ref).split("/").slice(1))), ...siblings };
  };
  return keys.reduce<Data>((schema, key) => {
    const properties = mapOf(schema.properties);
    if (Object.hasOwn(properties, key)) return resolved(properties[key]);
    return resolved(isMap(schema.additionalProperties) ? schema.additionalProperties : schema.items);
  }, root);
}

interface Place {
  readonly keys: readonly string[];
  readonly data: unknown;
  readonly schema: Data;
  /** Unknown keys by the place of their map. */
  readonly unknown: ReadonlyMap<string, readonly string[]>;
}

function describe(error: SchemaError, place: Place, report: Report<TextCode>): void {
  const { instancePath, keyword, params } = error;
  const path = pathOf(place.keys, place.data);
  const value = valueAt(place.data, place.keys);
  const parent = schemaAt(place.schema, place.keys);
  const properties = Object.keys(mapOf(parent.properties));
  const misspelt = (place.unknown.get(instancePath) ?? []).map((key) => nearest(key, properties));
  switch (keyword) {
    case "additionalProperties": {
      const key = String(params.additionalProperty);
      report.error("key-unknown", join(path, key), "no such key here", {
        found: key,
        expected: `one of ${properties.join(", ")}`,
        mend: didYouMean(nearest(key, properties)),
      });
      return;
    }
    case "required": {
      const key = String(params.missingProperty);
      if (misspelt.includes(key)) return;
      const meaning = valueAt(parent, ["properties", key, "description"]);
      report.error("key-missing", join(path, key), `${key} is missing`, {
        expected: typeof meaning === "string" ? lowerFirst(meaning) : undefined,
      });
      return;
    }
    case "oneOf": {
      // Burn rates may also be a list, so that their choice stands under a condition.
      const choices = choicesOf(parent.oneOf === undefined ? mapOf(parent.then) : parent);
      if (!isMap(value) || misspelt.some((key) => key !== undefined && choices.flat().includes(key))) return;
      const given = choices.flat().filter((key) => key in value);
      const expected = `one of ${choices.map((keys) => keys.join(" and ")).join(", ")}`;
      // `page` without `ticket` is a choice that was begun, not two of them.
      const begun = choices.find((keys) => keys.length > 1 && given.every((key) => keys.includes(key)));
      if (given.length > 0 && begun !== undefined) {
        for (const key of begun.filter((name) => !given.includes(name))) {
          report.error("key-missing", join(path, key), `${key} is missing`, { expected });
        }
      } else if (given.length === 0)
        report.error("choice-missing", path, "one of these has to be chosen", { expected });
      else
        report.error("choice-ambiguous", path, "only one of these can be chosen", {
          found: given.join(" and "),
          expected,
        });
      return;
    }
    case "minItems":
      report.error("value-invalid", path, "an empty list says nothing", {
        expected: "at least one item, or no such key",
      });
      return;
    case "anyOf":
      leafIssue(path, value, parent, report);
      return;
    case "enum": {
      const allowed = Array.isArray(params.allowedValues) ? params.allowedValues.map(String) : [];
      report.error("value-invalid", path, typeof parent.title === "string" ? `not ${parent.title}` : "no such value", {
        found: shown(value),
        expected: allowed.length === 1 ? allowed[0] : `one of ${allowed.join(", ")}`,
        mend: didYouMean(nearest(String(value), allowed)),
      });
      return;
    }
    default: {
      const title =
        typeof parent.title === "string" && parent.title !== "Burnline model" ? parent.title : words(params.type);
      const [example] = Array.isArray(parent.examples) ? parent.examples : [];
      report.error("value-invalid", path, `not ${title}`, {
        found: shown(value, parent),
        expected: isMap(example) ? `${title}, such as ${flow(example)}` : title,
      });
    }
  }
}

/** A map of texts on one line. */
function flow(example: Data): string {
  return `{ ${Object.entries(example)
    .map(([key, text]) => `${key}: ${String(text)}`)
    .join(", ")} }`;
}

function choicesOf(schema: Data): readonly (readonly string[])[] {
  const choices = Array.isArray(schema.oneOf) ? schema.oneOf : [];
  return choices.map((choice: unknown) => {
    const required = isMap(choice) ? choice.required : [];
    return Array.isArray(required) ? required.map(String) : [];
  });
}

const TYPES: Readonly<Record<string, string>> = {
  object: "a map of keys",
  array: "a list",
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
};

function words(type: unknown): string {
  return (Array.isArray(type) ? type : [type]).map((name) => TYPES[String(name)] ?? String(name)).join(" or ");
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1).replace(/\.$/, "")}`;
}

function pointerPart(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}
