import { readClass, readEscapedClass } from "./classes.ts";
import { refuse } from "./error.ts";
import { readEscape } from "./escapes.ts";
import { type Flags, readOpening } from "./flags.ts";
import { ALL_BUT_NEWLINE, EVERYTHING } from "./ranges.ts";
import {
  alternatives,
  assertion,
  capture,
  classOf,
  literal,
  type Node,
  type Place,
  repeat,
  sequence,
} from "./syntax-tree.ts";

/** Go's limits (https://github.com/golang/go/blob/go1.26.0/src/regexp/syntax/parse.go). */
const HIGHEST = 1000;
const LARGEST = Math.floor((128 * 1024 * 1024) / 40);
const MOST_REPEATS = 1000;

const COUNTS = /\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}/y;
const PLACES: Readonly<Record<string, Place>> = { A: "textStart", z: "textEnd", b: "wordEdge", B: "noWordEdge" };

/** An expression, read. */
export interface ParsedRegexp {
  readonly root: Node;
  /** Names of the groups by index, `""` where a group has none; the first is that of the whole match. */
  readonly groupNames: readonly string[];
}

interface Group {
  /** The flags to return to after the group. */
  readonly flags: Flags;
  /** `undefined` for a group that only groups. */
  readonly index: number | undefined;
  readonly branches: Node[];
  items: Node[];
}

/** Reads RE2's syntax with Go's Perl flags; `dotAll` is what `(?s)` says. Errors: `SyntaxError` in Go's words. */
export function parseRegexp(pattern: string, dotAll: boolean): ParsedRegexp {
  const reader = new Reader(pattern, { fold: false, lines: false, dotAll, lazy: false });
  return { root: reader.read(), groupNames: reader.groupNames };
}

class Reader {
  readonly groupNames: string[] = [""];
  readonly #pattern: string;
  readonly #outer: Group[] = [];
  #group: Group;
  #flags: Flags;
  #at = 0;
  /** Where the repetition just read began; a second one right after it is refused. */
  #lastRepeat: number | undefined;

  constructor(pattern: string, flags: Flags) {
    this.#pattern = pattern;
    this.#flags = flags;
    this.#group = { flags, index: undefined, branches: [], items: [] };
  }

  read(): Node {
    while (this.#at < this.#pattern.length) {
      const start = this.#at;
      this.#lastRepeat = this.#step(start) ? start : undefined;
    }
    const root = this.#closed(this.#group);
    if (this.#outer.length > 0) refuse("missing closing )", this.#pattern);
    return root;
  }

  /** Reads one thing; says whether it was a repetition. */
  #step(start: number): boolean {
    const flags = this.#flags;
    const character = this.#pattern[start] as string;
    switch (character) {
      case "(":
        this.#open(start);
        return false;
      case ")":
        this.#close();
        return false;
      case "|":
        this.#group.branches.push(sequence(this.#group.items));
        this.#group.items = [];
        this.#at++;
        return false;
      case "^":
        this.#push(assertion(flags.lines ? "lineStart" : "textStart"), start + 1);
        return false;
      case "$":
        this.#push(assertion(flags.lines ? "lineEnd" : "textEnd"), start + 1);
        return false;
      case ".":
        this.#push(classOf(flags.dotAll ? EVERYTHING : ALL_BUT_NEWLINE), start + 1);
        return false;
      case "[": {
        const { value, end } = readClass(this.#pattern, start, flags.fold);
        this.#push(classOf(value), end);
        return false;
      }
      case "*":
      case "+":
      case "?":
        this.#repeat(start, start + 1, character === "+" ? 1 : 0, character === "?" ? 1 : Infinity, false);
        return true;
      case "{":
        return this.#counts(start);
      case "\\":
        this.#escape(start);
        return false;
      default:
        this.#literal(this.#pattern.codePointAt(start) as number, start);
        return false;
    }
  }

  #push(node: Node, end: number): void {
    this.#group.items.push(this.#limited(node));
    this.#at = end;
  }

