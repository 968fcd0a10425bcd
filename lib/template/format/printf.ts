import { typeName, type Value } from "../value.ts";
import { type Flags, NO_FLAGS } from "./flags.ts";
import { valueText } from "./value-text.ts";

/** The widest field and the most digits that Go takes. */
const LIMIT = 1_000_000;

/** Values in a format, as Go's `fmt.Sprintf` writes them, its remarks on what does not fit included. */
export function formatted(format: string, values: readonly Value[]): string {
  return new Formatter(format, values).text();
}

type MutableFlags = { -readonly [Name in keyof Flags]: Flags[Name] };

class Formatter {
  readonly #format: string;
  readonly #values: readonly Value[];
  #at = 0;
  #next = 0;
  /** Whether some value was asked for by its number: then it is not told which are left over. */
  #isReordered = false;
  #isGoodIndex = true;
  #isAfterIndex = false;

  constructor(format: string, values: readonly Value[]) {
    this.#format = format;
    this.#values = values;
  }

  text(): string {
    let result = "";
    while (this.#at < this.#format.length) {
      const percent = this.#format.indexOf("%", this.#at);
      if (percent === -1) {
        result += this.#format.slice(this.#at);
        break;
      }
      result += this.#format.slice(this.#at, percent);
      this.#at = percent + 1;
      result += this.#verb();
    }
    return result + this.#leftOver();
  }

  #leftOver(): string {
    const rest = this.#values.slice(this.#next);
    if (this.#isReordered || rest.length === 0) return "";
    const texts = rest.map((value) =>
      value.kind === "invalid" ? "<nil>" : `${typeName(value)}=${valueText(value, "v", NO_FLAGS)}`,
    );
    return `%!(EXTRA ${texts.join(", ")})`;
  }

  #verb(): string {
    this.#isGoodIndex = true;
    this.#isAfterIndex = false;
    const flags: MutableFlags = { ...NO_FLAGS };
    for (let letter = this.#format[this.#at] ?? ""; ; letter = this.#format[++this.#at] ?? "") {
      if (letter === "#") flags.sharp = true;
      else if (letter === "0") flags.zero = true;
      else if (letter === "+") flags.plus = true;
      else if (letter === "-") flags.minus = true;
      else if (letter === " ") flags.space = true;
      else break;
    }
    this.#index();
    const complaints = this.#width(flags) + this.#precision(flags);
    if (!this.#isAfterIndex) this.#index();
    const code = this.#format.codePointAt(this.#at);
    if (code === undefined) return `${complaints}%!(NOVERB)`;
    const verb = String.fromCodePoint(code);
    this.#at += verb.length;
    if (verb === "%") return `${complaints}%`;
    if (!this.#isGoodIndex) return `${complaints}%!${verb}(BADINDEX)`;
    const value = this.#values[this.#next];
    if (value === undefined) return `${complaints}%!${verb}(MISSING)`;
    this.#next++;
    if (verb === "v" || verb === "w") {
      flags.sharpV = flags.sharp;
      flags.plusV = flags.plus;
      flags.sharp = false;
      flags.plus = false;
    }
    return complaints + valueText(value, verb, flags);
  }

  #width(flags: MutableFlags): string {
    if (this.#format[this.#at] !== "*") {
      flags.width = this.#number();
      if (this.#isAfterIndex && flags.width !== undefined) this.#isGoodIndex = false;
      return "";
    }
    this.#at++;
    const width = this.#integerValue();
    this.#isAfterIndex = false;
    if (width === undefined) return "%!(BADWIDTH)";
    flags.width = Math.abs(width);
    if (width < 0) {
      flags.minus = true;
      flags.zero = false;
    }
    return "";
  }

  #precision(flags: MutableFlags): string {
    if (this.#format[this.#at] !== "." || this.#at + 1 >= this.#format.length) return "";
    this.#at++;
    if (this.#isAfterIndex) this.#isGoodIndex = false;
    this.#index();
    if (this.#format[this.#at] !== "*") {
      flags.precision = this.#number() ?? 0;
      return "";
    }
    this.#at++;
    const precision = this.#integerValue();
    this.#isAfterIndex = false;
    if (precision === undefined || precision < 0) return "%!(BADPREC)";
    flags.precision = precision;
    return "";
  }

  #number(): number | undefined {
    const digits = /^[0-9]+/.exec(this.#format.slice(this.#at))?.[0];
    if (digits === undefined) return undefined;
    const value = Number(digits);
    // Go gives up on the whole format there.
    this.#at = value > LIMIT * 10 ? this.#format.length : this.#at + digits.length;
    return value > LIMIT * 10 ? undefined : value;
  }

  #integerValue(): number | undefined {
    const value = this.#values[this.#next];
    if (value === undefined) return undefined;
    this.#next++;
    if (value.kind !== "int" && value.kind !== "uint") return undefined;
    const number = Number(value.value);
    return Math.abs(number) > LIMIT ? undefined : number;
  }

  /** Reads `[n]`, which chooses the next value. */
  #index(): void {
    this.#isAfterIndex = false;
    if (this.#format[this.#at] !== "[") return;
    this.#isReordered = true;
    const close = this.#format.indexOf("]", this.#at);
    const digits = close === -1 ? "" : this.#format.slice(this.#at + 1, close);
    const number = /^[0-9]+$/.test(digits) ? Number(digits) : Number.NaN;
    this.#at = close === -1 ? this.#at + 1 : close + 1;
    if (number >= 1 && number <= this.#values.length) {
      this.#next = number - 1;
      this.#isAfterIndex = true;
    } else {
      this.#isGoodIndex = false;
      this.#isAfterIndex = !Number.isNaN(number);
    }
  }
}
