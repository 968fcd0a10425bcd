import { load, YAMLException } from "js-yaml";
import type { Issue } from "./issue.ts";
import type { Read } from "./read.ts";

/**
 * Reads one YAML 1.2 or JSON document of a model; syntax errors, duplicate keys, an empty file and a second document
 * come back as issues with `file:line:column` for a path.
 */
export function readModelYaml(text: string, file: string): Read<unknown> {
  try {
    return { ok: true, value: load(text, { filename: file }) };
  } catch (error) {
    // js-yaml asks its callers to catch everything: hostile input can also raise other errors.
    return { ok: false, issues: [yamlIssue(error, file)] };
  }
}

/** A js-yaml error as an issue; other errors keep their message. */
export function yamlIssue(error: unknown, file: string): Issue {
  if (!(error instanceof YAMLException)) return { code: "yaml-syntax", path: file, message: String(error) };
  const { reason, mark } = error;
  const path = mark === undefined ? file : `${file}:${mark.line + 1}:${mark.column + 1}`;
  if (reason === "duplicated mapping key") {
    return {
      code: "yaml-duplicate-key",
      path,
      message: "this key stands twice in one map",
      mend: "remove one of them",
    };
  }
  return { code: "yaml-syntax", path, message: reason };
}