  #literal(code: number, start: number, end = start + (code > 0xffff ? 2 : 1)): void {
    this.#push(literal([code], this.#flags.fold), end);
  }

  #limited(node: Node): Node {
    if (node.size > LARGEST) refuse("expression too large", this.#pattern);
    if (node.height > HIGHEST) refuse("expression nests too deeply", this.#pattern);
    return node;
  }

  #open(start: number): void {
    const outside = this.#flags;
    let index: number | undefined;
    if (this.#pattern[start + 1] === "?") {
      const { value: opening, end } = readOpening(this.#pattern, start, outside);
      this.#at = end;
      if (opening.kind === "name") index = this.groupNames.push(opening.name) - 1;
      else this.#flags = opening.flags;
      if (opening.kind === "flags") return;
    } else {
      this.#at++;
      index = this.groupNames.push("") - 1;
    }
    this.#outer.push(this.#group);
    this.#group = { flags: outside, index, branches: [], items: [] };
  }

  #close(): void {
    const group = this.#group;
    const body = this.#closed(group);
    const outer = this.#outer.pop();
    if (outer === undefined) refuse("unexpected )", this.#pattern);
    this.#flags = group.flags;
    this.#group = outer;
    this.#push(group.index === undefined ? body : capture(group.index, body), this.#at + 1);
  }

  #closed(group: Group): Node {
    return this.#limited(alternatives([...group.branches, this.#limited(sequence(group.items))]));
  }

  #counts(start: number): boolean {
    COUNTS.lastIndex = start;
    const counts = COUNTS.exec(this.#pattern);
    if (counts === null) {
      this.#literal(0x7b, start);
      return false;
    }
    const min = Number(counts[1]);
    const max = counts[2] === undefined ? min : counts[3] === undefined ? Infinity : Number(counts[3]);
    const isTooMuch = min > MOST_REPEATS || (max > MOST_REPEATS && max < Infinity);
    if (isTooMuch || max < min) refuse("invalid repeat count", counts[0]);
    this.#repeat(start, start + counts[0].length, min, max, true);
    return true;
  }

  #repeat(start: number, after: number, min: number, max: number, counted: boolean): void {
    const isLazy = this.#pattern[after] === "?";
    const end = isLazy ? after + 1 : after;
    if (this.#lastRepeat !== undefined) {
      refuse("invalid nested repetition operator", this.#pattern.slice(this.#lastRepeat, end));
    }
    const body = this.#group.items.pop();
    if (body === undefined) refuse("missing argument to repetition operator", this.#pattern.slice(start, end));
    const node = repeat(body, min, max, isLazy === this.#flags.lazy, counted);
    this.#push(node, end);
    const isMany = counted && (min >= 2 || (max >= 2 && max < Infinity));
    if (isMany && !repeatsAtMost(node, MOST_REPEATS)) refuse("invalid repeat count", this.#pattern.slice(start, end));
  }

  #escape(start: number): void {
    const pattern = this.#pattern;
    const letter = pattern[start + 1] ?? "";
    const place = PLACES[letter];
    if (letter === "C") refuse("invalid escape sequence", "\\C");
    if (place !== undefined) {
      this.#push(assertion(place), start + 2);
    } else if (letter === "Q") {
      this.#quoted(start + 2);
    } else {
      const group = readEscapedClass(pattern, start, this.#flags.fold);
      const { value, end } = group ?? readEscape(pattern, start);
      if (typeof value === "number") this.#literal(value, start, end);
      else this.#push(classOf(value), end);
    }
  }

  #quoted(start: number): void {
    const close = this.#pattern.indexOf("\\E", start);
    const end = close === -1 ? this.#pattern.length : close;
    for (const character of this.#pattern.slice(start, end)) this.#literal(character.codePointAt(0) as number, start);
    this.#at = close === -1 ? end : close + 2;
  }
}

/** Whether counted repeats inside each other multiply to at most `limit`. */
function repeatsAtMost(node: Node, limit: number): boolean {
  switch (node.kind) {
    case "repeat": {
      if (!node.counted) return repeatsAtMost(node.body, limit);
      if (node.max === 0) return true;
      const most = node.max === Infinity ? node.min : node.max;
      if (most > limit) return false;
      return repeatsAtMost(node.body, most > 0 ? Math.floor(limit / most) : limit);
    }
    case "capture":
      return repeatsAtMost(node.body, limit);
    case "sequence":
    case "alternatives":
      return node.parts.every((part) => repeatsAtMost(part, limit));
    default:
      return true;
  }
}
