import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../lib/compile/bundle.ts";
import { checkObjects, qualifiedName } from "../../lib/targets/objects.ts";
import { bundleWith, fixture } from "./bundle-fixture.ts";

function named(name: string, kind = "ConfigMap", namespace = "checkout"): KubernetesObject {
  return { apiVersion: "v1", kind, metadata: { name, namespace } };
}

function issuesOf(object: KubernetesObject, ...more: readonly KubernetesObject[]): readonly string[] {
  return checkObjects(bundleWith(object, ...more)).map(({ code, path }) => `${code} ${path}`);
}

it("finds nothing wrong with a bundle that can be deployed", () => {
  expect(checkObjects(fixture)).toEqual([]);
});

describe("names", () => {
  it.each([
    ["a", "ConfigMap"],
    ["a-1.b-2", "ConfigMap"],
    [`${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(61)}`, "ConfigMap"],
    ["a".repeat(52), "CronJob"],
    ["a".repeat(63), "Job"],
  ])("accepts %s for a %s", (name, kind) => {
    expect(issuesOf(named(name, kind))).toEqual([]);
  });

  it.each([
    ["", "ConfigMap"],
    ["Slo", "ConfigMap"],
    ["foo_bar", "ConfigMap"],
    ["-a", "ConfigMap"],
    ["a.", "ConfigMap"],
    ["a..b", "ConfigMap"],
    ["a/b", "ConfigMap"],
    ["ä", "ConfigMap"],
    ["a\n", "ConfigMap"],
    [`${"a.".repeat(126)}ab`, "ConfigMap"],
    ["a".repeat(53), "CronJob"],
    ["a.b", "Namespace"],
  ])("refuses %j for a %s", (name, kind) => {
    expect(issuesOf(named(name, kind))).toEqual(["invalid-name parts.core[0].metadata.name"]);
  });

  it("refuses a namespace with a dot, and says what was found and what may be written", () => {
    expect(checkObjects(bundleWith(named("a", "ConfigMap", "check.out")))).toEqual([
      {
        code: "invalid-name",
        path: "parts.core[0].metadata.namespace",
        message: "Kubernetes would refuse this name",
        found: '"check.out" (9 characters)',
        expected: "an RFC 1123 label of at most 63 characters",
        mend: "use lower-case letters, digits and '-', starting and ending with a letter or digit",
      },
    ]);
  });

  it("refuses a part and a system whose names cannot be file names", () => {
    const bundle = { system: "../x", ruleFiles: [], parts: [{ name: "a/b", objects: [] }], documents: [] };
    expect(checkObjects(bundle).map(({ path }) => path)).toEqual(["system", "parts.a/b"]);
  });
});

describe("identity", () => {
  it("refuses one object twice and names both places", () => {
    const [issue] = checkObjects(bundleWith(named("a"), named("b"), named("a")));
    expect(issue).toMatchObject({ code: "duplicate-object", path: "parts.core[2]", found: "v1 ConfigMap checkout/a" });
    expect(issue?.mend).toBe("rename it, or remove parts.core[0]");
  });

  it("accepts one name in two namespaces, and for two kinds", () => {
    expect(issuesOf(named("a"), named("a", "ConfigMap", "edge"), named("a", "Secret"))).toEqual([]);
  });

  it("leaves the namespace out of the name of a cluster-wide object", () => {
    expect(qualifiedName({ apiVersion: "v1", kind: "Namespace", metadata: { name: "checkout" } })).toBe("checkout");
    expect(qualifiedName(named("a"))).toBe("checkout/a");
  });
});

describe("values that targets would render differently", () => {
  it("refuses null at any depth", () => {
    expect(issuesOf({ ...named("a"), data: { list: [{ deep: null }] } })).toEqual([
      "null-in-object parts.core[0].data.list[0].deep",
    ]);
  });

  it("refuses empty labels and annotations, and accepts other empty maps and lists", () => {
    const metadata = { name: "a", labels: {}, annotations: {} };
    expect(issuesOf({ apiVersion: "v1", kind: "ConfigMap", metadata, data: {}, list: [] })).toEqual([
      "empty-metadata parts.core[0].metadata.labels",
      "empty-metadata parts.core[0].metadata.annotations",
    ]);
  });
});
