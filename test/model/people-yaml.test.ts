import fc from "fast-check";
import { expect, it } from "vitest";
import { toYaml } from "../../lib/core/yaml.ts";
import { readModelYaml } from "../../lib/core/yaml-read.ts";
import { days, seconds, service, system } from "../../lib/index.ts";
import { Report } from "../../lib/model/check/report.ts";
import { assumptionsIn, type System } from "../../lib/model/system.ts";
import type { TextCode } from "../../lib/model/yaml/codes.ts";
import { mapOf } from "../../lib/model/yaml/data.ts";
import { shapeIssues } from "../../lib/model/yaml/shape.ts";
import { systemOf } from "../../lib/model/yaml/system.ts";
import { isFullRun } from "../support/promtool.ts";
import { alerting, dashboards, escalation, procedures, settings, severity } from "./arbitrary-people.ts";

const COMMON = {
  owner: "payments",
  runs: ["kubernetes"],
  namespace: "checkout",
  prometheus: { evaluationInterval: "30s", retention: "31d" },
  runbooks: "https://runbooks.example.com",
  services: { api: {} },
};

/** Without the lists of assumptions, which stand in the order of keys. */
function plain(value: System): unknown {
  return JSON.parse(JSON.stringify(value));
}

function assumed(value: System): readonly string[] {
  return assumptionsIn(value)
    .map((one) => JSON.stringify(one))
    .sort();
}

it("whatever the people's side says in TypeScript, YAML says the same: 40 models and more, with assumptions anywhere", () => {
  const parts = fc.record({ severity, alerting, escalation, procedures, settings, dashboards });
  fc.assert(
    fc.property(parts, ({ severity: [critical, yaml], ...others }) => {
      const entries = Object.entries(others);
      const text = toYaml({
        system: "checkout",
        ...COMMON,
        severities: { critical: yaml },
        ...Object.fromEntries(entries.map(([key, [, inYaml]]) => [key, inYaml])),
      });
      const read = readModelYaml(text, "model.yaml");
      if (!read.ok) throw new Error(JSON.stringify(read.issues));
      expect(shapeIssues(read.value).map(({ issue }) => issue)).toEqual([]);
      const report = new Report<TextCode>();
      const found = systemOf(mapOf(read.value), { report, fromCatalogue: () => undefined });
      expect(report.issues).toEqual([]);
      const expected = system("checkout", {
        owner: "payments",
        runs: ["kubernetes"],
        namespace: "checkout",
        prometheus: { evaluationInterval: seconds(30), retention: days(31) },
        runbooks: "https://runbooks.example.com",
        severities: { critical },
        services: [service("api", {})],
        ...Object.fromEntries(entries.map(([key, [typescript]]) => [key, typescript])),
      });
      expect(plain(found)).toEqual(plain(expected));
      expect(assumed(found)).toEqual(assumed(expected));
    }),
    { seed: 20_261_121, numRuns: isFullRun ? 1_000 : 40 },
  );
});
