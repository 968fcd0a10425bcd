import { compareStrings, stringerText, typeName, type Value } from "../value.ts";
import { type Flags, NO_FLAGS, padded } from "./flags.ts";
import { complexText, floatText, integerText } from "./numbers.ts";
import { stringText } from "./quoted.ts";

/** Where Go prints an address, which no two runs share. */
const ADDRESS = 0xc000000000n;

/** A value under a verb of Go's `fmt`, and what it says of verbs that do not fit: `%!d(string=text)`. */
export function valueText(value: Value, verb: string, flags: Flags): string {
  if (value.kind === "invalid") return verb === "T" || verb === "v" ? padded("<nil>", flags) : `%!${verb}(<nil>)`;
  if (verb === "T") return padded(typeName(value), flags);
  if (verb === "p")
    return /^(?:map|pointer|slice)$/.test(value.kind) ? (addressText(verb, flags) ?? "") : bad(value, verb, flags);
  // Wrapping is for errors only.
  if (verb === "w") return bad(value, verb, flags);
  return methodText(value, verb, flags) ?? plainText(value, verb, flags, 0, false);
}

function methodText(value: Value, verb: string, flags: Flags): string | undefined {
  if (flags.sharpV || !/^[vsxXq]$/.test(verb)) return undefined;
  const text = stringerText(value);
  return text === undefined ? undefined : stringText(text, verb, flags);
}

/** Prints without methods at the top, and without methods at all while telling of an error. */
function plainText(value: Value, verb: string, flags: Flags, depth: number, isError: boolean): string {
  if (depth > 0 && !isError) {
    const text = methodText(value, verb, flags);
    if (text !== undefined) return text;
  }
  const inner = (one: Value): string => plainText(one, verb, flags, depth + 1, isError);
  switch (value.kind) {
    case "invalid":
      return verb === "v" ? "<nil>" : `%!${verb}(<nil>)`;
    case "bool":
      return verb === "t" || verb === "v" ? padded(String(value.value), flags) : bad(value, verb, flags);
    case "int":
    case "uint":
      return integerText(value.value, value.kind === "int", verb, flags) ?? bad(value, verb, flags);
    case "float":
      return floatText(value.value, verb, flags) ?? bad(value, verb, flags);
    case "complex":
      return complexText(value.re, value.im, verb, flags) ?? bad(value, verb, flags);
    case "string":
      return stringText(value.value, verb, flags) ?? bad(value, verb, flags);
    case "interface":
      if (value.inner.kind !== "invalid") return inner(value.inner);
      return flags.sharpV ? "interface {}(nil)" : "<nil>";
    case "map": {
      const entries = [...value.entries].sort(([a], [b]) => compareStrings(a, b));
      const texts = entries.map(
        ([key, one]) => `${inner({ kind: "string", type: "string", value: key })}:${inner(one)}`,
      );
      return flags.sharpV ? `${value.type}{${texts.join(", ")}}` : `map[${texts.join(" ")}]`;
    }
    case "slice": {
      const texts = value.items.map(inner);
      return flags.sharpV ? `${value.type}{${texts.join(", ")}}` : `[${texts.join(" ")}]`;
    }
    case "struct": {
      const isNamed = flags.plusV || flags.sharpV;
      const texts = value.fields.map(([name, one]) => (isNamed ? `${name}:` : "") + inner(one));
      return flags.sharpV ? `${value.type}{${texts.join(", ")}}` : `{${texts.join(" ")}}`;
    }
    case "pointer": {
      const { target } = value;
      if (target === undefined) return flags.sharpV ? `(${value.type})(nil)` : padded("<nil>", flags);
      if (depth === 0 && /^(?:map|slice|struct)$/.test(target.kind)) return `&${inner(target)}`;
      if (verb === "v" && flags.sharpV) return `(${value.type})(0x${ADDRESS.toString(16)})`;
      return addressText(verb, flags) ?? bad(value, verb, flags);
    }
  }
}

function addressText(verb: string, flags: Flags): string | undefined {
  if (verb === "v" || verb === "p") return integerText(ADDRESS, false, "x", { ...flags, sharp: !flags.sharp });
  return /^[bodxX]$/.test(verb) ? integerText(ADDRESS, false, verb, flags) : undefined;
}

function bad(value: Value, verb: string, flags: Flags): string {
  return `%!${verb}(${typeName(value)}=${plainText(value, "v", flags, 0, true)})`;
}

/** Values as Go's `fmt.Sprint` joins them: with a space between two that are both no strings. */
export function printed(values: readonly Value[]): string {
  let text = "";
  for (const [i, value] of values.entries()) {
    if (i > 0 && value.kind !== "string" && values[i - 1]?.kind !== "string") text += " ";
    text += valueText(value, "v", NO_FLAGS);
  }
  return text;
}

/** Values as Go's `fmt.Sprintln` joins them. */
export function printedLine(values: readonly Value[]): string {
  return `${values.map((value) => valueText(value, "v", NO_FLAGS)).join(" ")}\n`;
}
