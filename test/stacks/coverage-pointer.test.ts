import { rmSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { generatedRoot, pointed, RULE_FILE } from "./coverage-fixture.ts";

const root = generatedRoot();

afterAll(() => rmSync(root, { recursive: true }));

const errors = { file: RULE_FILE, find: { alert: "ApiErrors" } };
const slow = { file: RULE_FILE, find: { alert: "ApiSlow" } };
const model = { file: "stacks/demo/model.json" };

describe("a pointer", () => {
  it.each([
    ["the same text", "critical", { ...errors, path: "/labels/severity" }],
    ["the same number", 3, { ...model, path: "/services/name=api/replicas" }],
    ["an excerpt", "alert goes to critical", { ...errors, excerpt: "critical", path: "/labels/severity" }],
    ["a text within another", "api-credentials", { ...model, path: "/services/1/secret", compare: "contains" }],
    ["a percentage", "> 1%", { ...errors, path: "/expr", compare: "threshold" }],
    ["PromQL", "rate(x[5m]) > 0.01", { ...errors, path: "/expr", compare: "threshold" }],
    ["milliseconds", "P99 > 600ms", { ...slow, path: "/expr", compare: "threshold", unit: "ms" }],
    ["a number without its unit", 600, { ...slow, path: "/expr", compare: "threshold", unit: "ms", stated: "ms" }],
    [
      "a target",
      "99.9%",
      { ...errors, find: { record: "objective:target:ratio" }, path: "/expr", compare: "threshold" },
    ],
    [
      "a complement",
      "< 0.1%",
      { ...errors, find: { record: "objective:target:ratio" }, path: "/expr", compare: "complement" },
    ],
    ["a metric", "api_duration_ms", { ...slow, path: "/expr", compare: "metric" }],
    ["metrics of PromQL", "sum(objective:events:rate5m)", { ...errors, path: "/expr", compare: "metric" }],
    ["a duration in words", "for 60 minutes", { ...slow, path: "/for", compare: "duration" }],
    ["a window", "5m avg", { ...slow, excerpt: "5m", path: "/expr", compare: "window" }],
    ["a window of a recording", "5 minutes", { ...errors, path: "/expr", compare: "window" }],
    [
      "a section of a page",
      "kubectl get pods",
      { file: "stacks/demo/runbooks/errors.md", find: { heading: "Steps" }, path: "/text", compare: "contains" },
    ],
    [
      "a panel",
      "percentunit",
      { file: "dashboards/demo/overview.json", find: { panel: "Error ratio" }, path: "/unit" },
    ],
    [
      "the time range of a dashboard",
      "Last 24 hours",
      { file: "dashboards/demo/overview.json", excerpt: "24 hours", path: "/time/from", compare: "duration" },
    ],
    [
      "a time range that is written with a hyphen",
      "24-hour trends",
      { file: "dashboards/demo/overview.json", excerpt: "24-hour", path: "/time/from", compare: "duration" },
    ],
    [
      "an object",
      9,
      {
        file: "stacks/demo/manifests/scaling.yaml",
        find: { kind: "HorizontalPodAutoscaler", name: "api" },
        path: "/spec/maxReplicas",
      },
    ],
  ])("holds for %s", (_, value, pointer) => {
    expect(pointed(root, value, pointer)).toEqual([]);
  });

  it.each([
    [
      "another text",
      "warning",
      { ...errors, path: "/labels/severity" },
      /the document says warning, the artefact critical/,
    ],
    [
      "an excerpt that is not there",
      "page",
      { ...errors, excerpt: "critical", path: "/labels/severity" },
      /does not contain "critical"/,
    ],
    ["an excerpt without a word", "> 1%", { ...errors, excerpt: "> ", path: "/expr" }, /does not contain "> "/],
    ["a short text within another", "ap", { ...model, path: "/services/1/secret", compare: "contains" }, /too short/],
    ["another threshold", "> 2%", { ...errors, path: "/expr", compare: "threshold" }, /0\.02, the artefact 0\.01/],
    ["a guard's number", "> 20", { ...errors, path: "/expr", compare: "threshold" }, /20, the artefact 0\.01/],
    ["the other direction", "< 1%", { ...errors, path: "/expr", compare: "threshold" }, /below, the rule above/],
    ["two numbers", "> 1% or > 2%", { ...errors, path: "/expr", compare: "threshold" }, /2 numbers/],
    ["no number", "low", { ...errors, path: "/expr", compare: "threshold" }, /0 numbers/],
    ["seconds for milliseconds", "> 600ms", { ...slow, path: "/expr", compare: "threshold" }, /0\.6, the artefact 600/],
    ["a unit stated twice", "> 1%", { ...errors, path: "/expr", compare: "threshold", stated: "%" }, /states its unit/],
    [
      "another metric",
      "api_errors_total",
      { ...slow, path: "/expr", compare: "metric" },
      /does not read api_errors_total/,
    ],
    ["no metric", "error rate", { ...slow, path: "/expr", compare: "metric" }, /names no metric/],
    ["another duration", "2h", { ...slow, path: "/for", compare: "duration" }, /2h, the artefact 1h/],
    ["another window", "1m", { ...slow, path: "/expr", compare: "window" }, /does not measure over 1m/],
    ["a file that is not there", 1, { file: "rules/demo/web.rules.yml", path: "/x" }, /does not exist/],
    [
      "a file that is not generated",
      1,
      { file: "stacks/demo/facts.yaml", path: "/entries" },
      /is not generated output/,
    ],
    ["another system's file", 1, { file: "rules/other/api.rules.yml", path: "/x" }, /is not generated output/],
    [
      "a way out of the output",
      1,
      { file: "rules/demo/../../stacks/demo/facts.yaml", path: "/entries" },
      /is not generated output/,
    ],
    [
      "a rule that is not there",
      1,
      { ...errors, find: { alert: "ApiErrors", severity: "warning" }, path: "/expr" },
      /has 0 of/,
    ],
    [
      "several objects",
      1,
      { file: RULE_FILE, find: { record: "objective:target:ratio", rules: "x" }, path: "/expr" },
      /has 0 of/,
    ],
    ["one of several documents", 1, { file: "stacks/demo/manifests/scaling.yaml", path: "/spec" }, /has 2 documents/],
    ["a path that is not there", 1, { ...errors, path: "/labels/team" }, /nothing at \/labels\/team/],
    ["an item that is not there", 3, { ...model, path: "/services/name=db/replicas" }, /nothing at/],
    [
      "a section that is not there",
      "x",
      { file: "stacks/demo/runbooks/errors.md", find: { heading: "Causes" }, path: "/text", compare: "contains" },
      /0 headings/,
    ],
  ])("fails for %s", (_, value, pointer, message) => {
    expect(pointed(root, value, pointer)).toEqual([expect.stringMatching(message)]);
  });

  it("fails when two rules have the labels that it asks for", () => {
    const twice = { file: RULE_FILE, find: { objective: "errors", record: "objective:target:ratio" }, path: "/expr" };
    expect(pointed(root, "vector(0.999)", twice)).toEqual([]);
    expect(pointed(root, 1, { ...twice, find: { kind: "Prometheus", name: "x" } })).toEqual([
      expect.stringMatching(/has 0 of/),
    ]);
  });

  it.each([
    ["slo", model],
    ["alert", { file: "stacks/demo/manifests/scaling.yaml", find: { kind: "HorizontalPodAutoscaler", name: "api" } }],
    ["hpa", model],
    ["networkpolicy", model],
    ["backup", model],
    ["dashboard", errors],
    ["metric", { file: "stacks/demo/runbooks/errors.md" }],
  ])("to the wrong sort of thing does not carry a fact of kind %s", (kind, pointer) => {
    expect(pointed(root, 1, { ...pointer, path: "/x" }, kind)).toContainEqual(
      expect.stringMatching(/is not carried by/),
    );
  });
});
