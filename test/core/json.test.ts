import { expect, it } from "vitest";
import { toJson } from "../../lib/core/json.ts";

it("toJson indents by two spaces, keeps the order of keys and ends with a newline", () => {
  expect(toJson({ b: [1, { c: "é\n" }], a: null, d: {} })).toBe(
    '{\n  "b": [\n    1,\n    {\n      "c": "é\\n"\n    }\n  ],\n  "a": null,\n  "d": {}\n}\n',
  );
});
