import { parser as official } from "@prometheus-io/lezer-promql";
import { promql_parse } from "@qxip/promql-parser-js";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Expression } from "../../lib/promql/ast.ts";
import { binary, metric } from "../../lib/promql/build.ts";
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";
import { parserCases } from "../../scripts/parser-differential/cases.ts";
import { describeWithPromtool, findPromtool, isFullRun } from "../support/promtool.ts";
import { run } from "../support/run.ts";
import { trees } from "./trees.ts";

/**
 * The operators the other parser reads as Prometheus does, by its names. It stops before `unless`, `atan2`, `@`, `anchored` and
 * arithmetic in brackets, and reads `</` and `>/` as two operators, so that those are left to the oracle.
 */
const NAMES = {
  Add: "+",
  Sub: "-",
  Mul: "*",
  Div: "/",
  Mod: "%",
  Power: "^",
  Equal: "==",
  NotEqual: "!=",
  GreaterThan: ">",
  LessThan: "<",
  GreaterEqual: ">=",
  LessEqual: "<=",
  And: "and",
  Or: "or",
} as const;

/** Operators and metrics with every operator before its operands, which fixes the shape of the tree. */
function polish(node: Expression): string {
  if (node.type === "paren") return polish(node.expression);
  if (node.type === "binary") return `${node.operator} ${polish(node.left)} ${polish(node.right)}`;
  return node.type === "vector" ? (node.name ?? "") : node.type;
}

function polishOfOther(text: string): string {
  const words = [...promql_parse(text).matchAll(/op: (\w+)|name: "(\w+)"/g)];
  return words.map(([, operator, name]) => NAMES[operator as keyof typeof NAMES] ?? name).join(" ");
}

const { arithmetic } = fc.letrec<{ arithmetic: Expression }>((tie) => ({
  arithmetic: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("x", "y", "z").map((name) => metric(name)),
    fc
      .tuple(fc.constantFrom(...Object.values(NAMES)), tie("arithmetic"), tie("arithmetic"))
      .map(([operator, left, right]) => binary(operator, left, right)),
  ),
}));

it("groups operators as an unrelated parser does", () => {
  fc.assert(
    fc.property(arithmetic, (tree) => {
      const text = print(tree);
      expect(polish(parse(text))).toBe(polish(tree));
      expect(polishOfOther(text), text).toBe(polish(tree));
    }),
    { numRuns: 300 },
  );
});

/** What the grammar of Prometheus' editor refuses although Prometheus reads it. */
const UNKNOWN_TO_EDITOR: readonly RegExp[] = [
  // Numbers that end with a dot or begin with `0X`.
  /\d\.(?!\d)|0X/,
  // Functions named `max_of` and `min_of`.
  /m(?:ax|in)_of/i,
  // Metrics named `offset`.
  /\boffset\b(?! *-?\d)/i,
  // Blanks in `step ()`.
  /\b(?:step|range)\s+\(/i,
];

it("accepts of random expressions only what the grammar of Prometheus' editor knows, but for 4 exceptions", () => {
  const accepted = parserCases(isFullRun ? 5_000 : 800, 5).filter(({ expr, experimental }) => {
    try {
      return parse(expr, { experimental }) !== undefined;
    } catch {
      return false;
    }
  });
  expect(accepted.length).toBeGreaterThan(250);
  for (const { expr } of accepted) {
    if (UNKNOWN_TO_EDITOR.some((pattern) => pattern.test(expr)) || /\p{Surrogate}/u.test(expr)) continue;
    let isWrong = false;
    official.parse(expr).iterate({
      enter: ({ type }) => {
        isWrong ||= type.isError;
      },
    });
    expect(isWrong, expr).toBe(false);
  }
});

describeWithPromtool("promtool", () => {
  it("formats what was printed to the very same line", { timeout: 60_000 }, async () => {
    const promtool = findPromtool();
    if (promtool === undefined) throw new Error("promtool went away");
    // The same expressions each time, since in a few corners our text differs on purpose: what Prometheus prints there does not
    // read back the same. The parser differential knows them.
    // Its formatter breaks lines beyond 100 characters; a program cannot be given a zero byte.
    const texts = fc
      .sample(trees.vector, { numRuns: isFullRun ? 80 : 25, seed: 20_261_121 })
      .map(print)
      .filter((text) => Buffer.byteLength(text) <= 100 && !text.includes("\0"));
    for (const text of texts) {
      const [program, ...args] = promtool.command(["--experimental", "promql", "format", "--", text], []);
      expect((await run(program, args)).output).toBe(`${text}\n`);
    }
  });
});
