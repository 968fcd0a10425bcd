import type { Issue } from "./issue.ts";

/** A value that was read, or everything that is wrong with its text; thrown by nobody, so that files can be read in bulk. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };
