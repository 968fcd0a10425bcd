import { FunctionError } from "../error.ts";
import { type GoFunction, missingIn } from "../function.ts";
import { followed, intValue, typeName, unwrapped, type Value } from "../value.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** `index`, `slice` and `len`. Texts are of bytes, as in Go. */
export const COLLECTIONS: Readonly<Record<string, GoFunction>> = {
  index: { parameters: ["reflect.Value"], rest: "reflect.Value", call: ([item, ...at]) => index(item as Value, at) },
  slice: { parameters: ["reflect.Value"], rest: "reflect.Value", call: ([item, ...at]) => slice(item as Value, at) },
  len: { parameters: ["reflect.Value"], call: ([item]) => length(item as Value) },
};

function index(first: Value, indices: readonly Value[]): Value {
  let item = unwrapped(first);
  if (item.kind === "invalid") throw new FunctionError("index of untyped nil");
  for (const at of indices.map(unwrapped)) {
    const { value, isNil } = followed(item);
    if (isNil) throw new FunctionError("index of nil pointer");
    if (value.kind === "map") {
      item = value.entries.get(keyOf(at)) ?? missingIn(value);
    } else if (value.kind === "slice") {
      const position = positionOf(at, value.items.length);
      item = value.items[position] ?? outOfRange("slice");
    } else if (value.kind === "string") {
      const bytes = encoder.encode(value.value);
      const position = positionOf(at, bytes.length);
      item = { kind: "uint", type: "uint8", value: BigInt(bytes[position] ?? outOfRange("string")) };
    } else {
      throw new FunctionError(`can't index item of type ${typeName(value)}`);
    }
  }
  return item;
}

/** Go's own check lets the length itself pass; what it then calls does not. */
function outOfRange(kind: "slice" | "string"): never {
  throw new FunctionError(`reflect: ${kind} index out of range`);
}

function keyOf(value: Value): string {
  if (value.kind === "invalid") throw new FunctionError("value is nil; should be of type string");
  if (value.kind !== "string" || value.type !== "string") {
    throw new FunctionError(`value has type ${typeName(value)}; should be string`);
  }
  return value.value;
}

function positionOf(value: Value, most: number): number {
  if (value.kind === "invalid") throw new FunctionError("cannot index slice/array with nil");
  if (value.kind !== "int" && value.kind !== "uint") {
    throw new FunctionError(`cannot index slice/array with type ${typeName(value)}`);
  }
  if (value.value < 0n || value.value > BigInt(most)) throw new FunctionError(`index out of range: ${value.value}`);
  return Number(value.value);
}

function slice(first: Value, indices: readonly Value[]): Value {
  if (unwrapped(first).kind === "invalid") throw new FunctionError("slice of untyped nil");
  const { value, isNil } = followed(first);
  if (isNil) throw new FunctionError("slice of nil pointer");
  if (indices.length > 3) throw new FunctionError(`too many slice indexes: ${indices.length}`);
  if (value.kind !== "string" && value.kind !== "slice") {
    throw new FunctionError(`can't slice item of type ${typeName(value)}`);
  }
  if (value.kind === "string" && indices.length === 3) throw new FunctionError("cannot 3-index slice a string");
  const bytes = value.kind === "string" ? encoder.encode(value.value) : undefined;
  const size = value.kind === "slice" ? value.items.length : (bytes?.length ?? 0);
  const positions = indices.map((at) => positionOf(unwrapped(at), size));
  const [start = 0, end = size, capacity = size] = positions;
  if (start > end) throw new FunctionError(`invalid slice index: ${start} > ${end}`);
  if (end > capacity) throw new FunctionError(`invalid slice index: ${end} > ${capacity}`);
  if (value.kind === "slice") return { ...value, items: value.items.slice(start, end) };
  return { ...value, value: decoder.decode(bytes?.slice(start, end)) };
}

function length(item: Value): Value {
  if (item.kind === "invalid") throw new FunctionError("reflect: call of reflect.Value.Type on zero Value");
  const { value, isNil } = followed(item);
  if (isNil) throw new FunctionError("len of nil pointer");
  if (value.kind === "string") return intValue(encoder.encode(value.value).length);
  if (value.kind === "map") return intValue(value.entries.size);
  if (value.kind === "slice") return intValue(value.items.length);
  throw new FunctionError(`len of type ${typeName(value)}`);
}
