import { AGGREGATIONS, FUNCTIONS, type ValueType } from "../../lib/promql/functions.ts";
import type { Random } from "./random.ts";
import * as W from "./words.ts";

/** Writes expressions over the whole grammar: mostly right ones, now and then with a wrong type, name or number. */
export class Generator {
  private readonly random: Random;
  private depth = 0;

  constructor(random: Random) {
    this.random = random;
  }

  expression(): string {
    this.depth = 0;
    return this.chance(0.1) ? `${this.blank()}${this.any()}${this.blank()}` : this.any();
  }

  private any(): string {
    return this.of(this.random.pick(["vector", "vector", "vector", "scalar", "matrix", "string"] as const));
  }

  private of(type: ValueType): string {
    if (this.chance(0.02)) return this.any();
    if (this.chance(0.05)) return this.join("(", this.of(type), ")");
    this.depth++;
    const text = this.typed(type);
    this.depth--;
    return text;
  }

  private typed(type: ValueType): string {
    switch (type) {
      case "string":
        return this.pick(W.STRINGS);
      case "scalar":
        return this.scalar();
      case "matrix":
        return this.chance(0.6) || this.isDeep() ? this.matrix() : this.subquery();
      case "vector":
        return this.vector();
    }
  }

  private scalar(): string {
    if (this.isDeep() || this.chance(0.5)) return this.literal();
    return this.oneOf([
      () => this.join(this.pick(["-", "+"]), this.of("scalar")),
      () => this.binary("scalar", "scalar"),
      () => this.call(this.pick(["scalar", "time", "pi", "start", "end", "step", "range", "max_of", "min_of"])),
    ]);
  }

  private vector(): string {
    if (this.isDeep() || this.chance(0.25)) return this.selector() + this.modifiers(false);
    return this.oneOf([
      () => this.call(this.pick(W.FUNCTION_NAMES)),
      () => this.aggregation(),
      () => this.binary("vector", "vector"),
      () => this.binary("vector", "scalar"),
      () => this.binary("scalar", "vector"),
      () => this.join(this.pick(["-", "+"]), this.of("vector")),
      () => this.selector() + this.modifiers(false),
    ]);
  }

  private selector(): string {
    if (this.chance(0.4)) return this.pick(W.METRICS);
    const name = this.chance(0.7) ? this.pick(W.METRICS) : "";
    const quoted = name === "" && this.chance(0.5) ? [this.pick(W.QUOTED_LABELS)] : [];
    const matchers = [...quoted, ...this.list(3, () => this.matcher())];
    const comma = matchers.length > 0 && this.chance(0.1) ? "," : "";
    return this.join(name, "{", matchers.join(this.separator()), comma, "}");
  }

  private matcher(): string {
    const label = this.chance(0.8) ? this.pick(W.LABELS) : this.pick(W.QUOTED_LABELS);
    return this.chance(0.7)
      ? this.join(label, this.pick(["=", "!="]), this.pick(W.STRINGS))
      : this.join(label, this.pick(["=~", "!~"]), this.mostly(W.PATTERNS, W.BAD_PATTERNS));
  }

  private matrix(): string {
    const inner = this.chance(0.05) ? this.modifiers(false) : this.extension(0.05);
    return this.join(this.selector(), inner, "[", this.duration(), "]") + this.modifiers(true);
  }

  private subquery(): string {
    const step = this.chance(0.5) ? this.duration() : "";
    const inner = this.chance(0.5) ? this.of("vector") : this.join("(", this.of("vector"), ")");
    return this.join(inner, "[", this.duration(), ":", step, "]") + this.modifiers(true);
  }

  private modifiers(often: boolean): string {
    const share = often ? 0.2 : 0.15;
    const offset = this.chance(share) ? this.join(" offset ", this.offset()) : "";
    const at = this.chance(share)
      ? this.join(" @", this.mostly([...W.TIMESTAMPS, "start()", "end()"], W.BAD_TIMESTAMPS))
      : "";
    const parts = [offset, at, this.extension(0.08), this.chance(0.01) ? " offset 1m" : ""];
    return this.chance(0.5) ? parts.join("") : parts.reverse().join("");
  }

  private extension(share: number): string {
    return this.chance(share) ? ` ${this.pick(["anchored", "smoothed", "Anchored"])} ` : "";
  }

  private offset(): string {
    return this.join(this.pick(["", "", "-", "+", "- -"]), this.duration());
  }

