import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkPolicies } from "../../lib/cli/manifest-policies.ts";
import { renderIssue } from "../../lib/core/issue.ts";
import { CHECKS, checkManifests } from "../../lib/manifests/check-manifests.ts";
import { type Manifest, manifestOf } from "../../lib/manifests/manifest.ts";
import { versionedKind } from "../../lib/manifests/schemas/schema-set.ts";
import { type Found, judge, readWaivers } from "../../lib/manifests/waivers.ts";
import { POLICY_CODES } from "../../lib/network/reach/codes.ts";
import { alecs } from "../../stacks/alecs/system.ts";
import { systems } from "../../stacks/index.ts";
import {
  describeWithKubeconform,
  describeWithKubeScore,
  findKubeconform,
  findKubeScore,
} from "../support/find-kube.ts";
import { isFullRun } from "../support/promtool.ts";
import { run } from "../support/run.ts";
import { schemasFolder, WITHOUT_SCHEMA } from "../support/schemas.ts";
import { emittedManifests, modelWorkloads } from "./emitted.ts";
import { kubeScoreFindings } from "./kube-score.ts";

const FILE = join(import.meta.dirname, "waivers.yaml");
const OF_KUBE_SCORE = "kube-score ";

/** Findings that no waiver lets stand, and waivers that nothing needs; `mine` tells which waivers are meant. */
function standing(found: readonly Found[], mine: (check: string) => boolean): readonly string[] {
  const { waivers, issues } = readWaivers(readFileSync(FILE, "utf8"), "waivers.yaml");
  expect(issues).toEqual([]);
  const known = [...CHECKS, ...POLICY_CODES, ...found.map(({ issue }) => issue.code)];
  return judge(
    found,
    waivers.filter(({ check }) => mine(check)),
    known,
  ).findings.map(renderIssue);
}

/** What is found of our objects, alone and beside the workloads that they are for, of which a model knows too little to judge them. */
function findings(emitted: readonly Manifest[], workloads: readonly Manifest[]): readonly Found[] {
  return [emitted, [...emitted, ...workloads]].flatMap((manifests) =>
    [...checkManifests(manifests), ...checkPolicies(manifests)].filter(
      ({ issue }) => !issue.path.startsWith("workloads: "),
    ),
  );
}

describe("what Burnline emits for ALECS", () => {
  it("has no finding of our own checks that is not waived, alone and beside the workloads of the model", () => {
    const stands = standing(findings(emittedManifests(alecs), modelWorkloads(alecs)), (check) => !check.includes(" "));
    expect(stands.filter((line) => !line.includes("[waiver-unused]"))).toEqual([]);
  });
});

