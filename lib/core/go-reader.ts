import { parseDuration } from "./duration.ts";
import { goBoolean, goNumber, isGoNull } from "./go-scalar.ts";
import type { Issue } from "./issue.ts";
import type { Source } from "./source.ts";
import type { YamlMapping, YamlNode } from "./yaml-node.ts";

/** Which YAML library Prometheus reads with: v3 for rule files, v2 for promtool's tests; they merge differently. */
export type GoYaml = "v2" | "v3";

interface Entry {
  readonly key: string;
  readonly value: YamlNode;
  readonly at: number;
}

/** The fields of one map by name, nulls left out: Go leaves the field at its zero value. */
export type Fields = ReadonlyMap<string, YamlNode>;

/** Reads nodes into the types of Go's structs as Go does, collecting every issue instead of stopping at the first. */
export class GoReader {
  readonly issues: Issue[] = [];
  readonly source: Source;
  readonly #yaml: GoYaml;
  readonly #ignoreUnknown: boolean;

  /** With `ignoreUnknown`, keys that nobody knows are left out instead of refused. */
  constructor(source: Source, yaml: GoYaml, ignoreUnknown = false) {
    this.source = source;
    this.#yaml = yaml;
    this.#ignoreUnknown = ignoreUnknown;
  }

  refuse(code: string, at: number, path: string, message: string, more: Partial<Issue> = {}): void {
    this.issues.push({ code, path: `${this.source.where(at)} ${path}`.trimEnd(), message, ...more });
  }

  /** The fields of a struct; keys that are not `known` are refused, unless they are ignored. */
  fields(node: YamlNode, path: string, known: readonly string[]): Fields {
    const fields = new Map<string, YamlNode>();
    for (const { key, value, at } of this.#entries(node, path, "struct")) {
      if (known.includes(key)) {
        if (!isNull(value)) fields.set(key, value);
      } else if (!this.#ignoreUnknown) {
        const expected = `one of ${known.join(", ")}`;
        this.refuse("yaml-unknown-key", at, join(path, key), "unknown key", { found: key, expected });
      }
    }
    return fields;
  }

  /** The items of a list, with the path of each; rule files lose their empty items in Go, test files keep them. */
  items(node: YamlNode | undefined, path: string): readonly (readonly [YamlNode, string])[] {
    if (node === undefined) return [];
    if (node.kind !== "sequence") {
      this.#wrongKind(node, path, "a list");
      return [];
    }
    const items = node.items.map((item, index) => [item, join(path, String(index))] as const);
    return this.#yaml === "v3" ? items.filter(([item]) => !isNull(item)) : items;
  }

  /** A string field keeps the text of its scalar: `1.10`, `0500` and `yes` are these very characters. */
  text(node: YamlNode | undefined, path: string): string | undefined {
    if (node === undefined || isNull(node)) return undefined;
    if (node.kind !== "scalar") {
      this.#wrongKind(node, path, "a string");
      return undefined;
    }
    if (node.tag === "!!binary") {
      this.refuse("yaml-wrong-type", node.at, path, "binary text is not read here", { expected: "a string" });
      return undefined;
    }
    return node.text;
  }

  texts(node: YamlNode | undefined, path: string): readonly string[] {
    return this.items(node, path).map(([item, itemPath]) => this.text(item, itemPath) ?? "");
  }

  /** A `map[string]string`: labels, annotations; null is the empty string. */
  textMap(node: YamlNode | undefined, path: string): Readonly<Record<string, string>> | undefined {
    if (node === undefined || isNull(node)) return undefined;
    const entries = this.#entries(node, path, "map");
    return Object.fromEntries(entries.map(({ key, value }) => [key, this.text(value, join(path, key)) ?? ""]));
  }

  /** A Prometheus duration as its text, checked. */
  duration(node: YamlNode | undefined, path: string): string | undefined {
    const text = this.text(node, path);
    if (node === undefined || text === undefined || parseDuration(text) !== undefined) return text;
    const expected = "a Prometheus duration such as 5m or 1h30m";
    this.refuse("yaml-wrong-type", node.at, path, "not a duration", { found: JSON.stringify(text), expected });
    return undefined;
  }

