import type { Issue } from "../../core/issue.ts";
import type { Json } from "../../core/json.ts";
import { nearest } from "../../core/names.ts";
import { type Fields, isFields } from "../../kubernetes/fields.ts";
import type { PolicyCode } from "./codes.ts";

/** What an issue says besides its code, place and message. */
type Facts = Partial<Pick<Issue, "found" | "expected" | "mend">>;

/** Reads the fields of one object, and collects what the API server would refuse of it. */
export class FieldReader {
  readonly issues: Issue[] = [];
  /** `NetworkPolicy alcs/alcs.redis`. */
  readonly #object: string;

  constructor(object: string) {
    this.#object = object;
  }

  /** An error at a place of the object: `spec.ingress[0].ports[1].port`. */
  error(code: PolicyCode, place: string, message: string, facts: Facts = {}): void {
    this.issues.push({ code, path: `${this.#object}: ${place}`, message, ...facts });
  }

  /** Something that nothing refuses but that is not judged here. */
  warning(code: PolicyCode, place: string, message: string, facts: Facts = {}): void {
    this.issues.push({ code, path: `${this.#object}: ${place}`, message, ...facts, level: "warning" });
  }

  /** A map with some of these keys; nothing where it is absent, and an issue where it is something else or has other keys. */
  map(value: Json | undefined, place: string, keys?: readonly string[]): Fields | undefined {
    if (value === undefined || value === null) return undefined;
    if (!isFields(value)) {
      this.error("policy-malformed", place, "this has to be a map", { found: shown(value) });
      return undefined;
    }
    for (const key of keys === undefined ? [] : Object.keys(value)) {
      if (keys?.includes(key)) continue;
      const near = nearest(key, keys ?? []);
      this.error("policy-malformed", `${place}.${key}`, "the API server knows no such field here", {
        expected: (keys ?? []).join(", "),
        ...(near === undefined ? {} : { mend: `did you mean ${near}?` }),
      });
    }
    return value;
  }

  /** A list; nothing where it is absent, and an issue where it is something else. */
  list(value: Json | undefined, place: string): readonly Json[] | undefined {
    if (value === undefined || value === null) return undefined;
    if (Array.isArray(value)) return value;
    this.error("policy-malformed", place, "this has to be a list", { found: shown(value) });
    return undefined;
  }

  /** A text; nothing where it is absent, and an issue where it is something else. */
  text(value: Json | undefined, place: string): string | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string") return value;
    this.error("policy-malformed", place, "this has to be text", { found: shown(value), mend: `"${String(value)}"` });
    return undefined;
  }
}

/** A value in a message. */
export function shown(value: Json): string {
  return JSON.stringify(value);
}
