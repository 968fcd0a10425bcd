import { expect } from "vitest";
import type { Json } from "../../lib/core/json.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import { readModelYaml } from "../../lib/core/yaml-read.ts";
import { Report } from "../../lib/model/check/report.ts";
import { assumptionsIn, type System } from "../../lib/model/system.ts";
import type { TextCode } from "../../lib/model/yaml/codes.ts";
import { mapOf } from "../../lib/model/yaml/data.ts";
import { shapeIssues } from "../../lib/model/yaml/shape.ts";
import { systemOf } from "../../lib/model/yaml/system.ts";

/** Expects that the model in YAML is the one in TypeScript, with the same assumptions. */
export function expectTwins(yaml: Json, expected: System): void {
  const read = readModelYaml(toYaml(yaml), "model.yaml");
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  expect(shapeIssues(read.value).map(({ issue }) => issue)).toEqual([]);
  const report = new Report<TextCode>();
  const found = systemOf(mapOf(read.value), { report, fromCatalogue: () => undefined });
  expect(report.issues).toEqual([]);
  expect(plain(found)).toEqual(plain(expected));
  expect(assumed(found)).toEqual(assumed(expected));
}

/** Without the lists of assumptions, which stand in the order of keys. */
function plain(value: System): unknown {
  return JSON.parse(JSON.stringify(value));
}

function assumed(value: System): readonly string[] {
  return assumptionsIn(value)
    .map((one) => JSON.stringify(one))
    .sort();
}
