import { loadAll } from "js-yaml";
import type { Issue } from "../core/issue.ts";
import type { Json } from "../core/json.ts";
import { yamlIssue } from "../core/yaml-read.ts";
import type { ManifestCode } from "../manifests/codes.ts";
import { SchemaSet } from "../manifests/schemas/schema-set.ts";
import { textFiles } from "./manifest-files.ts";

/** Schemas of a folder, and what is wrong with it. */
export interface ReadSchemas {
  readonly schemas: SchemaSet;
  readonly issues: readonly Issue[];
}

/** Reads the OpenAPI v3 documents and CustomResourceDefinitions of a folder. */
export function readSchemas(path: string, folder: string): ReadSchemas {
  const { files, issues: unreadable } = textFiles([path], folder);
  const schemas = new SchemaSet();
  const issues: Issue[] = [...unreadable];
  let kinds = 0;
  for (const { file, text } of files) {
    try {
      const documents = file.endsWith(".json") ? [JSON.parse(text)] : loadAll(text, { filename: file });
      for (const document of documents) kinds += schemas.add(document as Json);
    } catch (error) {
      issues.push({ ...yamlIssue(error, file), code: "schema-unreadable" satisfies ManifestCode });
    }
  }
  if (kinds === 0 && issues.length === 0) {
    const code: ManifestCode = "schema-unreadable";
    const expected = "api/openapi-spec/v3/*.json of Kubernetes, or CustomResourceDefinitions";
    issues.push({ code, path, message: "no schema is in this folder", expected });
  }
  return { schemas, issues };
}
