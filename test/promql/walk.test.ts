import { describe, expect, it } from "vitest";
import { metric } from "../../lib/promql/build.ts";
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";
import { matchesEmpty } from "../../lib/promql/regexp.ts";
import { selectors, transform, walk } from "../../lib/promql/walk.ts";

const expression = parse("topk(scalar(a), rate(b[5m])) / max_over_time((-c)[1h:])");

describe("walk", () => {
  it("visits parents before what is inside them and leaves out what it is told to", () => {
    const seen: string[] = [];
    walk(expression, (node) => {
      seen.push(node.type);
      return node.type !== "aggregation";
    });
    expect(seen).toEqual(["binary", "aggregation", "call", "subquery", "paren", "unary", "vector"]);
  });

  it("counts no duration among what is inside a node", () => {
    const seen: string[] = [];
    walk(parse("x[5m * 2:step()] offset -(1h)"), (node) => seen.push(node.type));
    expect(seen).toEqual(["subquery", "vector"]);
  });
});

describe("selectors", () => {
  it("finds them inside ranges, parameters and subqueries", () => {
    expect(selectors(expression).map((selector) => selector.name)).toEqual(["a", "b", "c"]);
  });
});

describe("transform", () => {
  it("rewrites selectors wherever they stand", () => {
    const renamed = transform(expression, (node) => (node.type === "vector" ? metric(`job:${node.name}`) : node));
    expect(print(renamed)).toBe("topk(scalar(job:a), rate(job:b[5m])) / max_over_time((-job:c)[1h:])");
  });

  it("keeps what is beside the expressions", () => {
    const text = "rate(x[step() * 2] anchored @ end() offset (5m)) + fill_left (1) y";
    const written = parse(text, { experimental: true });
    const copied = transform(written, (node) => ({ ...node }));
    expect(copied).not.toBe(written);
    expect(copied).toEqual(written);
  });

  it("gives back the same object when nothing changes", () => {
    expect(transform(expression, (node) => node)).toBe(expression);
  });
});

describe("matchesEmpty", () => {
  it.each([
    [".*", true],
    [".+", false],
    ["a|", true],
    ["(a|b*)c?", true],
    ["[[:alpha:]]*", true],
    ["a{0,3}", true],
    ["(?i)a", false],
    ["^$", true],
    ["\\d", false],
  ])("tells whether %s matches nothing at all: %s", (value, expected) => {
    expect(matchesEmpty({ label: "a", op: "=~", value })).toBe(expected);
  });

  it.each(["(", ")", "[a", "*a", "a**", "a\\1", "(?!a)", "a{2,1}", "a\\", "[z-a]"])(
    "refuses %s as RE2 does",
    (value) => {
      expect(() => matchesEmpty({ label: "a", op: "=~", value })).toThrow(/^error parsing regexp/);
    },
  );
});
