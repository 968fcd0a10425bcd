/** Any JSON value; what emitters produce and targets copy. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * `T` when it is plain data all the way down, `never` where it is not; lets interfaces (which TypeScript does not
 * take for `Json`, as they have no index signature) be written without a cast.
 */
export type PlainData<T> = T extends Json
  ? T
  : T extends bigint | symbol | Date | ((...args: never) => unknown)
    ? never
    : { readonly [Key in keyof T]: PlainData<T[Key]> };

/** Two-space JSON with keys in insertion order and a final newline, so that equal values give equal files. */
export function toJson<T>(value: T & PlainData<T>): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The same plain data, as the type `Json`. */
export function plain<T>(value: T & PlainData<T>): Json {
  return value as Json;
}
