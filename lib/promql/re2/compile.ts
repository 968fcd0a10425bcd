import { costOf } from "./cost.ts";
import { expandTemplate } from "./expand.ts";
import { run } from "./machine.ts";
import { parseRegexp } from "./parse-regexp.ts";
import { type Program, toProgram } from "./program.ts";
import { assertion, type Node, sequence } from "./syntax-tree.ts";
import { toJavaScript } from "./translate.ts";
import { wholeTextTest } from "./whole-text.ts";

/** A regular expression of RE2's syntax, anchored at both ends as Prometheus anchors all of its own. */
export interface Regexp {
  /** Whether the whole text matches. */
  matches(text: string): boolean;
  /** The groups of a match of the whole text, the text itself first, unmatched groups as `undefined`. */
  exec(text: string): readonly (string | undefined)[] | undefined;
  /** Names of the groups by index, `""` where a group has none; the first is that of the whole match. */
  readonly groupNames: readonly string[];
}

/** A regular expression that may match anywhere in a text, and in which a dot is no newline unless `(?s)` says so. */
export interface UnanchoredRegexp {
  /** Whether some part of the text matches. */
  matches(text: string): boolean;
  /** The text with every match replaced; `replacement` is as `expandTemplate` reads it. */
  replaceAll(text: string, replacement: string): string;
}

/** Steps that JavaScript's own expressions may need for one text before the automaton, linear in the text, is used. */
const MOST_STEPS = 1e7;
/** Instructions up to which JavaScript surely takes an expression; it refuses those that are very large. */
const LARGEST_NATIVE = 20_000;
/** Expressions that are kept compiled; a rule file has hundreds. */
const CACHED = 1000;

const anchored = new Map<string, Regexp>();
const unanchored = new Map<string, UnanchoredRegexp>();

/** Reads an RE2 expression. Errors: `SyntaxError` with Go's words on what RE2 refuses. */
export function compileRegexp(pattern: string): Regexp {
  return cached(anchored, pattern, () => {
    const { root, groupNames } = parseRegexp(pattern, true);
    const search = searcher(sequence([assertion("textStart"), root, assertion("textEnd")]), groupNames.length, true);
    return {
      matches: wholeTextTest(root) ?? search.matches,
      exec: search.groups,
      groupNames,
    };
  });
}

/** Reads an RE2 expression as Go's `regexp.Compile` does, without anchors. Errors: as `compileRegexp`. */
export function compileUnanchored(pattern: string): UnanchoredRegexp {
  return cached(unanchored, pattern, () => {
    const { root, groupNames } = parseRegexp(pattern, false);
    const search = searcher(root, groupNames.length, false);
    return {
      matches: search.matches,
      replaceAll: (text, replacement) =>
        replaceAll(text, search.find, (groups) => expandTemplate(replacement, groups, groupNames)),
    };
  });
}

function cached<T>(cache: Map<string, T>, pattern: string, compile: () => T): T {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const compiled = compile();
  const [oldest] = cache.keys();
  if (cache.size >= CACHED && oldest !== undefined) cache.delete(oldest);
  cache.set(pattern, compiled);
  return compiled;
}

interface Search {
  readonly matches: (text: string) => boolean;
  readonly groups: Regexp["exec"];
  readonly find: Find;
}

type Find = (text: string, from: number) => readonly number[] | undefined;

/** Finds matches: with JavaScript's own expressions where they are quick and agree with RE2, else with an automaton. */
function searcher(root: Node, groups: number, isAnchored: boolean): Search {
  const cost = costOf(root);
  const extra = isAnchored ? 0 : 1;
  let program: Program | undefined;
  let tester: RegExp | undefined;
  let finder: RegExp | undefined;
  const automaton = (): Program => {
    program ??= toProgram(root);
    return program;
  };
  const native = (): RegExp => {
    tester ??= new RegExp(toJavaScript(root), "u");
    return tester;
  };
  const isNative = (text: string): boolean =>
    root.size <= LARGEST_NATIVE && cost.factor * (text.length + 1) ** (cost.degree + extra) <= MOST_STEPS;
  return {
    matches: (text) => (isNative(text) ? native().test(text) : run(automaton(), text, 0, 0, isAnchored) !== undefined),
    groups: (text) => {
      if (!isNative(text) || cost.groupsDiffer) {
        const slots = run(automaton(), text, 0, 2 * groups, isAnchored);
        return slots && groupTexts(text, slots);
      }
      const match = native().exec(text);
      return match === null ? undefined : [...match];
    },
    find: (text, from) => {
      if (!isNative(text) || cost.groupsDiffer) return run(automaton(), text, from, 2 * groups, isAnchored);
      finder ??= new RegExp(toJavaScript(root), "dgu");
      finder.lastIndex = from;
      return finder.exec(text)?.indices?.flatMap((range) => range ?? [-1, -1]);
    },
  };
}

function groupTexts(text: string, slots: readonly number[]): readonly (string | undefined)[] {
  const groups: (string | undefined)[] = [];
  for (let i = 0; i < slots.length; i += 2) {
    const start = slots[i] as number;
    groups.push(start < 0 || (slots[i + 1] as number) < 0 ? undefined : text.slice(start, slots[i + 1]));
  }
  return groups;
}

function replaceAll(text: string, find: Find, expand: (groups: readonly (string | undefined)[]) => string): string {
  let result = "";
  let lastEnd = 0;
  let from = 0;
  while (from <= text.length) {
    const slots = find(text, from);
    if (slots === undefined) break;
    const [start = 0, end = 0] = slots;
    result += text.slice(lastEnd, start);
    // An empty match right after another match is none.
    if (end > lastEnd || start === 0) result += expand(groupTexts(text, slots));
    lastEnd = end;
    const width = (text.codePointAt(from) ?? 0) > 0xffff ? 2 : 1;
    from = from + width > end ? from + width : end === from ? end + 1 : end;
  }
  return result + text.slice(lastEnd);
}
