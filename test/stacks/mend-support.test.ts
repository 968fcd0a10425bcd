import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RuleFile } from "../../lib/compile/bundle.ts";
import { constant, ramp, series } from "../../lib/index.ts";
import type { Fact } from "../../stacks/support/fact.ts";
import type { Demonstration, Mend } from "../../stacks/support/mend.ts";
import { mendsMarkdown } from "../../stacks/support/mend-markdown.ts";
import { failuresOf } from "../support/mends.ts";
import { describeWithPromtool, findPromtool } from "../support/promtool.ts";
import { fact } from "./coverage-fixture.ts";

const FACTS: ReadonlyMap<string, Fact> = new Map(
  [
    fact("DEMO-ALERT-01", "alert", {
      name: "PodDown",
      expr: "up == 0",
      for: "1m",
      severity: "critical",
      annotations: { summary: "{{ $labels.pod }} is at {{ $value | humanizePercentage }}" },
    }),
    fact("DEMO-ALERT-02", "alert", {
      name: "PodSlow",
      expr: "x > 1) by (pod)",
      severity: "high",
      severity_key_as_written: "beside",
    }),
    fact("DEMO-METRIC-01", "metric", { name: "Requests", expr: "rate(requests_total[5m])" }),
    fact("DEMO-SLO-01", "slo", { metric: "Uptime", target: "99.9%", window: null }),
  ].map((one) => [one.id, one]),
);

const OURS: readonly RuleFile[] = [
  {
    name: "api.targets",
    groups: [
      {
        name: "demo.api.targets",
        interval: "1m",
        rules: [
          { record: "objective:up:sum", expr: "sum(up) or vector(0)", labels: { objective: "up", system: "demo" } },
          { record: "objective:other:sum", expr: "sum(other)" },
          {
            alert: "ApiDown",
            expr: 'objective:up:sum{objective="up",system="demo"} == 0',
            for: "2m",
            labels: { severity: "critical" },
            annotations: { summary: "api is down" },
          },
        ],
      },
    ],
  },
];

const BUNDLE = { ruleFiles: OURS, parts: [] };

const DOWN: Demonstration = {
  name: "DEMO-D01: one pod of two",
  step: 60,
  series: [series("up", { pod: "a" }, constant(0, 11)), series("up", { pod: "b" }, constant(1, 11))],
  document: {
    fact: "DEMO-ALERT-01",
    expect: [
      { at: 0, firing: 0 },
      { at: 60, firing: 1 },
    ],
    sent: [
      { at: 60, alerts: [{ labels: { pod: "a", severity: "critical" }, annotations: { summary: "a is at 0%" } }] },
    ],
  },
  ours: [{ alert: "ApiDown", labels: {}, expect: [{ at: 600, firing: 0 }] }],
};

const REFUSED: Demonstration = {
  name: "DEMO-D01: does not parse",
  step: 60,
  series: [],
  document: { fact: "DEMO-ALERT-02", refused: "field severity not found" },
  ours: [],
};

const VALUES: Demonstration = {
  name: "DEMO-D01: two requests a minute",
  step: 60,
  series: [series("requests_total", { pod: "a" }, ramp(0, 3, 11))],
  document: { fact: "DEMO-METRIC-01", values: [{ at: 600, samples: [{ labels: { pod: "a" }, value: 0.05 }] }] },
  ours: [
    {
      expr: "objective:up:sum",
      values: [
        { at: 60, samples: [{ labels: { __name__: "objective:up:sum", objective: "up", system: "demo" }, value: 0 }] },
      ],
    },
  ],
};

function mend(...demonstrations: readonly Demonstration[]): Mend {
  return {
    defect: "DEMO-D01",
    facts: ["DEMO-ALERT-01", "DEMO-METRIC-01", "DEMO-SLO-01"],
    title: "PodDown fires for one pod",
    wrong: "Each pod is compared.",
    mended: "All pods are summed.",
    ours: ["ApiDown"],
    demonstrations,
  };
}

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "burnline-mend-"));
});

