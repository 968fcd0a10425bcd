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

/** Values that are settled already: a constructor's parts are, so that a model is not copied once for each level. */
const settled = new WeakSet<object>();

/**
 * Takes the assumption marks out of a value and keeps the list of them with it, across nesting.
 * `given` must be a `Given<T>`; the public constructors that call this have checked it in their signatures.
 */
export function settle<T extends object>(given: object): T {
  const found: Assumption[] = [];
  const value = strip(given, undefined, found);
  if (typeof value === "object" && value !== null) {
    if (found.length > 0) Object.defineProperty(value, ASSUMPTIONS, { value: found, enumerable: true });
    settled.add(value);
  }
  return value as T;
}

/** Place in a value, innermost key first; text only when an assumption is found there. */
interface Place {
  readonly key: string;
  readonly parent: Place | undefined;
}

function strip(node: unknown, place: Place | undefined, found: Assumption[]): unknown {
  if (typeof node !== "object" || node === null || node instanceof RegExp) return node;
  if (isAssumed(node)) {
    const value = strip(node.assumed, place, found);
    found.push({ path: pathOf(place), value, why: node.why });
    return value;
  }
  for (const inner of assumptionsOf(node)) found.push({ ...inner, path: join(pathOf(place), inner.path) });
  if (settled.has(node)) return node;
  if (Array.isArray(node)) {
    return node.map((item, index) => strip(item, { key: nameOf(item) ?? `${index}`, parent: place }, found));
  }
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(node)) copy[key] = strip(item, { key, parent: place }, found);
  return copy;
}

function pathOf(place: Place | undefined): string {
  return place === undefined ? "" : join(pathOf(place.parent), place.key);
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  if ("name" in item && typeof item.name === "string") return item.name;
  if ("title" in item && typeof item.title === "string") return item.title;
  return "alert" in item && typeof item.alert === "string" ? item.alert : undefined;
}

function join(path: string, key: string): string {
  if (path === "") return key;
  return key === "" ? path : `${path}.${key}`;
}
