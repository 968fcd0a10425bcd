import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { parse } from "../../lib/promql/parse.ts";
import { pretty } from "../../lib/promql/pretty.ts";
import { print } from "../../lib/promql/print.ts";
import { bareTree } from "./trees.ts";

const SEEDS = join(import.meta.dirname, "../../../shared/seeds/verbatim");

function expressionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "expr" && typeof inner !== "object" ? [String(inner)] : expressionsIn(inner),
  );
}

describe.skipIf(!existsSync(SEEDS))(
  `rule files of real projects (${SEEDS}${existsSync(SEEDS) ? "" : " is missing"})`,
  () => {
    const files = existsSync(SEEDS) ? readdirSync(SEEDS).filter((file) => file.endsWith(".yml")) : [];

    it.each(files)("reads every expression of %s and prints what means the same", (file) => {
      const expressions = expressionsIn(load(readFileSync(join(SEEDS, file), "utf8")));
      expect(expressions.length).toBeGreaterThan(0);
      for (const text of expressions) {
        const tree = bareTree(parse(text));
        expect(bareTree(parse(print(parse(text)))), text).toEqual(sortedMatchers(tree));
        expect(bareTree(parse(pretty(parse(text), 40))), text).toEqual(sortedMatchers(tree));
      }
    });
  },
);

/** Printing sorts matchers, which does not change what they select. */
function sortedMatchers(value: unknown): unknown {
  if (Array.isArray(value)) {
    const mapped = value.map(sortedMatchers);
    const isMatchers = mapped.every((item) => typeof item === "object" && item !== null && "op" in item);
    return isMatchers ? mapped.sort((a, b) => (shown(a) < shown(b) ? -1 : 1)) : mapped;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sortedMatchers(inner)]));
}

function shown(matcher: unknown): string {
  const { label, op, value } = matcher as { label: string; op: string; value: string };
  return `${label}${op}"${value}"`;
}
