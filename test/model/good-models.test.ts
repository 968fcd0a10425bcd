import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { readSystem } from "../../lib/compile/read-system.ts";
import { expectAlert, expectRecording } from "../../lib/index.ts";
import { schemaErrors } from "../../lib/model/schema/validate.ts";
import { assumptionsIn, type System } from "../../lib/model/system.ts";
import { cluster } from "./cluster-model.ts";
import { checkout } from "./first-model.ts";
import { people } from "./people-model.ts";

const GOOD = join(import.meta.dirname, "..", "fixtures", "good");

function text(name: string): string {
  return readFileSync(join(GOOD, name), "utf8");
}

function systemOf(name: string): System {
  const { system, issues } = readSystem(text(name), name);
  expect(issues).toEqual([]);
  if (system === undefined) throw new Error(`${name} was not read`);
  return system;
}

describe("good models", () => {
  it.each(readdirSync(GOOD))("%s compiles without a finding", (name) => {
    const { bundle, findings } = compile(systemOf(name));
    expect(findings).toEqual([]);
    expect(bundle.ruleFiles.length).toBeGreaterThan(0);
  });

  it("are short: the first one has at most 25 lines, in YAML and in TypeScript", () => {
    expect(text("first.yaml").trimEnd().split("\n").length).toBeLessThanOrEqual(25);
    const twin = readFileSync(join(import.meta.dirname, "first-model.ts"), "utf8")
      .trim()
      .split("\n");
    expect(twin.filter((line) => line !== "").length).toBeLessThanOrEqual(25);
  });

  it("stand in the README as they are tested", () => {
    const readme = readFileSync(join(import.meta.dirname, "..", "..", "README.md"), "utf8");
    const twin = readFileSync(join(import.meta.dirname, "first-model.ts"), "utf8")
      .replace("../../lib/index.ts", "burnline")
      .replace("export const checkout =", "export default")
      .replace(/ \/\/ biome-ignore.*/, "");
    expect(readme).toContain(`\`\`\`ts\n${twin.trimEnd()}\n\`\`\``);
  });

  it("are the same in YAML and in TypeScript", () => {
    expect(systemOf("first.yaml")).toEqual(checkout);
    expect(compile(systemOf("first.yaml")).bundle).toEqual(compile(checkout).bundle);
  });

  it("say the people's side in YAML as in TypeScript", () => {
    const read = systemOf("people.yaml");
    expect(read).toEqual(people);
    expect(assumptionsIn(read).map(({ path, value, why }) => [path, value, why])).toEqual(
      assumptionsIn(people).map(({ path, value, why }) => [path, value, why]),
    );
    expect(JSON.parse(JSON.stringify(compile(read).bundle))).toEqual(
      JSON.parse(JSON.stringify(compile(people).bundle)),
    );
    expect(new Set(assumptionsIn(read).map(({ path }) => path))).toEqual(
      new Set([
        "severities.critical.notify.1",
        "severities.critical.repeatEvery",
        "severities.warning.during.1.months",
        "severities.warning.during.1.zone",
        "alerting.maintenance.backups.why",
        "escalation.levels.P1.title",
        "settings.DATABASE_POOL_MAX.changedTo",
      ]),
    );
  });

  it("say the cluster's side in YAML as in TypeScript", () => {
    const read = systemOf("cluster.yaml");
    expect(read).toEqual(cluster);
    expect(assumptionsIn(read).map(({ path }) => path)).toEqual(["services.api.workload.startup"]);
    expect(JSON.parse(JSON.stringify(compile(read).bundle))).toEqual(
      JSON.parse(JSON.stringify(compile(cluster).bundle)),
    );
  });

  it("are the same in YAML and in JSON", () => {
    const { system } = readSystem(text("every-kind.yaml"), "every-kind.yaml");
    expect(schemaErrors(JSON.parse(text("host.yaml")))).toEqual([]);
    expect(system?.services[0]?.objectives.map(({ indicator }) => indicator.kind)).toEqual([
      "ratio",
      "latency",
      "hitRatio",
      "up",
      "quantile",
      "quantile",
      "throughput",
      "saturation",
      "saturation",
      "saturation",
      "freshness",
      "queueDepth",
    ]);
  });

  it("say what the rules of others have to do", () => {
    expect(systemOf("expectations.yaml").expectations).toEqual([
      expectAlert("CheckoutErrors", { labels: { team: "payments" }, objective: "api/availability", fires: "critical" }),
      expectAlert("CheckoutMetricAbsent", { objective: "api/availability", fires: "absence" }),
      expectRecording("checkout:budget_left:ratio", { objective: "api/availability", is: "budgetRemaining" }),
    ]);
  });

  it("list what they assume where it stands", () => {
    expect(assumptionsIn(systemOf("every-kind.yaml")).map(({ path, value }) => [path, value])).toEqual([
      ["owner", "retail"],
      ["severities.warning.priority", "P2"],
      ["services.web.objectives.availability.over", { unit: "seconds", value: 2_592_000 }],
      ["services.web.objectives.fast.indicator.histogram.buckets", [0.1, 0.5, 1, 5]],
      ["services.web.objectives.p95.indicator.histogram.buckets", [0.1, 0.5, 1, 5]],
      ["services.web.objectives.orders.indicator.events.name", "orders_total"],
      ["services.web.objectives.disk.indicator.capacity", { unit: "bytes", value: 536_870_912 }],
    ]);
  });
});