afterAll(() => rm(folder, { recursive: true }));

describeWithPromtool("a mend", () => {
  async function failures(...demonstrations: readonly Demonstration[]): Promise<readonly string[]> {
    const promtool = findPromtool();
    if (promtool === undefined) throw new Error("no promtool");
    return failuresOf(promtool, mend(...demonstrations), FACTS, OURS, join(folder, `${Math.random()}`));
  }

  it("passes when alerts, values, annotations and refusals are as it says", async () => {
    expect(await failures(DOWN, REFUSED, VALUES)).toEqual([]);
  });

  it.each<[string, Demonstration]>([
    [
      "the document's alert fires at another time",
      { ...DOWN, document: { fact: "DEMO-ALERT-01", expect: [{ at: 0, firing: 1 }] } },
    ],
    [
      "the document's alert says something else",
      { ...DOWN, document: { fact: "DEMO-ALERT-01", sent: [{ at: 60, alerts: [] }] } },
    ],
    [
      "the document's expression has another value",
      { ...VALUES, document: { fact: "DEMO-METRIC-01", values: [{ at: 600, samples: [] }] } },
    ],
    [
      "our alert fires at another time",
      { ...DOWN, ours: [{ alert: "ApiDown", labels: {}, expect: [{ at: 600, firing: 1 }] }] },
    ],
    [
      "our recording has another value",
      { ...VALUES, ours: [{ expr: "objective:up:sum", values: [{ at: 60, samples: [] }] }] },
    ],
    [
      "promtool accepts what it should refuse",
      { ...REFUSED, document: { fact: "DEMO-ALERT-01", refused: "severity" } },
    ],
    [
      "promtool refuses it for another reason",
      { ...REFUSED, document: { fact: "DEMO-ALERT-02", refused: "field priority" } },
    ],
  ])("fails when %s", async (_, demonstration) => {
    expect(await failures(demonstration)).toHaveLength(1);
  });
});

describe("MENDS.md", () => {
  const text = mendsMarkdown({ name: "demo", title: "Demo" }, [mend(DOWN, REFUSED, VALUES)], FACTS, BUNDLE);

  it.each([
    ["the defect", "## DEMO-D01: PodDown fires for one pod"],
    [
      "the document's rule and where it stands",
      "DEMO-ALERT-01, lines 1-9:\n\n```promql\n# PodDown, critical, for 1m\nup == 0\n```",
    ],
    ["what the document states without an expression", "DEMO-SLO-01, lines 1-9: metric `Uptime`; target `99.9%`."],
    [
      "our rule and what it reads",
      "# ApiDown, critical, for 2m\nobjective:up:sum == 0\n# where\nobjective:up:sum = sum(up) or vector(0)\n```",
    ],
    ["the series", 'one pod of two, sampled every 1m:\n\n```text\nup{pod="a"} 0x10\nup{pod="b"} 1x10\n```'],
    ["what the document's alert does", "- the document's `PodDown`: **silent** at 0m; **fires** at 1m"],
    ["what the document's alert says", '- the document\'s `PodDown`: says "a is at 0%" at 1m'],
    ["what the document's expression gives", '- the document\'s `DEMO-METRIC-01`: **0.05** for `{pod="a"}` at 10m'],
    ["what cannot be loaded", "- the document's `PodSlow`: Prometheus refuses it: `field severity not found`"],
    ["what ours does", "- our `ApiDown`: **silent** at 10m"],
    ["the name of the test", "Test: `mends of demo DEMO-D01`"],
  ])("says %s", (_, part) => {
    expect(text).toContain(part);
  });

  it("refuses a mend of an alert that the rules do not have", () => {
    expect(() => mendsMarkdown({ name: "demo" }, [{ ...mend(DOWN), ours: ["Other"] }], FACTS, BUNDLE)).toThrow(
      "Other: no such alert in the rules",
    );
  });
});
