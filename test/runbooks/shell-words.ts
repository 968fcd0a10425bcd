/** A simple command of a shell text: its words. */
export type Words = readonly string[];

/** Stands for what only a running shell knows: the value of a variable, the output of a command. */
export const UNKNOWN = "\u0001";

/** Ends of simple commands. */
const SEPARATORS = new Set([";", "&", "|", "\n", "(", ")"]);

/**
 * The simple commands of a shell text, those inside `$( )` too, for tests that look at arguments without running anything.
 * Knows quotes, continued lines, comments, here-documents, redirections and expansions; not arithmetic or functions' bodies as such.
 */
export function simpleCommands(text: string): readonly Words[] {
  const commands: Words[] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    const command = withoutRedirections(words);
    if (command.length > 0) commands.push(command);
    words = [];
  };
  const source = withoutHereDocuments(text);
  let at = 0;
  while (at < source.length) {
    const character = source[at] ?? "";
    if (character === "\\") {
      if (source[at + 1] !== "\n") word = (word ?? "") + (source[at + 1] ?? "");
      at += 2;
    } else if (character === "'") {
      const end = source.indexOf("'", at + 1);
      word = (word ?? "") + source.slice(at + 1, end);
      at = end + 1;
    } else if (character === '"') {
      const [inner, next] = doubleQuoted(source, at + 1, commands);
      word = (word ?? "") + inner;
      at = next;
    } else if (character === "$") {
      const next = expansion(source, at, commands);
      word = `${word ?? ""}${UNKNOWN}`;
      at = next;
    } else if (character === "#" && word === undefined) {
      const end = source.indexOf("\n", at);
      at = end === -1 ? source.length : end;
    } else if (SEPARATORS.has(character) && !(/[&|]/.test(character) && /[<>]$/.test(word ?? ""))) {
      endCommand();
      at++;
    } else if (/\s/.test(character)) {
      endWord();
      at++;
    } else {
      word = (word ?? "") + character;
      at++;
    }
  }
  endCommand();
  return commands;
}

function doubleQuoted(source: string, from: number, commands: Words[]): readonly [text: string, next: number] {
  let text = "";
  let at = from;
  while (at < source.length && source[at] !== '"') {
    if (source[at] === "\\") {
      text += source[at + 1] === "\n" ? "" : (source[at + 1] ?? "");
      at += 2;
    } else if (source[at] === "$" && /[A-Za-z_({!?#@*0-9]/.test(source[at + 1] ?? "")) {
      at = expansion(source, at, commands);
      text += UNKNOWN;
    } else {
      text += source[at];
      at++;
    }
  }
  return [text, at + 1];
}

/** Where an expansion that begins at `at` ends; commands inside `$( )` are noted. */
function expansion(source: string, at: number, commands: Words[]): number {
  const open = source[at + 1];
  if (open === "(" || open === "{") {
    const close = open === "(" ? ")" : "}";
    const end = closing(source, at + 2, open, close);
    if (open === "(" && source[at + 2] !== "(") commands.push(...simpleCommands(source.slice(at + 2, end)));
    return end + 1;
  }
  const name = /^\$(?:[A-Za-z_][A-Za-z0-9_]*|[?!#@*0-9$-])/.exec(source.slice(at, at + 80));
  return at + (name?.[0].length ?? 1);
}

function closing(source: string, from: number, open: string, close: string): number {
  let depth = 1;
  let quote = "";
  for (let at = from; at < source.length; at++) {
    const character = source[at] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === "\\") at++;
    else if (character === "'") quote = "'";
    else if (character === open) depth++;
    else if (character === close && --depth === 0) return at;
  }
  return source.length;
}

function withoutHereDocuments(text: string): string {
  return text.replace(/<<-?\s*(['"]?)(\w+)\1([^\n]*)\n[\s\S]*?\n\s*\2(?=\n|$)/g, "$3");
}

/** Words of the shell's own grammar that may stand before a command. */
const GRAMMAR = new Set(["if", "then", "else", "elif", "do", "while", "until", "!", "{", "}", "time", "sudo", "watch"]);

function withoutRedirections(words: readonly string[]): Words {
  const kept: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    const redirection = /^\d*(?:>>?|<)(&?\S*)$/.exec(word);
    if (redirection === null) kept.push(word);
    else if (redirection[1] === "") index++;
  }
  while (kept[0] !== undefined && (GRAMMAR.has(kept[0]) || /^\w+=/.test(kept[0]))) kept.shift();
  return kept;
}
