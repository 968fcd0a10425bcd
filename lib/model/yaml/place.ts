import { isMap } from "./data.ts";

/** What lies at these keys; `undefined` where nothing does. */
export function valueAt(root: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((node, key) => {
    if (Array.isArray(node)) return node[Number(key)];
    return isMap(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  }, root);
}

/** The path in the words of the author: conditions by the name of their alert. */
export function pathOf(keys: readonly string[], data: unknown): string {
  return keys
    .map((key, index) => {
      const alert =
        keys[index - 1] === "conditions" ? valueAt(data, [...keys.slice(0, index + 1), "alert"]) : undefined;
      return typeof alert === "string" ? alert : key;
    })
    .join(".");
}

/** A path and one more key. */
export function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
