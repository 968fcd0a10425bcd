import { describe, expect, it } from "vitest";
import { labelTest, parseMatchers } from "../../lib/routes/matcher.ts";

// What is expected here was read off Alertmanager 0.28.1: its parsers' documentation and `amtool config routes test`.
describe("matchers", () => {
  it.each([
    ['severity="critical"', [{ label: "severity", operator: "=", value: "critical" }]],
    ["severity = critical", [{ label: "severity", operator: "=", value: "critical" }]],
    ['"a label"!="x"', [{ label: "a label", operator: "!=", value: "x" }]],
    [
      '{a="1",b=~"2|3",}',
      [
        { label: "a", operator: "=", value: "1" },
        { label: "b", operator: "=~", value: "2|3" },
      ],
    ],
    // Only the classic parser takes an unknown escape, and reads it as the two characters.
    ['a="\\."', [{ label: "a", operator: "=", value: "\\." }]],
    // Both parsers read it; where they disagree the classic one wins.
    ['a="\\x61"', [{ label: "a", operator: "=", value: "\\x61" }]],
    ["a=", [{ label: "a", operator: "=", value: "" }]],
    ["Ünï=x", [{ label: "Ünï", operator: "=", value: "x" }]],
  ])("reads %s", (text, expected) => {
    expect(parseMatchers(text)).toEqual(expected);
  });

  it.each(["a", 'a="b', '"a"', 'a="b" c="d"', "Ü="])("refuses %s", (text) => {
    expect(() => parseMatchers(text)).toThrow(SyntaxError);
  });

  it("compares whole values: `crit` is not critical, and a dot is no newline", () => {
    expect(labelTest(['severity=~"crit"'])({ severity: "critical" })).toBe(false);
    expect(labelTest(['severity=~"crit.*"'])({ severity: "critical" })).toBe(true);
    expect(labelTest(['text=~"a.b"'])({ text: "a\nb" })).toBe(false);
  });

  it("takes a label that is not there for the empty text", () => {
    expect(labelTest(['namespace=""'])({})).toBe(true);
    expect(labelTest(['namespace!=""'])({})).toBe(false);
    expect(labelTest(['namespace!~"a"'])({})).toBe(true);
  });
});