  number(node: YamlNode | undefined, path: string): number | undefined {
    return this.#scalar(node, path, "a number", goNumber);
  }

  boolean(node: YamlNode | undefined, path: string): boolean | undefined {
    return this.#scalar(node, path, "true or false", goBoolean);
  }

  #scalar<T>(
    node: YamlNode | undefined,
    path: string,
    expected: string,
    read: (scalar: Extract<YamlNode, { kind: "scalar" }>) => T | undefined,
  ): T | undefined {
    if (node === undefined) return undefined;
    const value = node.kind === "scalar" ? read(node) : undefined;
    if (value === undefined) this.#wrongKind(node, path, expected);
    return value;
  }

  #wrongKind(node: YamlNode, path: string, expected: string): void {
    const found = node.kind === "scalar" ? JSON.stringify(node.text) : node.kind === "mapping" ? "a map" : "a list";
    this.refuse("yaml-wrong-type", node.at, path, "wrong type", { found, expected });
  }

  #entries(node: YamlNode, path: string, form: "struct" | "map"): readonly Entry[] {
    if (isNull(node)) return [];
    if (node.kind !== "mapping") {
      this.#wrongKind(node, path, "a map");
      return [];
    }
    return this.#yaml === "v3"
      ? [...this.#mergeLast(node, path).values()]
      : [...this.#mergeInOrder(node, path, form).values()];
  }

  /** v3: what a map says itself stands; merged maps fill in what is missing, the first of them first. */
  #mergeLast(node: YamlMapping, path: string): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    const merged: YamlNode[] = [];
    for (const { key, value } of node.entries) {
      const name = this.#key(key, path);
      if (name === undefined) continue;
      if (isMerge(key)) {
        if (merged.length > 0) this.#duplicate(key.at, path, "<<");
        merged.push(value);
      } else if (entries.has(name)) this.#duplicate(key.at, path, name);
      else if (!isNull(key)) entries.set(name, { key: name, value, at: key.at });
    }
    for (const map of merged.flatMap((value) => this.#mergedMaps(value, path))) {
      for (const [name, entry] of this.#mergeLast(map, path)) if (!entries.has(name)) entries.set(name, entry);
    }
    return entries;
  }

  /** v2: maps are merged where `<<` stands and later entries overwrite; in a map, though not in a struct, that is refused. */
  #mergeInOrder(node: YamlMapping, path: string, form: "struct" | "map"): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    const own = new Set<string>();
    const add = (entry: Entry): void => {
      if (form === "map" && entries.has(entry.key)) this.#duplicate(entry.at, path, entry.key);
      else entries.set(entry.key, entry);
    };
    for (const { key, value } of node.entries) {
      const name = this.#key(key, path);
      if (name === undefined) continue;
      if (isMerge(key)) {
        for (const map of this.#mergedMaps(value, path).reverse()) this.#mergeInOrder(map, path, form).forEach(add);
      } else if (form === "struct" && own.has(name)) this.#duplicate(key.at, path, name);
      else add({ key: name, value, at: key.at });
      own.add(name);
    }
    return entries;
  }

  #mergedMaps(value: YamlNode, path: string): YamlMapping[] {
    const maps = value.kind === "sequence" ? value.items : [value];
    return maps.filter((map) => {
      if (map.kind !== "mapping") this.#wrongKind(map, join(path, "<<"), "a map, or a list of maps, to merge");
      return map.kind === "mapping";
    });
  }

  #key(node: YamlNode, path: string): string | undefined {
    if (node.kind === "scalar") return isNull(node) ? "" : node.text;
    this.#wrongKind(node, path, "a string for a key");
    return undefined;
  }

  #duplicate(at: number, path: string, key: string): void {
    this.refuse("yaml-duplicate-key", at, join(path, key), "this key stands twice", { mend: "remove one of them" });
  }
}

function isNull(node: YamlNode): boolean {
  return node.kind === "scalar" && isGoNull(node);
}

function isMerge(node: YamlNode): boolean {
  return node.kind === "scalar" && node.plain && node.text === "<<" && (node.tag === "" || node.tag === "!!merge");
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
