import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLI_CODES } from "../../lib/cli/codes.ts";
import { checkSystem } from "../../lib/compile/check.ts";
import { compile } from "../../lib/compile/compile.ts";
import { BurnlineError } from "../../lib/core/issue.ts";
import { DASHBOARD_CODES } from "../../lib/dashboards/codes.ts";
import * as b from "../../lib/index.ts";
import { MANIFEST_CODES } from "../../lib/manifests/codes.ts";
import { MODEL_CODES } from "../../lib/model/check/codes.ts";
import type { Objective } from "../../lib/model/objective.ts";
import { TEXT_CODES } from "../../lib/model/yaml/codes.ts";
import { NETWORK_CODES } from "../../lib/network/codes.ts";
import { POLICY_CODES } from "../../lib/network/reach/codes.ts";
import { INCIDENT_CODES } from "../../lib/prove/incident/codes.ts";
import { ROUTE_CODES } from "../../lib/routes/codes.ts";
import { RULE_CODES } from "../../lib/rules/check/codes.ts";
import { RUNBOOK_CODES } from "../../lib/runbooks/codes.ts";
import { SCALING_CODES } from "../../lib/scaling/codes.ts";
import { checkout } from "./first-model.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const requests = b.counter("http_requests_total", { labels: ["status"] });
const duration = b.histogram("http_request_duration_seconds", { unit: "seconds", buckets: [0.1, 0.5, 1] });
const absence = b.absentFor(b.minutes(15), "warning");
const lowTraffic = b.minimumFailures(10);
const tier = { over: b.minutes(5), for: b.minutes(5), severity: "warning" } as const;

/** The first model with other objectives. */
function withObjectives(...objectives: readonly Objective<"critical" | "warning">[]): b.System {
  const [api] = checkout.services;
  return { ...checkout, services: api === undefined ? [] : [{ ...api, objectives }] };
}

/** The first model with hours in which its tickets are told. */
function withHours(...during: readonly b.TimeInterval[]): b.System {
  return { ...checkout, severities: { ...checkout.severities, warning: { ...checkout.severities.warning, during } } };
}

const quantile = b.objective("p95", {
  indicator: b.quantile(0.95, duration),
  tiers: [b.above(b.seconds(0.5), tier)],
  lowTraffic,
  absence,
});

/** What only models in TypeScript can have, or what is easier to see there. */
const CASES: readonly (readonly [
  what: string,
  system: b.System,
  code: string,
  path: string,
  mend: string | undefined,
])[] = [
  [
    "a time of day in another form",
    withHours({ from: "9", zone: "UTC" }),
    "time-interval-invalid",
    "severities.warning.during.0.from",
    "write 09:00",
  ],
  [
    "an hour that no day has",
    withHours({ to: "24:30", zone: "UTC" }),
    "time-interval-invalid",
    "severities.warning.during.0.to",
    undefined,
  ],
  [
    "a severity that is told at no hour",
    withHours(),
    "time-interval-never",
    "severities.warning.during",
    "list the hours, or leave it out",
  ],
  [
    "an inhibition without causes",
    {
      ...checkout,
      alerting: { inhibitions: [{ cause: { alerts: [] }, effect: { alerts: ["ApiDown"] }, equal: ["job"], why: "x" }] },
    },
    "list-too-short",
    "alerting.inhibitions.0.cause.alerts",
    undefined,
  ],
  [
    "one metric with two lists of buckets",
    withObjectives(
      quantile,
      b.objective("p99", {
        indicator: b.quantile(0.99, b.histogram("http_request_duration_seconds", { unit: "seconds", buckets: [1, 2] })),
        tiers: [b.above(b.seconds(1.5), tier)],
        lowTraffic,
        absence,
      }),
    ),
    "metric-conflict",
    "services.api.objectives.p99.indicator.histogram",
    "declare the metric once and use it in both places",
  ],
  [
    "a lookahead",
    withObjectives(
      b.objective("errors", {
        indicator: b.ratio({ bad: requests.where({ status: /5(?!03)../ }), total: requests }),
        tiers: [b.above(b.percent(1), tier)],
        lowTraffic,
        absence,
      }),
    ),
    "matcher-regexp-invalid",
    "services.api.objectives.errors.indicator.bad{status}",
    undefined,
  ],
  [
    "a threshold that is no number",
    withObjectives({ ...quantile, tiers: [b.above(b.seconds(Number.NaN), tier)] }),
    "number-invalid",
    "services.api.objectives.p95.tiers.0.above",
    undefined,
  ],
  [
    "seconds compared with a ratio by a cast",
    withObjectives({ ...quantile, tiers: [b.above(b.percent(1), tier)] }),
    "unit-mismatch",
    "services.api.objectives.p95.tiers.0.above",
    undefined,
  ],
  [
    "a burn rate that the target makes unreachable",
    withObjectives(
      b.objective("errors", {
        indicator: b.ratio({ bad: requests.where({ status: /5../ }), total: requests }),
        target: b.percent(90),
        over: b.days(30),
        burnRate: b.burnRates([{ long: b.hours(1), short: b.minutes(5), factor: 10, severity: "critical" }]),
        lowTraffic,
        absence,
      }),
    ),
    "burn-rate-unreachable",
    "services.api.objectives.errors.burnRate.0.factor",
    "a factor of at most 9.9, or a target of at least 90.01 %",
  ],
];

