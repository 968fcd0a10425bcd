import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../lib/kubernetes/object.ts";
import type { Mend } from "../../stacks/support/mend.ts";
import { mendsMarkdown } from "../../stacks/support/mend-markdown.ts";
import { comparisonFailures, emitted, type ObjectMend, type Verdict } from "../../stacks/support/mend-objects.ts";
import { fact } from "./coverage-fixture.ts";

const OURS: KubernetesObject = {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "backend" },
  spec: { minReplicas: 3, maxReplicas: 20, metrics: [{ type: "Resource" }] },
};

const PARTS = [
  { name: "scaling", objects: [OURS] },
  { name: "network", objects: [{ apiVersion: "v1", kind: "Service", metadata: { name: "backend" } }] },
];

const FAILS: Verdict = { says: "20 replicas an hour after the load is gone", holds: false };
const HOLDS: Verdict = { says: "3 replicas an hour after the load is gone", holds: true };

function objects(document: Verdict, ours: Verdict): ObjectMend {
  return {
    document: ["kubectl autoscale deployment backend --max=20"],
    ours: [{ kind: "HorizontalPodAutoscaler", name: "backend", quote: ["/spec/minReplicas", "/spec/metrics"] }],
    comparisons: [{ name: "DEMO-D02a: the load goes at minute 60", run: () => ({ document, ours }) }],
  };
}

function mend(about: ObjectMend): Mend {
  return {
    defect: "DEMO-D02",
    facts: ["DEMO-HPA-01"],
    title: "memory keeps the replicas",
    wrong: "A heap does not shrink.",
    mended: "Memory only adds replicas.",
    ours: [],
    demonstrations: [],
    objects: about,
  };
}

const FACTS = new Map([["DEMO-HPA-01", fact("DEMO-HPA-01", "hpa", { target_memory: "80%" })]]);

describe("a mend of objects", () => {
  it.each<[string, Verdict, Verdict, readonly RegExp[]]>([
    ["nothing, when the document's fails and ours holds", FAILS, HOLDS, []],
    ["the document's form, when it shows no fault", HOLDS, HOLDS, [/the document's form shows no fault: 3 replicas/]],
    ["ours, when it has the fault too", FAILS, FAILS, [/ours has the fault too: 20 replicas/]],
    ["both, when they are the wrong way round", HOLDS, FAILS, [/no fault: 3 replicas/, /the fault too: 20 replicas/]],
  ])("fails with %s", (_, document, ours, expected) => {
    const failures = comparisonFailures(objects(document, ours), emitted(PARTS));
    expect(failures).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(failures[index]).toMatch(pattern);
  });

  it("runs on the objects that are emitted", () => {
    const seen: KubernetesObject[] = [];
    const comparison = {
      name: "DEMO-D02b",
      run: (all: ReturnType<typeof emitted>) => {
        seen.push(all.one("HorizontalPodAutoscaler", "backend"));
        return { document: FAILS, ours: HOLDS };
      },
    };
    comparisonFailures({ ...objects(FAILS, HOLDS), comparisons: [comparison] }, emitted(PARTS));
    expect(seen).toEqual([OURS]);
  });

  it("refuses to speak of an object that is not emitted, or is there twice", () => {
    expect(() => emitted(PARTS).one("ScaledObject", "backend")).toThrow("0 objects are a ScaledObject backend");
    expect(() => emitted([...PARTS, ...PARTS]).one("Service", "backend")).toThrow("2 objects are a Service backend");
  });
});

describe("MENDS.md of objects", () => {
  const bundle = { ruleFiles: [], parts: PARTS };
  const text = mendsMarkdown({ name: "demo" }, [mend(objects(FAILS, HOLDS))], FACTS, bundle);

  it.each([
    ["what the document states", "DEMO-HPA-01, lines 1-9: target memory `80%`."],
    ["the document's command", "```sh\nkubectl autoscale deployment backend --max=20\n```"],
    [
      "the values of ours that matter",
      "```yaml\n# HorizontalPodAutoscaler backend\nspec.minReplicas: 3\nspec.metrics:\n  - type: Resource\n```",
    ],
    ["what the document's does", "- the document's: **fails**: 20 replicas an hour after the load is gone"],
    ["what ours does", "- ours: **holds**: 3 replicas an hour after the load is gone"],
    ["the name of the test", "Test: `mends of demo DEMO-D02`"],
  ])("says %s", (_, part) => {
    expect(text).toContain(part);
  });

  it("shows a document's manifest as one", () => {
    const manifest = { ...objects(FAILS, HOLDS), document: { ...OURS, spec: { maxReplicas: 15 } } };
    const page = mendsMarkdown({ name: "demo" }, [mend(manifest)], FACTS, bundle);
    expect(page).toContain("metadata:\n  name: backend\nspec:\n  maxReplicas: 15\n```");
  });

  it("refuses to quote what ours does not have", () => {
    const quote = [{ kind: "HorizontalPodAutoscaler", name: "backend", quote: ["/spec/behavior"] }];
    const wrong = mend({ ...objects(FAILS, HOLDS), ours: quote });
    expect(() => mendsMarkdown({ name: "demo" }, [wrong], FACTS, bundle)).toThrow("nothing at /spec/behavior");
  });
});
