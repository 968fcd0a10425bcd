import { describe, it } from "vitest";
import type { RuleFile } from "../../lib/compile/bundle.ts";
import { type Json, toJson } from "../../lib/core/json.ts";
import { toYaml } from "../../lib/core/yaml.ts";

declare const file: RuleFile;
declare const json: Json;
declare const unknown: unknown;

describe("what toYaml and toJson take", () => {
  it("is plain data, interfaces included", () => {
    toYaml(file);
    toYaml({ groups: file.groups, more: json, list: [1, "a", null] });
    toJson(json);
    toJson(file);
  });

  it("is nothing that JSON would lose", () => {
    // @ts-expect-error: a function has no text
    toYaml({ a: () => 1 });
    // @ts-expect-error: a date would come back as a string
    toYaml({ a: [new Date(0)] });
    // @ts-expect-error: JSON has no big integers
    toJson({ a: 1n });
    // @ts-expect-error: nobody knows what is in there
    toYaml(unknown);
  });
});