  private duration(depth = 0): string {
    if (depth > 2 || this.chance(0.7)) return this.mostly(W.DURATIONS, W.BAD_DURATIONS);
    return this.oneOf([
      () => this.join(this.duration(depth + 1), this.pick(["+", "-", "*", "/", "%", "^"]), this.duration(depth + 1)),
      () => this.join("(", this.duration(depth + 1), ")"),
      () => this.join(this.pick(["+", "-"]), this.duration(depth + 1)),
      () => this.pick(["step()", "range()", "STEP ( )"]),
      () =>
        this.join(this.pick(["max_of", "min_of"]), "(", this.duration(depth + 1), ",", this.duration(depth + 1), ")"),
    ]);
  }

  private call(name: string): string {
    const signature = FUNCTIONS.get(name);
    if (signature === undefined) return "";
    const wanted = [...signature.arguments];
    const last = wanted.at(-1);
    if (last !== undefined && (signature.variadic !== 0 || this.chance(0.02))) {
      const more = this.random.below(3);
      if (more === 0) wanted.pop();
      for (let count = 1; count < more; count++) wanted.push(last);
    }
    const list = wanted.map((type) => this.of(type));
    const written = this.chance(0.01) ? name.toUpperCase() : name;
    return this.join(written, "(", list.join(this.separator()), this.chance(0.01) ? "," : "", ")");
  }

  private aggregation(): string {
    const name = this.pick(W.AGGREGATION_NAMES);
    const parameter = AGGREGATIONS.get(name)?.parameter;
    const list = parameter === undefined ? [] : [this.of(parameter)];
    if (!this.chance(0.02)) list.push(this.of("vector"));
    if (this.chance(0.01)) list.push(this.of("scalar"));
    const body = this.join("(", list.join(this.separator()), ")");
    const grouping = this.chance(0.6) ? this.join(` ${this.pick(["by", "without", "BY"])} `, this.labels()) : "";
    const written = this.chance(0.1) ? name.toUpperCase() : name;
    return this.chance(0.5) ? this.join(written, grouping, body) : this.join(written, body, grouping);
  }

  private binary(left: ValueType, right: ValueType): string {
    const operator = this.pick(W.OPERATORS);
    const isComparison = /^[=!<>]=?$|^==$/.test(operator);
    const wantsBool = isComparison && left === "scalar" && right === "scalar" ? 0.95 : isComparison ? 0.3 : 0.01;
    const bool = this.chance(wantsBool) ? " bool " : "";
    const share = left === "vector" && right === "vector" ? 0.5 : 0.04;
    return this.join(this.of(left), ` ${operator} `, bool, this.matching(share), this.of(right));
  }

  private matching(share: number): string {
    const on = this.chance(share) ? this.join(` ${this.pick(["on", "ignoring", "ON"])} `, this.labels()) : "";
    const side = ` ${this.pick(["group_left", "group_right"])} `;
    const group = on !== "" && this.chance(0.3) ? this.join(side, this.chance(0.7) ? this.labels() : "") : "";
    return on + group + (this.chance(share / 4) ? this.fill() : "");
  }

  private fill(): string {
    const value = (): string => this.join("(", this.pick(["", "", "-", "+"]), this.literal(), ")");
    return this.oneOf([
      () => this.join(" fill", value()),
      () => this.join(" fill_left", value()),
      () => this.join(" fill_right", value()),
      () => this.join(" fill_left", value(), " fill_right", value()),
      () => this.join(" fill_right", value(), " fill_left", value()),
    ]);
  }

  private literal(): string {
    return this.chance(0.8) ? this.mostly(W.NUMBERS, W.BAD_NUMBERS) : this.mostly(W.DURATIONS, W.BAD_DURATIONS);
  }

  private labels(): string {
    const list = this.list(3, () => (this.chance(0.85) ? this.pick(W.LABELS) : this.pick(W.QUOTED_LABELS)));
    return this.join("(", list.join(this.separator()), list.length > 0 && this.chance(0.1) ? "," : "", ")");
  }

  private list(most: number, make: () => string): string[] {
    return Array.from({ length: this.random.below(most + 1) }, make);
  }

  private join(...parts: readonly string[]): string {
    return this.chance(0.7) ? parts.join("") : parts.filter((part) => part !== "").join(this.blank());
  }

  private separator(): string {
    return this.chance(0.8) ? ", " : `${this.blank()},${this.blank()}`;
  }

  private blank(): string {
    return this.pick(W.BLANKS);
  }

  private oneOf(choices: readonly (() => string)[]): string {
    return this.random.pick(choices)();
  }

  private isDeep(): boolean {
    return this.depth > 5;
  }

  private mostly(right: readonly string[], wrong: readonly string[]): string {
    return this.pick(this.chance(0.02) ? wrong : right);
  }

  private pick(list: readonly string[]): string {
    return this.random.pick(list);
  }

  private chance(share: number): boolean {
    return this.random.chance(share);
  }
}
