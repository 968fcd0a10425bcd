import { isMap } from "../../model/yaml/data.ts";
import type { ShapeIssue } from "../../model/yaml/shape.ts";

/** Keys of a model that the others can be checked without. */
const OPTIONAL: ReadonlySet<string | undefined> = new Set([
  "expectations",
  "alerting",
  "escalation",
  "procedures",
  "settings",
  "grafana",
  "dashboards",
]);

/**
 * The data without the objectives, conditions and optional keys that hold these keys, so that the others can be checked as well;
 * `undefined` when something else is wrong, without which nothing can be.
 */
export function pruned(data: unknown, wrong: readonly (readonly string[])[]): unknown {
  const parts = wrong.map((keys) => keys.slice(0, OPTIONAL.has(keys[0]) ? 1 : 4));
  const apart = ([owners, , part, name]: readonly string[]): boolean =>
    OPTIONAL.has(owners) || (isOwners(owners) && isPart(part) && name !== undefined);
  if (!parts.every(apart)) return undefined;
  const copy: unknown = structuredClone(data);
  // From the last one, so that the numbers of list items stay what they are.
  for (const keys of parts.toSorted((a, b) => Number(b[3]) - Number(a[3]))) remove(copy, keys);
  return copy;
}

/**
 * The data without keys that nothing reads; what was written under them goes to the key that was probably meant, so that
 * the author is not told of what follows from one slip.
 */
export function withoutUnknownKeys(data: unknown, slips: readonly ShapeIssue[]): unknown {
  const copy: unknown = structuredClone(data);
  for (const { keys, unknown } of slips) {
    const node = keys.reduce<unknown>((inner, key) => (isObject(inner) ? Reflect.get(inner, key) : undefined), copy);
    if (unknown === undefined || !isMap(node) || !(unknown.key in node)) continue;
    const value = node[unknown.key];
    Reflect.deleteProperty(node, unknown.key);
    if (unknown.meant !== undefined && !(unknown.meant in node)) Reflect.set(node, unknown.meant, value);
  }
  return copy;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isOwners(key: string | undefined): boolean {
  return key === "services" || key === "dependencies";
}

function isPart(key: string | undefined): boolean {
  return key === "objectives" || key === "conditions";
}

function remove(node: unknown, [key = "", ...rest]: readonly string[]): void {
  if (Array.isArray(node)) {
    delete node[Number(key)];
  } else if (isMap(node)) {
    if (rest.length > 0) remove(node[key], rest);
    else Reflect.deleteProperty(node, key);
  }
}
