const METADATA = new Set(["__name__", "__type__", "__unit__"]);

/**
 * The label set of a series: immutable, sorted by name, without empty values, since Prometheus does not tell an empty
 * label from a missing one.
 */
export class Labels {
  readonly names: readonly string[];
  readonly values: readonly string[];
  #identity: string | undefined;
  #bare: Labels | undefined;

  private constructor(names: readonly string[], values: readonly string[]) {
    this.names = names;
    this.values = values;
  }

  /** The set without labels. */
  static get empty(): Labels {
    return EMPTY;
  }

  /** From a record; empty values are left out. */
  static of(record: Readonly<Record<string, string>>): Labels {
    return Labels.from(Object.entries(record));
  }

  /** From pairs in any order; a later pair wins over an earlier one of its name, empty values are left out. */
  static from(pairs: Iterable<readonly [name: string, value: string]>): Labels {
    const kept = new Map<string, string>();
    for (const [name, value] of pairs) {
      if (value === "") kept.delete(name);
      else kept.set(name, value);
    }
    const names = [...kept.keys()].sort(compareText);
    return new Labels(
      names,
      names.map((name) => kept.get(name) ?? ""),
    );
  }

  /** The value of a label, `""` where it is missing. */
  get(name: string): string {
    const index = this.names.indexOf(name);
    return this.values[index] ?? "";
  }

  /** The metric name, `""` where there is none. */
  get metricName(): string {
    return this.get("__name__");
  }

  /** Equal for equal sets and for no others. */
  get key(): string {
    this.#identity ??= keyOf(this.names, this.values);
    return this.#identity;
  }

  /** The labels as pairs, sorted by name. */
  entries(): readonly (readonly [name: string, value: string])[] {
    return this.names.map((name, index) => [name, this.values[index] ?? ""] as const);
  }

  /** The set with one label set, or removed where the value is empty. */
  with(name: string, value: string): Labels {
    return Labels.from([...this.entries(), [name, value]]);
  }

  /** The set with only these labels. */
  keep(names: ReadonlySet<string>): Labels {
    return this.#filter((name) => names.has(name));
  }

  /** The set without these labels. */
  drop(names: ReadonlySet<string>): Labels {
    return this.#filter((name) => !names.has(name));
  }

  /** The set without `__name__`, `__type__` and `__unit__`: what is left when a function has changed the meaning. */
  withoutMetadata(): Labels {
    this.#bare ??= this.drop(METADATA);
    return this.#bare;
  }

  /** As a record, sorted by name. */
  toRecord(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.entries());
  }

  /** JSON has the record. */
  toJSON(): Readonly<Record<string, string>> {
    return this.toRecord();
  }

  /** As Prometheus writes a series: `up{job="a"}`, `{job="a"}`, `{}`. */
  toString(): string {
    const name = this.metricName;
    const plain = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name);
    const inside = this.entries()
      .filter(([label]) => label !== "__name__" || !plain)
      .map(([label, value]) => (label === "__name__" ? quoted(value) : `${labelName(label)}=${quoted(value)}`));
    if (plain && inside.length === 0) return name;
    return `${plain ? name : ""}{${inside.join(", ")}}`;
  }

  #filter(keeps: (name: string) => boolean): Labels {
    const names = this.names.filter(keeps);
    if (names.length === this.names.length) return this;
    if (names.length === 0) return Labels.empty;
    return new Labels(
      names,
      this.values.filter((_, index) => keeps(this.names[index] ?? "")),
    );
  }
}

// No static field: a class with hidden fields is not complete yet where TypeScript's output would make one.
const EMPTY = Labels.from([]);

/** Orders label sets as Prometheus does: pair by pair, then the shorter one first. */
export function compareLabels(a: Labels, b: Labels): number {
  const shared = Math.min(a.names.length, b.names.length);
  for (let index = 0; index < shared; index++) {
    const order =
      compareText(a.names[index] ?? "", b.names[index] ?? "") ||
      compareText(a.values[index] ?? "", b.values[index] ?? "");
    if (order !== 0) return order;
  }
  return a.names.length - b.names.length;
}

/** Orders texts by code point, as Go orders them by byte; JavaScript's own order differs beyond U+FFFF. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left === right) continue;
    return ordinalOf(left) - ordinalOf(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others. */
function ordinalOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function keyOf(names: readonly string[], values: readonly string[]): string {
  let key = "";
  for (const [index, name] of names.entries()) {
    const value = values[index] ?? "";
    key += `${name.length}:${name}${value.length}:${value}`;
  }
  return key;
}

function labelName(label: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label) ? label : quoted(label);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
