import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Json } from "../../lib/core/json.ts";
import { toJson } from "../../lib/core/json.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import { parseCoverage } from "../../stacks/support/coverage.ts";
import { type CoverageResult, checkCoverage } from "../../stacks/support/coverage-check.ts";
import type { Fact } from "../../stacks/support/fact.ts";
import type { Mend } from "../../stacks/support/mend.ts";

const RULES = {
  groups: [
    {
      name: "demo.api.errors",
      interval: "1m",
      rules: [
        { record: "objective:target:ratio", expr: "vector(0.999)", labels: { objective: "errors" } },
        {
          record: "objective:error_ratio:rate5m",
          expr: 'sum(rate(api_requests_total{status=~"5.."}[5m])) / (sum(rate(api_requests_total[5m])) > 0)',
          labels: { objective: "errors" },
        },
        {
          alert: "ApiErrors",
          expr: "objective:error_ratio:rate5m > 0.01 and objective:events:rate5m * 300 >= 20",
          for: "2m",
          labels: { severity: "critical" },
          annotations: {},
        },
        {
          alert: "ApiSlow",
          expr: "histogram_quantile(0.95, sum by (le) (rate(api_duration_ms_bucket[5m]))) > 600",
          for: "1h",
          labels: { severity: "warning" },
          annotations: {},
        },
      ],
    },
  ],
};

const MODEL = {
  services: [
    { name: "web", replicas: 2 },
    { name: "api", replicas: 3, scrape: { job: "api" }, secret: "api-credentials/token" },
  ],
};

const HPA = {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "api" },
  spec: { maxReplicas: 9 },
};
const BOARD = {
  title: "Overview",
  time: { from: "now-1d", to: "now" },
  panels: [{ title: "Row", panels: [{ title: "Error ratio", unit: "percentunit" }] }],
};

/** File that the pointers of a test lead to. */
export const RULE_FILE = "rules/demo/api.errors.rules.yml";

/** A folder as `npm run generate` leaves it, for a system called demo. */
export function generatedRoot(): string {
  const root = mkdtempSync(join(tmpdir(), "burnline-coverage-test-"));
  const files = {
    [RULE_FILE]: toYaml(RULES),
    "stacks/demo/model.json": toJson(MODEL),
    "stacks/demo/manifests/scaling.yaml": `${toYaml({ ...HPA, metadata: { name: "web" } })}---\n${toYaml(HPA)}`,
    "stacks/demo/runbooks/errors.md":
      "# Errors\n\n## Impact\n\nUsers see 500.\n\n## Steps\n\nkubectl get pods -n demo\n",
    "stacks/demo/facts.yaml": "entries: []\n",
    "dashboards/demo/overview.json": toJson(BOARD),
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** A fact of the demo document. */
export function fact(id: string, kind: string, data: Json): Fact {
  return { id, system: "demo", kind, source: { file: "demo.txt", section: "Alerts", lines: "1-9" }, data };
}

/** A mend that demonstrates something of ours, unless told otherwise. */
export function mend(defect: string, facts: readonly string[], demonstrates = true): Mend {
  const ours = demonstrates ? [{ alert: "ApiErrors", labels: {}, expect: [{ at: 0, firing: 0 }] }] : [];
  return {
    defect,
    facts,
    title: "counts",
    wrong: "It counts.",
    mended: "It divides.",
    ours: ["ApiErrors"],
    demonstrations: [{ name: defect, step: 60, series: [], ours }],
  };
}

/** The coverage of some facts, given as the text of a `coverage.yaml`. */
export function covered(
  root: string,
  facts: readonly Fact[],
  text: string,
  mends: readonly Mend[] = [],
): CoverageResult {
  const stack = { name: "demo", facts: new Map(facts.map((one) => [one.id, one])), mends };
  return checkCoverage(root, stack, parseCoverage(text, "coverage.yaml"));
}

/** The messages about one pointer from a fact's `/value` to a value of the generated output. */
export function pointed(
  root: string,
  value: Json,
  pointer: { file: string; find?: Json } & Record<string, Json>,
  kind = "config",
): readonly string[] {
  const { file, find, ...compared } = pointer;
  const values = [{ fact: "/value", ...compared }];
  const entry = { equals: [{ file, ...(find === undefined ? {} : { find }), values }] };
  const result = covered(root, [fact("DEMO-01", kind, { value })], JSON.stringify({ "DEMO-01": entry }));
  return result.problems.map(({ message }) => message);
}
