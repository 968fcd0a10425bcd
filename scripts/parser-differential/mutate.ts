import type { Random } from "./random.ts";
import { FRAGMENTS } from "./words.ts";

const TOKEN = /"[^"]*"|'[^']*'|`[^`]*`|[A-Za-z_:][\w:]*|[\d.]+\w*|[<>=!]=?[~/]?|\s+|[\s\S]/gu;

type Change = (text: string, random: Random) => string;

const CHANGES: readonly Change[] = [
  (text, random) => onTokens(text, (tokens) => tokens.splice(random.below(tokens.length), 1)),
  (text, random) =>
    onTokens(text, (tokens) =>
      tokens.splice(random.below(tokens.length), 0, tokens[random.below(tokens.length)] ?? ""),
    ),
  (text, random) => onTokens(text, (tokens) => swap(tokens, random.below(tokens.length), random.below(tokens.length))),
  (text, random) => onTokens(text, (tokens) => tokens.splice(random.below(tokens.length), 0, random.pick(FRAGMENTS))),
  (text, random) => onTokens(text, (tokens) => tokens.splice(random.below(tokens.length), 1, random.pick(FRAGMENTS))),
  (text, random) => onTokens(text, (tokens) => changeCase(tokens, random.below(tokens.length))),
  (text, random) => cut(text, random.below(text.length + 1), 1, ""),
  (text, random) => cut(text, random.below(text.length + 1), 0, random.pick(FRAGMENTS)),
  (text, random) => cut(text, random.below(text.length + 1), 1, String.fromCodePoint(32 + random.below(95))),
  (text, random) => text.slice(0, random.below(text.length + 1)),
];

/** An expression with a few small changes, most of which make it wrong. */
export function mutate(text: string, random: Random): string {
  let changed = text;
  for (let count = 1 + random.below(3); count > 0; count--) changed = random.pick(CHANGES)(changed, random);
  return changed;
}

function onTokens(text: string, change: (tokens: string[]) => unknown): string {
  const tokens = text.match(TOKEN) ?? [""];
  change(tokens);
  return tokens.join("");
}

function swap(tokens: string[], first: number, second: number): void {
  const held = tokens[first] ?? "";
  tokens[first] = tokens[second] ?? "";
  tokens[second] = held;
}

function changeCase(tokens: string[], index: number): void {
  const token = tokens[index] ?? "";
  tokens[index] = token === token.toUpperCase() ? token.toLowerCase() : token.toUpperCase();
}

function cut(text: string, at: number, count: number, instead: string): string {
  return text.slice(0, at) + instead + text.slice(at + count);
}
