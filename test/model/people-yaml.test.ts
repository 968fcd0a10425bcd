import fc from "fast-check";
import { expect, it } from "vitest";
import { days, seconds, service, system } from "../../lib/index.ts";
import { isFullRun } from "../support/promtool.ts";
import { alerting, dashboards, escalation, procedures, settings, severity } from "./arbitrary-people.ts";
import { expectTwins } from "./twin-system.ts";

const COMMON = {
  owner: "payments",
  runs: ["kubernetes"],
  namespace: "checkout",
  prometheus: { evaluationInterval: "30s", retention: "31d" },
  runbooks: "https://runbooks.example.com",
  services: { api: {} },
};

it("whatever the people's side says in TypeScript, YAML says the same: 40 models and more, with assumptions anywhere", () => {
  expect.hasAssertions();
  const parts = fc.record({ severity, alerting, escalation, procedures, settings, dashboards });
  fc.assert(
    fc.property(parts, ({ severity: [critical, yaml], ...others }) => {
      const entries = Object.entries(others);
      expectTwins(
        {
          system: "checkout",
          ...COMMON,
          severities: { critical: yaml },
          ...Object.fromEntries(entries.map(([key, [, inYaml]]) => [key, inYaml])),
        },
        system<string>("checkout", {
          owner: "payments",
          runs: ["kubernetes"],
          namespace: "checkout",
          prometheus: { evaluationInterval: seconds(30), retention: days(31) },
          runbooks: "https://runbooks.example.com",
          severities: { critical },
          services: [service("api", {})],
          ...Object.fromEntries(entries.map(([key, [typescript]]) => [key, typescript])),
        }),
      );
    }),
    { seed: 20_261_121, numRuns: isFullRun ? 1_000 : 40 },
  );
});
