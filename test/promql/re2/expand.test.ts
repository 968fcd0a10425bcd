// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Go's syntax
import { describe, expect, it } from "vitest";
import { expandTemplate } from "../../../lib/promql/re2/expand.ts";

describe("expandTemplate", () => {
  const names = ["", "", "zone"];
  it.each([
    ["$1", "a"],
    ["${1}", "a"],
    ["$1x", ""],
    ["${1}x", "ax"],
    ["$zone-${zone}", "b-b"],
    ["$$1", "$1"],
    ["$", "$"],
    ["${1", "${1"],
    ["$-", "$-"],
    ["$9", ""],
    ["$01", ""],
    ["no reference", "no reference"],
  ])("fills %s as Go's documentation of Regexp.Expand tells", (template, expected) => {
    expect(expandTemplate(template, ["ab", "a", "b"], names)).toBe(expected);
  });
});
