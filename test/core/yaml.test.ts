import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { load, YAML11_SCHEMA } from "js-yaml";
import { describe, expect, it } from "vitest";
import { toYaml } from "../../lib/core/yaml.ts";
import { describeWithPromtool, isFullRun, promtoolTestRules } from "../support/promtool.ts";

/** Strings that some YAML reader takes for something else when they stand there without quotes. */
const NASTY = [
  ..."yes no on off y n Y N Yes NO On OFF true False TRUE null Null NULL ~ = << - ? : . .. ... --- -- + !".split(" "),
  ..."1 1.10 0500 089 1e3 1E3 1e+3 1.e3 .5 -.5 +1 -0 0x1f 0o17 0b101 1_000 0x_1 1__0 12:30:45 1:2 12:30:45.5".split(
    " ",
  ),
  ..."2024-01-01 2024-1-1 2024-01-01T00:00:00Z .inf -.inf +.Inf .nan .NaN 1e 1e+ 0x 0b 5m 1h30m 10.0.0.0/8 v1.2.3".split(
    " ",
  ),
  ..."- a|-a|--flag=x|-.5|+abc|a: b|a:|:a|a:b|a :b|# c|a # c|a#c|#|'|\"|'a'|\"a\"|a'b|a\"b|'\"|\\|\\n|a\\|`x`|@x|%x".split(
    "|",
  ),
  ..."{a}|[a]|{{ $value }}|{{ $labels.job }}: x|[5m]|a, b|,a|]|}|&a|*a|!a|!!str a|>|>-|'|$x|(a)|/a|<a|a<b|;|^a".split(
    "|",
  ),
  "",
  " ",
  "  ",
  " a",
  "a ",
  "a  b",
  "\t",
  "\ta",
  "a\t",
  "a\tb",
  "a\t# b",
  "a:\tb",
  "|",
  "|-",
  "\r",
  "a\rb",
  "a\r\nb",
  "\n",
  "\n\n",
  "a\n",
  "a\n\n",
  "\na",
  "a\nb",
  "a\n\nb\n",
  "a\n b\n  c",
  " a\nb",
  "\ta\nb",
  "a\n\tb",
  "a \nb ",
  "a\n   \nb",
  "a\n# b\n--- c\n- d: e",
  "---\na",
  "\u00e9t\u00e9",
  "\u65e5\u672c",
  "\u{1f525} burn",
  "\u0085",
  "a\u0085b",
  "a\u2028b\nc",
  "a\u2029",
  "\u00a0a",
  "\ufeffa",
  "\u200b",
  "\u007f",
  "a\u0007b",
  "\ufffd",
  "constructor",
  "__proto__",
];

