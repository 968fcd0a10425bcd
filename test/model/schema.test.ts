import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { Json } from "../../lib/core/json.ts";
import { schemaFiles } from "../../lib/model/schema/generate.ts";
import { modelSchema } from "../../lib/model/schema/model-schema.ts";
import type { Schema } from "../../lib/model/schema/parts.ts";

const ROOT = join(import.meta.dirname, "..", "..");

describe("the schema of models", () => {
  it("is a JSON Schema", () => {
    const ajv = new Ajv();
    expect(ajv.validateSchema(modelSchema())).toBe(true);
    expect(ajv.errors).toBeNull();
  });

  it.each(schemaFiles())("is written to $path as it is", ({ path, content }) => {
    expect(readFileSync(join(ROOT, path), "utf8")).toBe(content);
  });

  it("describes every key, so that editors can show what it means", () => {
    expect(undescribed(modelSchema(), "")).toEqual([]);
  });
});

function undescribed(schema: Json, path: string): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap((item: Json, index) => undescribed(item, `${path}/${index}`));
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, Json]) => {
    if (key !== "properties" || path.endsWith("/if") || path.endsWith("/then"))
      return undescribed(value, `${path}/${key}`);
    return Object.entries(value as Readonly<Record<string, Json>>).flatMap(([name, property]) => {
      const at = `${path}/${name}`;
      return [...(described(property) ? [] : [at]), ...undescribed(property, at)];
    });
  });
}

/** A definition describes the keys that refer to it. */
function described(property: Json): boolean {
  if (!isSchema(property)) return false;
  if ("description" in property) return true;
  const { definitions = {} } = modelSchema();
  const name = /^#\/definitions\/([a-zA-Z]+)$/.exec(String(property.$ref))?.[1] ?? "";
  const definition = isSchema(definitions) ? definitions[name] : undefined;
  return definition !== undefined && isSchema(definition) && "description" in definition;
}

function isSchema(value: Json): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
