import { promql_parse } from "@qxip/promql-parser-js";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Expression } from "../../lib/promql/ast.ts";
import { binary, metric } from "../../lib/promql/build.ts";
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";
import { describeWithPromtool, findPromtool } from "../support/promtool.ts";
import { run } from "../support/run.ts";
import { trees } from "./trees.ts";

/** The operators the other parser reads as Prometheus does, by its names; it knows neither `unless` nor `atan2`. */
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

describeWithPromtool("promtool", () => {
  it("formats what was printed to the very same line", { timeout: 60_000 }, async () => {
    const promtool = findPromtool();
    if (promtool === undefined) throw new Error("promtool went away");
    // Its own formatter breaks lines beyond 100 characters, writes `+Inf`, and keeps quoted names as `__name__`.
    const texts = fc
      .sample(trees.vector, 80)
      .map(print)
      .filter((text) => Buffer.byteLength(text) <= 100 && !/Inf|\{"|\0/.test(text));
    for (const text of texts) {
      const [program, ...args] = promtool.command(["--experimental", "promql", "format", "--", text], []);
      expect((await run(program, args)).output).toBe(`${text}\n`);
    }
  });
});
