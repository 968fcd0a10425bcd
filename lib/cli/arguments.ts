import { parseArgs } from "node:util";
import { BurnlineError, type Issue } from "../core/issue.ts";
import type { Arguments, Option } from "./command.ts";
import { issue, unknownName } from "./refuse.ts";

type Token = NonNullable<ReturnType<typeof parseArgs>["tokens"]>[number];
type OptionToken = Extract<Token, { kind: "option" }>;

/** Options that every command has. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  json: { help: "print JSON, for programs" },
  help: { help: "show this help", short: "h" },
};

/**
 * Reads what stands after the name of a command.
 *
 * @throws BurnlineError with every unknown option and every missing value at once
 */
export function readArguments(args: readonly string[], options: Readonly<Record<string, Option>>): Arguments {
  // Not strict: node:util stops at the first problem and knows no nearest name.
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(options).map(([name, option]) => [name, configOf(option)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = tokens.filter((token) => token.kind === "option");
  const issues = given.flatMap((token) => issueOf(token, options) ?? []);
  if (issues.length > 0) throw new BurnlineError(issues);
  const valuesOf = (name: string) => given.flatMap((token) => (token.name === name ? (token.value ?? []) : []));
  return {
    positionals,
    has: (name) => given.some((token) => token.name === name),
    value: (name) => valuesOf(name).at(-1),
    texts: valuesOf,
    values: (name) => valuesOf(name).flatMap((value) => value.split(",").map((item) => item.trim())),
  };
}

function configOf({ value, short }: Option) {
  return {
    type: value === undefined ? ("boolean" as const) : ("string" as const),
    multiple: true,
    ...(short === undefined ? {} : { short }),
  };
}

function issueOf(token: OptionToken, options: Readonly<Record<string, Option>>): Issue | undefined {
  const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
  if (option === undefined) {
    const known = Object.keys(options).map((name) => `--${name}`);
    return issue("option-unknown", "", "no such option", unknownName(token.rawName, known));
  }
  const { value } = token;
  if (option.value === undefined) {
    if (value === undefined) return undefined;
    return issue("option-value-unexpected", token.rawName, "this option takes no value", { found: value });
  }
  // `--out --check` is a forgotten value; a value that does start with a hyphen can be written `--out=-x`.
  const forgotten = value === undefined || (token.inlineValue === false && /^-./.test(value));
  if (!forgotten && value !== "") return undefined;
  const mend = `write ${token.rawName} ${option.value}`;
  return issue("option-value-missing", token.rawName, "this option needs a value", {
    ...(value === undefined || value === "" ? {} : { found: value }),
    expected: option.value,
    mend,
  });
}
