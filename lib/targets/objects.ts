import type { Bundle, Json, KubernetesObject } from "../compile/bundle.ts";
import type { Issue } from "../core/issue.ts";
import { isDnsLabel } from "../core/names.ts";

interface NameRule {
  readonly words: string;
  readonly accepts: (name: string) => boolean;
  readonly maxLength: number;
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const anyName: NameRule = {
  words: "an RFC 1123 subdomain",
  accepts: (name) => name.split(".").every(isDnsLabel),
  maxLength: 253,
};
const labelName: NameRule = { words: "an RFC 1123 label", accepts: isDnsLabel, maxLength: 63 };

/** Kinds whose names Kubernetes bounds more tightly: a CronJob's Jobs append 11 characters, a Job's name is a label value. */
const nameRules: Readonly<Record<string, NameRule>> = {
  CronJob: { ...anyName, maxLength: 52 },
  Job: { ...anyName, maxLength: 63 },
  Namespace: labelName,
};

/**
 * Everything in a bundle that a target could not deploy, or that two targets would render differently.
 *
 * Names are checked here because cdk8s passes `_` and upper case through, and a cluster refuses them only at apply.
 * `null` and empty metadata maps are refused because cdk8s drops them and plain files keep them.
 */
export function checkObjects(bundle: Bundle): readonly Issue[] {
  const issues: Issue[] = [];
  const firstPath = new Map<string, string>();
  checkName(`system`, bundle.system, labelName, issues);
  for (const part of bundle.parts) {
    const partPath = `parts.${part.name}`;
    checkName(partPath, part.name, labelName, issues);
    part.objects.forEach((object, index) => {
      const path = `${partPath}[${index}]`;
      checkObject(object, path, issues);
      const identity = `${object.apiVersion} ${object.kind} ${qualifiedName(object)}`;
      const first = firstPath.get(identity);
      if (first === undefined) firstPath.set(identity, path);
      else issues.push(duplicate(path, identity, first));
    });
  }
  return issues;
}

/** `namespace/name`, or `name` alone where an object has no namespace; unique for one apiVersion and kind. */
export function qualifiedName(object: KubernetesObject): string {
  const { name, namespace } = object.metadata;
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function checkObject(object: KubernetesObject, path: string, issues: Issue[]): void {
  const { metadata } = object;
  checkName(`${path}.metadata.name`, metadata.name, nameRules[object.kind] ?? anyName, issues);
  if (metadata.namespace !== undefined) checkName(`${path}.metadata.namespace`, metadata.namespace, labelName, issues);
  for (const key of ["labels", "annotations"] as const) {
    const map = metadata[key];
    if (map !== undefined && Object.keys(map).length === 0) {
      issues.push({
        code: "empty-metadata",
        path: `${path}.metadata.${key}`,
        message: "empty map",
        mend: "leave it out",
      });
    }
  }
  checkNoNull(object, path, issues);
}

function checkName(path: string, name: string, rule: NameRule, issues: Issue[]): void {
  if (typeof name === "string" && name.length <= rule.maxLength && rule.accepts(name)) return;
  issues.push({
    code: "invalid-name",
    path,
    message: "Kubernetes would refuse this name",
    found: `${JSON.stringify(name) ?? "no name"}${typeof name === "string" ? ` (${name.length} characters)` : ""}`,
    expected: `${rule.words} of at most ${rule.maxLength} characters`,
    mend: "use lower-case letters, digits and '-', starting and ending with a letter or digit",
  });
}

function checkNoNull(value: Json, path: string, issues: Issue[]): void {
  if (value === null) {
    issues.push({ code: "null-in-object", path, message: "null in a Kubernetes object", mend: "leave the key out" });
  } else if (isArray(value)) {
    value.forEach((item, index) => {
      checkNoNull(item, `${path}[${index}]`, issues);
    });
  } else if (typeof value === "object") {
    for (const [key, item] of Object.entries(value)) checkNoNull(item, `${path}.${key}`, issues);
  }
}

/** `Array.isArray` does not narrow readonly arrays out of a union. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function duplicate(path: string, identity: string, first: string): Issue {
  return {
    code: "duplicate-object",
    path,
    message: "two objects with one identity; the second would overwrite the first",
    found: identity,
    mend: `rename it, or remove ${first}`,
  };
}
