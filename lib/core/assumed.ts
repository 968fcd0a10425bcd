const ASSUMPTIONS = Symbol("burnline.assumptions");

/** A value that no document states, with the reason for choosing it. Made by {@link assumed}. */
export interface Assumed<T> {
  readonly assumed: T;
  readonly why: string;
}

/** One assumed value of a model, for the owner of the system to confirm. */
export interface Assumption {
  /** Where in the model: `services.api.scrape.every`. */
  readonly path: string;
  readonly value: unknown;
  readonly why: string;
}

type Leaf = string | number | boolean | null | undefined | ((...args: never[]) => unknown);

/** `T`, in which any value at any depth may be wrapped in {@link assumed}. */
export type Given<T> =
  | Assumed<T>
  | (T extends Leaf
      ? T
      : T extends readonly (infer E)[]
        ? readonly Given<E>[]
        : { readonly [K in keyof T]: Given<T[K]> });

/**
 * Marks a value that the system's documents do not state, so that it is listed in `ASSUMPTIONS.md`.
 *
 * @example target: assumed(percent(99.9), "the table gives a target but no window; 30 days is the workbook's")
 */
export function assumed<const T>(value: T, why: string): Assumed<T> {
  return { assumed: value, why };
}

function isAssumed(value: object): value is Assumed<unknown> {
  return "assumed" in value && "why" in value && typeof value.why === "string";
}

/** The assumptions that {@link settle} found in a value, in the order of the model. */
export function assumptionsOf(value: object): readonly Assumption[] {
  const found: unknown = Reflect.get(value, ASSUMPTIONS);
  return Array.isArray(found) ? found : [];
}

/**
 * Takes the assumption marks out of a value and keeps the list of them with it, across nesting.
 * `given` must be a `Given<T>`; the public constructors that call this have checked it in their signatures.
 */
export function settle<T extends object>(given: object): T {
  const found: Assumption[] = [];
  const value = strip(given, "", found);
  if (found.length > 0 && typeof value === "object" && value !== null) {
    Object.defineProperty(value, ASSUMPTIONS, { value: found, enumerable: true });
  }
  return value as T;
}

function strip(node: unknown, path: string, found: Assumption[]): unknown {
  if (typeof node !== "object" || node === null || node instanceof RegExp) return node;
  if (isAssumed(node)) {
    const value = strip(node.assumed, path, found);
    found.push({ path, value, why: node.why });
    return value;
  }
  for (const inner of assumptionsOf(node)) found.push({ ...inner, path: join(path, inner.path) });
  if (Array.isArray(node)) return node.map((item, index) => strip(item, join(path, nameOf(item) ?? `${index}`), found));
  return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, strip(item, join(path, key), found)]));
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  if ("name" in item && typeof item.name === "string") return item.name;
  return "alert" in item && typeof item.alert === "string" ? item.alert : undefined;
}

function join(path: string, key: string): string {
  if (path === "") return key;
  return key === "" ? path : `${path}.${key}`;
}
