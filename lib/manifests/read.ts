import { loadAll } from "js-yaml";
import type { Issue } from "../core/issue.ts";
import type { Json } from "../core/json.ts";
import { yamlIssue } from "../core/yaml-read.ts";
import { type Fields, fieldsOf, isFields, itemsOf, textOf } from "../kubernetes/fields.ts";
import type { KubernetesObject } from "../kubernetes/object.ts";
import type { ManifestCode } from "./codes.ts";
import { type Manifest, manifestOf } from "./manifest.ts";

/** The objects of a file, and what could not be read of it. */
export interface ReadManifests {
  readonly manifests: readonly Manifest[];
  readonly issues: readonly Issue[];
}

/** Reads a YAML stream or JSON; `List` objects are taken apart, empty documents left out. */
export function readManifests(text: string, file: string): ReadManifests {
  const documents: unknown[] = [];
  try {
    documents.push(...loadAll(text, { filename: file }));
  } catch (error) {
    return { manifests: [], issues: [yamlIssue(error, file)] };
  }
  const issues: Issue[] = [];
  const manifests: Manifest[] = [];
  documents.forEach((document, index) => {
    if (document === null || document === undefined) return;
    const where = documents.length > 1 ? `${file}: document ${index + 1}` : file;
    take(document as Json, where);
  });
  return { manifests, issues };

  function take(document: Json, where: string): void {
    if (!isFields(document)) {
      issues.push(notObject(where, Array.isArray(document) ? "a list" : JSON.stringify(document)));
    } else if (isListKind(document)) {
      itemsOf(document.items).forEach((item, index) => {
        take(item, `${where} items[${index}]`);
      });
    } else if (isObject(document)) {
      manifests.push(manifestOf(document, file));
    } else {
      const missing = [
        ...(textOf(document.apiVersion) === undefined ? ["apiVersion"] : []),
        ...(textOf(document.kind) === undefined ? ["kind"] : []),
        ...(textOf(fieldsOf(document.metadata).name) === undefined ? ["metadata.name"] : []),
      ];
      issues.push(notObject(where, `no ${missing.join(", no ")}`));
    }
  }
}

function notObject(path: string, found: string): Issue {
  const code: ManifestCode = "manifest-not-object";
  const expected = "apiVersion, kind and metadata.name";
  return { code, path, message: "this is no object of Kubernetes", found, expected };
}

/** `v1 List`, as `kubectl get -o yaml` writes it, and lists of a kind, such as `DeploymentList`. */
function isListKind(document: Fields): boolean {
  const kind = textOf(document.kind) ?? "";
  return kind.endsWith("List") && Array.isArray(document.items);
}

function isObject(document: Fields): document is Fields & KubernetesObject {
  const { apiVersion, kind, metadata } = document;
  return typeof apiVersion === "string" && typeof kind === "string" && typeof fieldsOf(metadata).name === "string";
}
