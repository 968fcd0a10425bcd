import type { Json, PlainData } from "./json.ts";
import { fitsLiteral, yamlLiteral, yamlNumber, yamlScalar } from "./yaml-scalar.ts";

type Mapping = { readonly [key: string]: Json | undefined };

/** Go and js-yaml look for the `:` of a key only this far; longer keys are announced by `? `. */
const LONGEST_KEY = 1000;

/** Longer strings hardly repeat; remembering them would only hold memory. */
const LONGEST_REMEMBERED = 80;

/** Characters after which the text so far is put aside, so that the garbage collector never walks a long rope. */
const CHUNK = 1 << 15;

/**
 * Block-style YAML with keys in insertion order, no line folding and a final newline; properties that are `undefined`
 * are left out. Our own because rule files of 10,000 objectives (35 MB) take js-yaml's `dump` four times as long, and
 * because Go, YAML 1.1 and YAML 1.2 must all read the same strings.
 * @throws RangeError for a string with half a surrogate pair.
 */
export function toYaml<T>(value: T & PlainData<T>): string {
  return new YamlWriter().document(value as Json);
}

class YamlWriter {
  readonly #scalars = new Map<string, string>();
  readonly #chunks: string[] = [];
  #out = "";

  document(value: Json): string {
    if (isBlock(value)) this.#block(value, "\n");
    else this.#inline(value, "\n  ");
    this.#out += "\n";
    return this.#chunks.join("") + this.#out;
  }

  /** Entries with `newline` (a line break and the indentation) between them; what precedes the first is written. */
  #block(value: Mapping | readonly Json[], newline: string): void {
    if (isSequence(value)) this.#sequence(value, newline);
    else this.#mapping(value, newline);
  }

  #mapping(map: Mapping, newline: string): void {
    let first = true;
    for (const key in map) {
      const value = map[key];
      if (value === undefined || !Object.hasOwn(map, key)) continue;
      if (first) first = false;
      else this.#out += newline;
      const name = this.#scalar(key);
      this.#out += name.length > LONGEST_KEY ? `? ${name}${newline}:` : `${name}:`;
      const inner = `${newline}  `;
      if (isBlock(value)) {
        this.#out += inner;
        this.#block(value, inner);
      } else {
        this.#out += " ";
        this.#inline(value, inner);
      }
    }
  }

  #sequence(items: readonly Json[], newline: string): void {
    const inner = `${newline}  `;
    let first = true;
    for (const item of items) {
      if (this.#out.length > CHUNK) this.#putAside();
      this.#out += first ? "- " : `${newline}- `;
      first = false;
      if (isBlock(item)) this.#block(item, inner);
      else this.#inline(item, inner);
    }
  }

  #inline(value: Json, newline: string): void {
    if (typeof value === "string") {
      this.#out += fitsLiteral(value) ? yamlLiteral(value, newline) : this.#scalar(value);
    } else if (typeof value === "number") this.#out += yamlNumber(value);
    else if (typeof value === "object" && value !== null) this.#out += isSequence(value) ? "[]" : "{}";
    else this.#out += String(value);
  }

  #scalar(text: string): string {
    if (text.length > LONGEST_REMEMBERED) return yamlScalar(text);
    const known = this.#scalars.get(text);
    if (known !== undefined) return known;
    const written = yamlScalar(text);
    this.#scalars.set(text, written);
    return written;
  }

  #putAside(): void {
    // Reading one character makes V8 copy the rope into one flat string, which frees its thousands of nodes.
    this.#out.charCodeAt(0);
    this.#chunks.push(this.#out);
    this.#out = "";
  }
}

function isSequence(value: Mapping | readonly Json[]): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value takes lines of its own: a collection with at least one entry. */
function isBlock(value: Json): value is Extract<Json, object> {
  if (typeof value !== "object" || value === null) return false;
  if (isSequence(value)) return value.length > 0;
  for (const key in value) if (value[key] !== undefined && Object.hasOwn(value, key)) return true;
  return false;
}