describe("toYaml", () => {
  it("writes lists of maps compactly and indented, literals for several lines, empty collections inline", () => {
    const value = {
      groups: [
        {
          name: "g",
          rules: [
            { record: "job:x:sum", expr: "sum(a)\n/\nsum(b)", labels: { le: "1", team: "a b" } },
            { alert: "A", annotations: {}, list: [], nested: [[1, 2.5], []] },
          ],
        },
      ],
    };
    expect(toYaml(value)).toBe(`groups:
  - name: g
    rules:
      - record: job:x:sum
        expr: |-
          sum(a)
          /
          sum(b)
        labels:
          le: "1"
          team: a b
      - alert: A
        annotations: {}
        list: []
        nested:
          - - 1
            - 2.5
          - []
`);
  });

  it("keeps keys in insertion order and leaves undefined properties out", () => {
    expect(toYaml({ b: 1, a: undefined, c: { d: undefined } } as { b: number })).toBe("b: 1\nc: {}\n");
  });

  it("quotes as little as it may", () => {
    const plain = ["5m", "30s", "10.0.0.0/8", "v1.2.3", "--flag=x", "job:x:sum", "a#c", "sum(rate(x[5m])) > 0.5"];
    for (const text of plain) expect(toYaml([text])).toBe(`- ${text}\n`);
    expect(toYaml(['{a="b"}'])).toBe(`- '{a="b"}'\n`);
    expect(toYaml(["{{ $value }}"])).toBe(`- "{{ $value }}"\n`);
  });

  it.each(NASTY)("%j reads back as itself by YAML 1.2 and 1.1, as value, item and key", (text) => {
    const value = {
      a: text,
      b: [text, [text]],
      ...Object.fromEntries([[text, text]]),
      z: { [`${text}!`]: { c: text } },
    };
    for (const schema of [undefined, YAML11_SCHEMA]) {
      expect(load(toYaml(value), schema === undefined ? {} : { schema })).toEqual(value);
      expect(load(toYaml(text), schema === undefined ? {} : { schema })).toBe(text);
    }
  });

  it("reads back as itself whatever the value is", () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom(...NASTY), multiLine());
    const key = fc.oneof(fc.string(), fc.constantFrom(...NASTY));
    const leaf = fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: "small" }, leaf, fc.array(tie("value")), fc.dictionary(key, tie("value"))),
    }));
    fc.assert(
      fc.property(value, (input) => {
        // A dictionary may have no prototype, which toEqual cannot see and load does not restore.
        expect(load(toYaml(input as string))).toEqual(input);
      }),
      { numRuns: isFullRun ? 2000 : 300 },
    );
  });

  it("writes numbers in their shortest form that reads back exactly", () => {
    const table: [number, string][] = [
      [0, "0"],
      [-0, "-0.0"],
      [0.1 + 0.2, "0.30000000000000004"],
      [1e21, "1.0e+21"],
      [1e-7, "1.0e-7"],
      [1.5e300, "1.5e+300"],
      [Number.NaN, ".nan"],
      [Number.POSITIVE_INFINITY, ".inf"],
      [Number.NEGATIVE_INFINITY, "-.inf"],
    ];
    for (const [number, text] of table) {
      expect(toYaml(number)).toBe(`${text}\n`);
      expect(load(toYaml(number), { schema: YAML11_SCHEMA })).toBe(number);
    }
  });

  it("announces keys that are longer than a reader looks ahead", () => {
    const key = "k".repeat(2000);
    const value = { [key]: { a: [{ [key]: "x" }] } };
    expect(load(toYaml(value))).toEqual(value);
  });

  it("refuses half a surrogate pair, which no file can hold", () => {
    expect(() => toYaml({ a: "x\ud800" })).toThrow(RangeError);
  });
});

function multiLine(): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom("", "a", " b", "c ", "\td", "- e", "f: g", "#", "é"), { maxLength: 6 })
    .map((lines) => lines.join("\n"));
}

/** JSON with escapes for all but ASCII and emoji: YAML that leaves no room for a reader's own ideas about strings. */
function asciiJson(value: object): string {
  return JSON.stringify(value).replace(/[\u007f-\ud7ff\ue000-\uffff]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

describeWithPromtool("toYaml as Prometheus reads it", () => {
  it("gives every string back as label and as annotation", async () => {
    const folder = await mkdtemp(join(tmpdir(), "burnline-yaml-"));
    try {
      // Templates would be expanded and an empty label is no label; neither says anything about YAML.
      const texts = NASTY.filter((text) => !text.includes("{{") && text !== "");
      const fields = (prefix: string) => Object.fromEntries(texts.map((text, index) => [`${prefix}${index}`, text]));
      const rule = { alert: "A", expr: "vector(1)", labels: fields("l"), annotations: fields("a") };
      await writeFile(join(folder, "x.rules.yml"), toYaml({ groups: [{ name: "g", rules: [rule] }] }));
      const expected = { exp_labels: fields("l"), exp_annotations: fields("a") };
      const check = { eval_time: "1m", alertname: "A", exp_alerts: [expected] };
      await writeFile(
        join(folder, "x.test.yml"),
        asciiJson({
          rule_files: ["x.rules.yml"],
          tests: [{ interval: "1m", input_series: [], alert_rule_test: [check] }],
        }),
      );
      const { ok, output } = await promtoolTestRules([join(folder, "x.test.yml")]);
      expect(ok, output).toBe(true);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
