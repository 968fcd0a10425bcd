import { expect, describe as group, it } from "vitest";
import { not } from "../../../lib/model/metric.ts";
import { describe, selects, valueIn, valueOutside } from "../../../lib/rules/catalogue/sample.ts";

group("an example of a label value", () => {
  it.each([
    [/octollm.*/, "octollm"],
    [/alcs-.+/, "alcs-x"],
    [/(?:api|web)-\d{2}/, "api-00"],
    [/eu-[12]/, "eu-1"],
    [/[^a-c]+/, "["],
    [/a\.b|c/, "a.b"],
    [/(?<name>x)?y*z/, "z"],
    [/^anchored$/, "anchored"],
  ])("of %s is %s", (pattern, value) => {
    expect(valueIn(pattern)).toBe(value);
    expect(selects(pattern, value)).toBe(true);
  });

  it("of text is the text, of not(...) something else", () => {
    expect(valueIn("api")).toBe("api");
    expect(valueIn(not("another-team"))).toBe("elsewhere");
    expect(valueIn(not(/lo|veth.*/))).toBe("another-team");
  });

  it("is refused where there is none to be had", () => {
    expect(() => valueIn(/a\bb/)).toThrow("no example of a label value for matching a\\bb");
    expect(() => valueIn(not(/.*/))).toThrow("other than matching .*");
  });
});

group("a label value outside of a selection", () => {
  it("is none that a fully anchored pattern matches", () => {
    expect(valueOutside("another-team")).toBe("elsewhere");
    expect(valueOutside(/octollm.*/)).toBe("another-team");
    expect(valueOutside(/another/)).toBe("another-team");
    expect(valueOutside(/.*/)).toBeUndefined();
  });

  it("is described by what selects it", () => {
    expect(describe(not(/a.*/))).toBe("other than matching a.*");
  });
});
