import { describe, expect, it } from "vitest";
import { readModelYaml } from "../../lib/core/yaml-read.ts";

describe("readModelYaml", () => {
  it("reads YAML 1.2 and JSON", () => {
    expect(readModelYaml("a: 1\nb: [yes, 1.10, 0x1f, null]\n", "m.yaml")).toEqual({
      ok: true,
      value: { a: 1, b: ["yes", 1.1, 31, null] },
    });
    expect(readModelYaml('{"a": [1, "x"]}', "m.json")).toEqual({ ok: true, value: { a: [1, "x"] } });
  });

  it.each([
    ["a: 1\nb:\n  c: 1\n  c: 2\n", "yaml-duplicate-key", "m.yaml:4:3"],
    ["a: [1\nb", "yaml-syntax", "m.yaml:2:1"],
    ["a: *x", "yaml-syntax", "m.yaml:1:5"],
    ["\ta: b", "yaml-syntax", "m.yaml:1:3"],
    ["", "yaml-syntax", "m.yaml"],
    ["a: 1\n---\nb: 2", "yaml-syntax", "m.yaml"],
  ])("refuses %j as an issue with its place", (text, code, path) => {
    const read = readModelYaml(text, "m.yaml");
    expect(read).toMatchObject({ ok: false, issues: [{ code, path }] });
  });
});