describe.skipIf(!isFullRun)("what Burnline emits for the five systems (compiles them all: full runs only)", () => {
  const folder = mkdtempSync(join(tmpdir(), "burnline-emitted-"));
  let emitted: readonly Manifest[] = [];
  let workloads: readonly Manifest[] = [];

  beforeAll(() => {
    emitted = systems.flatMap(emittedManifests);
    workloads = systems.flatMap(modelWorkloads);
    writeFileSync(join(folder, "emitted.yaml"), stream(emitted));
    writeFileSync(join(folder, "workloads.yaml"), stream(workloads));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it("are policies, autoscalers, budgets, monitors and rules of all five", () => {
    const kinds = new Set(emitted.map(({ object }) => object.kind));
    for (const kind of [
      "NetworkPolicy",
      "HorizontalPodAutoscaler",
      "PodDisruptionBudget",
      "PrometheusRule",
      "ServiceMonitor",
    ]) {
      expect(kinds).toContain(kind);
    }
    expect(workloads.length).toBeGreaterThan(10);
  });

  it("has no finding of our own checks that is not waived, and no waiver too many", () => {
    expect(standing(findings(emitted, workloads), (check) => !check.startsWith(OF_KUBE_SCORE))).toEqual([]);
  });

  it("would be found out if its autoscalers were for workloads of other names", () => {
    const others = workloads.map(({ object, file }) => {
      return manifestOf({ ...object, metadata: { ...object.metadata, name: `${object.metadata.name}-2` } }, file);
    });
    const codes = checkManifests([...emitted, ...others]).map(({ issue }) => issue.code);
    const autoscalers = emitted.filter(({ object }) => /Autoscaler|ScaledObject/.test(object.kind));
    expect(codes.filter((code) => code === "dangling-horizontalpodautoscaler")).toHaveLength(autoscalers.length);
  });

  describeWithKubeconform("kubeconform", () => {
    it("takes each object, by strict schemas of Kubernetes 1.34 and of the operators' own definitions", async () => {
      const schemas = `${schemasFolder()}/json/{{.ResourceKind}}{{.KindSuffix}}.json`;
      const args = [
        "-strict",
        "-summary",
        "-output",
        "json",
        "-schema-location",
        schemas,
        join(folder, "emitted.yaml"),
      ];
      const { output } = await run(findKubeconform() ?? "", args);
      const { resources, summary } = JSON.parse(output);
      expect(resources).toEqual([]);
      expect(summary).toEqual({ valid: emitted.length, invalid: 0, errors: 0, skipped: 0 });
    });

    it("has a schema for each kind that is emitted, but for those whose schema is not to be had", () => {
      const kinds = [...new Set(emitted.map(({ object }) => versionedKind(object)))];
      const without = kinds.filter((kind) => {
        const [apiVersion = "", name = ""] = kind.split(" ");
        const [group = "", version] = apiVersion.split("/");
        const suffix = version === undefined ? group : `${group.split(".")[0]}-${version}`;
        return !existsSync(join(schemasFolder(), "json", `${name.toLowerCase()}-${suffix}.json`));
      });
      process.stderr.write(`${kinds.length} kinds are emitted, ${without.length} of them without a schema\n`);
      expect(without.sort()).toEqual(Object.keys(WITHOUT_SCHEMA).sort());
    });

    it("refuses an object with a field that its kind does not have", async () => {
      const wrong = emitted.filter(({ object }) => object.kind === "NetworkPolicy").slice(0, 1);
      const path = join(folder, "wrong.json");
      writeFileSync(path, JSON.stringify({ ...wrong[0]?.object, spec: { podSelector: {}, policyType: ["Egress"] } }));
      const schemas = `${schemasFolder()}/json/{{.ResourceKind}}{{.KindSuffix}}.json`;
      const { code, output } = await run(findKubeconform() ?? "", ["-strict", "-schema-location", schemas, path]);
      expect(code).toBe(1);
      expect(output).toMatch(/policyType/);
    });
  });

  describeWithKubeScore("kube-score", () => {
    it("passes each object, alone and beside the workloads of the models, but for what is waived with its reason", () => {
      const program = findKubeScore() ?? "";
      const files = [join(folder, "emitted.yaml"), join(folder, "workloads.yaml")];
      const found = kubeScoreFindings(program, files, OF_KUBE_SCORE);
      const titles = new Set(emitted.map(({ title }) => title));
      const ours = found.filter(({ title }) => titles.has(title));
      expect(standing(ours, (check) => check.startsWith(OF_KUBE_SCORE))).toEqual([]);
    });

    it("does find a NetworkPolicy of no pod", () => {
      const policy = emitted.filter(({ object }) => object.kind === "NetworkPolicy").slice(0, 1);
      writeFileSync(join(folder, "alone.yaml"), stream(policy));
      const found = kubeScoreFindings(findKubeScore() ?? "", [join(folder, "alone.yaml")], OF_KUBE_SCORE);
      expect(found.map(({ issue }) => issue.code)).toContain(`${OF_KUBE_SCORE}networkpolicy-targets-pod`);
    });
  });
});

/** JSON is YAML, and every tool reads it. */
function stream(manifests: readonly Manifest[]): string {
  return manifests.map(({ object }) => JSON.stringify(object)).join("\n---\n");
}
