import type { FloatHistogram } from "../promql/histogram/float-histogram.ts";
import { histogramText } from "../promql/histogram/print.ts";
import { durationText } from "./time/duration.ts";
import { monthText, timeText, weekdayText } from "./time/text.ts";

/**
 * A value of a template, with the name of its Go type, which decides what may be done with it and how it prints.
 * `invalid` is the value of nothing: of `nil`, and of a field of it.
 */
export type Value =
  | { readonly kind: "invalid" }
  | { readonly kind: "bool"; readonly type: string; readonly value: boolean }
  | { readonly kind: "int" | "uint"; readonly type: string; readonly value: bigint }
  | { readonly kind: "float"; readonly type: string; readonly value: number }
  | { readonly kind: "complex"; readonly type: string; readonly re: number; readonly im: number }
  | { readonly kind: "string"; readonly type: string; readonly value: string }
  | MapValue
  | SliceValue
  | StructValue
  | PointerValue
  | { readonly kind: "interface"; readonly type: "interface {}"; readonly inner: Value };

export interface MapValue {
  readonly kind: "map";
  readonly type: string;
  readonly entries: ReadonlyMap<string, Value>;
}
export interface SliceValue {
  readonly kind: "slice";
  readonly type: string;
  readonly items: readonly Value[];
}
export interface StructValue {
  readonly kind: "struct";
  readonly type: string;
  readonly fields: readonly (readonly [name: string, value: Value])[];
  /** What the struct stands for where it is more than its fields: nanoseconds since 1970, or a histogram. */
  readonly time?: bigint;
  readonly histogram?: FloatHistogram;
}
export interface PointerValue {
  readonly kind: "pointer";
  readonly type: string;
  /** `undefined` for nil. */
  readonly target: Value | undefined;
}

export const INVALID: Value = { kind: "invalid" };

export function boolValue(value: boolean): Value {
  return { kind: "bool", type: "bool", value };
}
export function intValue(value: bigint | number, type = "int"): Value {
  return { kind: "int", type, value: BigInt(value) };
}
export function floatValue(value: number): Value {
  return { kind: "float", type: "float64", value };
}
export function stringValue(value: string, type = "string"): Value {
  return { kind: "string", type, value };
}
export function pointerTo(target: Value): Value {
  return { kind: "pointer", type: `*${typeName(target)}`, target };
}
/** A value in a place whose type is `interface {}`. */
export function asInterface(inner: Value): Value {
  return { kind: "interface", type: "interface {}", inner };
}
export function stringMap(record: Readonly<Record<string, string>>): MapValue {
  const entries = new Map(Object.entries(record).map(([name, text]) => [name, stringValue(text)]));
  return { kind: "map", type: "map[string]string", entries };
}
export function timeValue(time: bigint): Value {
  return { kind: "struct", type: "time.Time", fields: [], time };
}
export function durationValue(nanoseconds: bigint): Value {
  return intValue(BigInt.asIntN(64, nanoseconds), "time.Duration");
}

export function typeName(value: Value): string {
  return value.kind === "invalid" ? "<nil>" : value.type;
}

/** What an interface holds, or the value itself. */
export function unwrapped(value: Value): Value {
  return value.kind === "interface" ? value.inner : value;
}

/** Follows pointers and interfaces to what they hold; `isNil` where that is nothing. */
export function followed(value: Value): { readonly value: Value; readonly isNil: boolean } {
  let current = value;
  while (current.kind === "pointer" || current.kind === "interface") {
    const next = current.kind === "pointer" ? current.target : current.inner;
    if (next === undefined || next.kind === "invalid") return { value: current, isNil: true };
    current = next;
  }
  return { value: current, isNil: false };
}

/** Whether Go's templates take a value as true: whether it is not the zero of its type. */
export function isTrue(value: Value): boolean {
  switch (value.kind) {
    case "invalid":
      return false;
    case "bool":
      return value.value;
    case "int":
    case "uint":
      return value.value !== 0n;
    case "float":
      return value.value !== 0;
    case "complex":
      return value.re !== 0 || value.im !== 0;
    case "string":
      return value.value !== "";
    case "map":
      return value.entries.size > 0;
    case "slice":
      return value.items.length > 0;
    case "struct":
      return true;
    case "pointer":
      return value.target !== undefined;
    case "interface":
      return value.inner.kind !== "invalid";
  }
}

/** What the `String` method of a value says; `undefined` where its type has none. */
export function stringerText(value: Value): string | undefined {
  if (value.kind === "int" && value.type === "time.Duration") return durationText(value.value);
  if (value.kind === "int" && value.type === "time.Month") return monthText(Number(value.value));
  if (value.kind === "int" && value.type === "time.Weekday") return weekdayText(Number(value.value));
  if (value.kind === "struct" && value.time !== undefined) return timeText(value.time);
  if (value.kind !== "pointer" || value.target === undefined) return undefined;
  const { target } = value;
  // Only the pointer to a histogram has the method.
  if (target.kind === "struct" && target.histogram !== undefined) return histogramText(target.histogram);
  return target.kind === "pointer" ? undefined : stringerText(target);
}

/** Strings in the order of Go, which compares bytes, so code points. */
export function compareStrings(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  const at = left.findIndex((character, i) => character !== right[i]);
  if (at === -1) return left.length - right.length;
  const other = right[at];
  return other === undefined ? 1 : (left[at]?.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
}
