import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { systems } from "../../stacks/index.ts";
import { readCoverage } from "../../stacks/support/coverage.ts";
import { checkCoverage } from "../../stacks/support/coverage-check.ts";
import { coverageReport, coverageText } from "../../stacks/support/coverage-report.ts";
import { readStack } from "../../stacks/support/stack.ts";
import { covered, fact, generatedRoot, mend, RULE_FILE } from "./coverage-fixture.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const root = generatedRoot();

afterAll(() => rmSync(root, { recursive: true }));

/** Kinds that this part of the system has to carry; the others come with later parts. */
const CARRIED = ["service", "dependency", "metric", "slo", "alert", "hpa", "capacity", "networkpolicy"];

describe.each(systems.map(({ name }) => name))("coverage of %s", async (name) => {
  const result = checkCoverage(repository, await readStack(repository, name), readCoverage(repository, name));

  it("has an entry for every fact, and every pointer holds", () => {
    expect({ missing: result.missing, problems: result.problems }).toEqual({ missing: [], problems: [] });
  });

  it("carries every service, dependency, metric, objective, alert, autoscaler, policy and figure of capacity", () => {
    const ids = result.facts.filter(({ kind }) => CARRIED.includes(kind)).map(({ id }) => id);
    expect(ids.filter((id) => !result.carried.includes(id))).toEqual([]);
  });
});

const alert = fact("DEMO-ALERT-01", "alert", {
  name: "ApiErrors",
  expr: 'rate(api_requests_total{status=~"5.."}[5m]) > 0.01',
  for: "2m",
  severity: "critical",
  annotations: { summary: "x" },
});

const FIND = "find: { alert: ApiErrors, severity: critical }";
const EQUALS = `
DEMO-ALERT-01:
  equals:
    - file: ${RULE_FILE}
      ${FIND}
      values:
        - { fact: /name, path: /alert }
        - { fact: /for, path: /for, compare: duration }
        - { fact: /severity, path: /labels/severity }
`;

function mended(defect: string, old: string, ours: string): string {
  return `${EQUALS}  mended:
    - defect: ${defect}
      file: ${RULE_FILE}
      find: { record: "objective:error_ratio:rate5m" }
      values: [{ fact: /expr, old: '${old}', path: /expr, new: '${ours}' }]
`;
}

const OLD = 'rate(api_requests_total{status=~"5.."}[5m]) > 0.01';
const NEW = 'sum(rate(api_requests_total{status=~"5.."}[5m])) / (...)';
const mends = [mend("DEMO-D01", ["DEMO-ALERT-01"])];

function problems(text: string, stackMends = mends, facts = [alert]): readonly string[] {
  return covered(root, facts, text, stackMends).problems.map(({ message }) => message);
}

describe("an entry", () => {
  it("is carried when its pointers hold and are about every main value", () => {
    const result = covered(root, [alert], mended("DEMO-D01", OLD, NEW), mends);
    expect(result).toMatchObject({ carried: ["DEMO-ALERT-01"], problems: [], missing: [] });
    expect(result.mended).toEqual([{ id: "DEMO-ALERT-01", defect: "DEMO-D01" }]);
  });

  it("is missing when coverage.yaml does not name it", () => {
    const result = covered(root, [alert, fact("DEMO-ALERT-02", "alert", {})], mended("DEMO-D01", OLD, NEW), mends);
    expect(result.missing).toEqual(["DEMO-ALERT-02"]);
  });

  it("may not be about a fact that nobody stated", () => {
    expect(problems("DEMO-ALERT-09: { elsewhere: routes }", [], [])).toEqual(["the document states no such thing"]);
  });

  it("does not count as carried when it is elsewhere", () => {
    const result = covered(root, [alert], "DEMO-ALERT-01: { elsewhere: routes }");
    expect(result).toMatchObject({ carried: [], elsewhere: [{ id: "DEMO-ALERT-01", reason: "routes" }], problems: [] });
  });

  it("fails without a pointer to a main value, even with a reason", () => {
    const aside = `${EQUALS}  aside: { /expr: too hard }\n`;
    expect(problems(aside)).toEqual(["/expr has no pointer"]);
  });

  it("fails with a value that has neither pointer nor reason, and with a reason for nothing", () => {
    const service = fact("DEMO-SVC-01", "service", { name: "api", image: "api:1", workload: { kind: "Deployment" } });
    const text = `
DEMO-SVC-01:
  equals:
    - file: stacks/demo/model.json
      values: [{ fact: /name, path: /services/name=api/name }]
  aside: { /workload: not ours, /imagine: nothing }
`;
    expect(problems(text, [], [service])).toEqual([
      "/image has neither a pointer nor a reason under aside",
      "aside: the document has nothing at /imagine",
    ]);
  });
});

