import type { Issue } from "../../core/issue.ts";
import type { Json } from "../../core/json.ts";
import { readQuantity } from "../../kubernetes/quantity.ts";

/** A map of an object, and where it stands. */
export type Fields = Readonly<Record<string, Json>>;

/** Reads fields of Kubernetes' objects and collects what is wrong with them; a wrong field reads as absent. */
export class ObjectReader {
  readonly issues: Issue[] = [];

  refuse(path: string, message: string, found?: Json, expected?: string): void {
    this.issues.push({
      code: "autoscaler-unreadable",
      path,
      message,
      ...(found === undefined ? {} : { found: JSON.stringify(found) }),
      ...(expected === undefined ? {} : { expected }),
    });
  }

  map(value: Json | undefined, path: string): Fields | undefined {
    if (value === undefined || value === null) return undefined;
    if (isMap(value)) return value;
    this.refuse(path, "this has to be a map", value);
    return undefined;
  }

  list(value: Json | undefined, path: string): readonly Json[] | undefined {
    if (value === undefined || value === null) return undefined;
    if (Array.isArray(value)) return value;
    this.refuse(path, "this has to be a list", value);
    return undefined;
  }

  text(value: Json | undefined, path: string): string | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string") return value;
    this.refuse(path, "this has to be text", value);
    return undefined;
  }

  choice<T extends string>(value: Json | undefined, path: string, choices: readonly T[]): T | undefined {
    if (value === undefined || value === null) return undefined;
    const choice = choices.find((one) => one === value);
    if (choice === undefined)
      this.refuse(path, "this is none of the values that Kubernetes knows", value, list(choices));
    return choice;
  }

  /** A whole number from `least` to `most`. */
  whole(value: Json | undefined, path: string, least: number, most = 2_147_483_647): number | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
    this.refuse(path, "this number is out of its range", value, `a whole number from ${least} to ${most}`);
    return undefined;
  }

  /** A quantity above 0, or from 0 with `orZero`: a number or Kubernetes' text (`500m`). */
  quantity(value: Json | undefined, path: string, orZero = false): number | undefined {
    if (value === undefined || value === null) return undefined;
    const number = typeof value === "number" ? value : typeof value === "string" ? readQuantity(value) : undefined;
    if (number !== undefined && (number > 0 || (orZero && number === 0))) return number;
    this.refuse(path, "this is no quantity that can be reached", value, orZero ? "0 or more" : "more than 0");
    return undefined;
  }

  /** A number above 0 that KEDA keeps as text in `metadata`. */
  textNumber(value: Json | undefined, path: string): number | undefined {
    const text = this.text(value, path);
    if (text === undefined) return undefined;
    const number = text.trim() === "" ? Number.NaN : Number(text);
    if (Number.isFinite(number) && number > 0) return number;
    this.refuse(path, "this text is no number above 0", text);
    return undefined;
  }

  /** What a key must have; reported when it is absent and nothing was wrong with it. */
  need<T>(value: T | undefined, given: Json | undefined, path: string): T | undefined {
    if (value === undefined && (given === undefined || given === null)) this.refuse(path, "this is missing");
    return value;
  }
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(choices: readonly string[]): string {
  return `one of ${choices.join(", ")}`;
}