describe("checks", () => {
  it.each(CASES)("refuse %s", (_, system, code, path, mend) => {
    const issues = checkSystem(system);
    expect(issues.map((issue) => [issue.code, issue.path, issue.mend])).toContainEqual([code, path, mend]);
    expect(() => compile(system)).toThrow(BurnlineError);
  });

  it("give a factor and a target that work", () => {
    const [errors] = CASES.at(-1)?.[1].services[0]?.objectives ?? [];
    if (errors === undefined) throw new Error("no objective");
    const burnRate = (factor: number) =>
      b.burnRates([{ long: b.hours(1), short: b.minutes(5), factor, severity: "critical" as const }]);
    const smaller = { ...errors, burnRate: burnRate(9.9) } as Objective<"critical">;
    const higher = { ...errors, target: b.percent(90.01) } as Objective<"critical">;
    expect(checkSystem(withObjectives(smaller))).toEqual([]);
    expect(checkSystem(withObjectives(higher))).toEqual([]);
  });

  it("warn of a condition that nothing proves", () => {
    const [api] = checkout.services;
    const ready = b.condition("CheckoutNotReady", {
      promql: 'checkout_ready{job="checkout-api"} == 0',
      for: b.minutes(2),
      severity: "warning",
      summary: "checkout is not ready",
      means: "The service says so itself.",
      scenarios: [],
    });
    const system = { ...checkout, services: api === undefined ? [] : [{ ...api, conditions: [ready] }] };
    const { findings } = compile(system);
    expect(findings.map(({ level, code, path }) => [level, code, path])).toEqual([
      ["warning", "condition-without-scenario", "services.api.conditions.CheckoutNotReady"],
    ]);
  });

  it("leave the first model alone", () => {
    expect(checkSystem(checkout)).toEqual([]);
  });
});

describe("codes", () => {
  const listed = [...TEXT_CODES, ...MODEL_CODES, ...RULE_CODES];
  // Their cases are tests in folders of their own.
  const elsewhere = [...NETWORK_CODES, ...POLICY_CODES, ...SCALING_CODES, ...MANIFEST_CODES];
  const documented = [...readFileSync(join(ROOT, "docs", "errors.md"), "utf8").matchAll(/^\| `([a-z-]+)` \|/gm)].map(
    ([, code]) => code,
  );

  it("are documented, each once", () => {
    expect(new Set(documented).size).toBe(documented.length);
    // `assumption-without-why` is found in the text where the reason is missing, and in the model where it is empty.
    expect(
      [
        ...new Set([
          ...listed,
          ...elsewhere,
          ...CLI_CODES,
          ...ROUTE_CODES,
          ...RUNBOOK_CODES,
          ...DASHBOARD_CODES,
          ...INCIDENT_CODES,
        ]),
      ].filter((code) => !documented.includes(code)),
    ).toEqual([]);
    // Warnings about unit tests stand on the page of `burnline test`.
    const page = readFileSync(join(ROOT, "docs", "test.md"), "utf8");
    const known = (code: string): boolean => documented.includes(code) || page.includes(`| \`${code}\` |`);
    expect(usedInSources().filter((code) => !known(code))).toEqual([]);
  });

  it("are documented only when they exist", () => {
    const all = new Set<string | undefined>([
      ...listed,
      ...elsewhere,
      ...CLI_CODES,
      ...ROUTE_CODES,
      ...RUNBOOK_CODES,
      ...DASHBOARD_CODES,
      ...INCIDENT_CODES,
      ...usedInSources(),
    ]);
    expect(documented.filter((code) => !all.has(code))).toEqual([]);
  });

  it("are each given by a bad model or a case above", () => {
    const folder = join(ROOT, "test", "fixtures", "bad");
    const told = readdirSync(folder)
      .filter((name) => name.endsWith(".expected.txt"))
      .flatMap((name) => readFileSync(join(folder, name), "utf8").match(/(?<=\[)[a-z-]+(?=\] )/g) ?? []);
    const given = new Set<string>([...told, ...CASES.map(([, , code]) => code), "condition-without-scenario"]);
    expect([...new Set(listed)].filter((code) => !given.has(code))).toEqual([]);
  });
});

/** Codes that stand in the sources as text beside the lists. */
function usedInSources(): readonly string[] {
  const files = readdirSync(join(ROOT, "lib"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const texts = files.map((file) => readFileSync(join(ROOT, "lib", file), "utf8"));
  const pattern =
    /(?:code: |code = .*|refuse\(|refusal\(|issue\()"([a-z]+(?:-[a-z]+)+)"|\? "([a-z]+-[a-z-]+)" : "([a-z]+-[a-z-]+)"/g;
  const found = texts.flatMap((text) => [...text.matchAll(pattern)].flatMap(([, ...codes]) => codes));
  return [...new Set(found.filter((code) => code !== undefined))].sort();
}