describe("a mended value", () => {
  it.each([
    [
      "names a defect without a mend",
      mended("DEMO-D02", OLD, NEW),
      mends,
      "no mend, and so no test, is named DEMO-D02",
    ],
    [
      "belongs to a mend of something else",
      mended("DEMO-D01", OLD, NEW),
      [mend("DEMO-D01", ["X"])],
      "the mend of DEMO-D01 does not name DEMO-ALERT-01",
    ],
    [
      "has a mend that shows nothing of ours",
      mended("DEMO-D01", OLD, NEW),
      [mend("DEMO-D01", ["DEMO-ALERT-01"], false)],
      "the mend of DEMO-D01 demonstrates nothing of ours",
    ],
    [
      "misquotes the document",
      mended("DEMO-D01", "rate(api_requests_total[5m]) > 0.01", NEW),
      mends,
      /^\/expr: the document says rate/,
    ],
    ["misquotes ours", mended("DEMO-D01", OLD, "sum(increase(...))"), mends, /^\/expr: ours is sum\(rate/],
    ["matches anything", mended("DEMO-D01", OLD, "..."), mends, /^\/expr: ours is/],
    ["did not change", mended("DEMO-D01", OLD, OLD), mends, "/expr: old and new are the same: nothing is mended"],
  ])("fails when it %s", (_, text, stackMends, message) => {
    expect(problems(text, stackMends)).toEqual([
      typeof message === "string" ? message : expect.stringMatching(message),
    ]);
  });

  it("compares thresholds as numbers", () => {
    const text = (old: string, ours: number) => `
DEMO-01:
  mended:
    - defect: DEMO-D01
      file: ${RULE_FILE}
      find: { alert: ApiSlow }
      values: [{ fact: /value, old: ${old}, path: /expr, new: ${ours}, compare: threshold }]
`;
    const facts = [fact("DEMO-01", "config", { value: 500 })];
    const own = [mend("DEMO-D01", ["DEMO-01"])];
    expect(problems(text("500", 600), own, facts)).toEqual([]);
    expect(problems(text("500", 700), own, facts)).toEqual(["/value: the document says 700, the artefact 600"]);
    expect(problems(text("400", 600), own, facts)).toEqual(["/value: the document says 500, not 400"]);
  });
});

describe("thresholds stated in text", () => {
  const note = fact("DEMO-RUN-01", "runbook", { note: "escalate if errors > 1% for long" });
  const text = (excerpt: string, target: string) => `
DEMO-RUN-01: { elsewhere: runbook pages }
thresholds:
  - id: DEMO-RUN-01
    ${target}
    values: [{ fact: /note, excerpt: "${excerpt}", path: /expr, compare: threshold }]
`;

  it("hold by a rule", () => {
    expect(problems(text("> 1%", `file: ${RULE_FILE}\n    ${FIND}`), [], [note])).toEqual([]);
  });

  it("fail by anything else, by another number and by words that nobody wrote", () => {
    expect(problems(text("> 1%", "file: stacks/demo/runbooks/errors.md"), [], [note])).toEqual([
      expect.stringMatching(/not carried by page/),
    ]);
    expect(problems(text("> 2%", `file: ${RULE_FILE}\n    ${FIND}`), [], [note])).toEqual([
      expect.stringMatching(/does not contain "> 2%"/),
    ]);
  });
});

describe("the form of coverage.yaml", () => {
  it.each([
    [
      "a comparison that does not exist",
      "A: { equals: [{ file: x, values: [{ fact: /a, path: /b, compare: like }] }] }",
    ],
    ["no values", "A: { equals: [{ file: x, values: [] }] }"],
    ["a path that is empty", 'A: { equals: [{ file: x, values: [{ fact: /a, path: "" }] }] }'],
    ["a mend without old and new", "A: { mended: [{ defect: D, file: x, values: [{ fact: /a, path: /b }] }] }"],
    [
      "an entry that is elsewhere and here",
      "A: { elsewhere: x, equals: [{ file: x, values: [{ fact: /a, path: /b }] }] }",
    ],
    ["an entry with reasons only", "A: { aside: { /a: b } }"],
    ["an unknown key", "A: { equal: [] }"],
    ["an entry twice", "A: { elsewhere: x }\nA: { elsewhere: y }"],
  ])("refuses %s", (_, text) => {
    expect(() => covered(root, [], text)).toThrow(/^coverage\.yaml/);
  });
});

describe("the report", () => {
  const results = [
    covered(
      root,
      [alert, fact("DEMO-ROUTE-01", "route", {})],
      `${mended("DEMO-D01", OLD, NEW)}DEMO-ROUTE-01: { elsewhere: routes }`,
      mends,
    ),
    covered(
      root,
      [fact("DEMO-ALERT-02", "alert", { name: "x" }), fact("DEMO-HPA-01", "hpa", {})],
      "DEMO-HPA-01: { elsewhere: scaling }",
    ),
  ];

  it("adds up systems and kinds", () => {
    expect(coverageReport(results)).toEqual({
      total: 4,
      carried: 1,
      elsewhere: ["DEMO-ROUTE-01", "DEMO-HPA-01"],
      missing: ["DEMO-ALERT-02"],
      wrong: [],
      byKind: { alert: { total: 2, carried: 1 }, route: { total: 1, carried: 0 }, hpa: { total: 1, carried: 0 } },
    });
  });

  it("lists what is elsewhere and missing by id", () => {
    const text = coverageText(results);
    expect(text).toContain("1 of 4 facts are carried.");
    expect(text).toContain("  scaling: DEMO-HPA-01");
    expect(text).toContain("Missing (1): DEMO-ALERT-02");
  });
});
