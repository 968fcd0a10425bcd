import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../lib/cli/run.ts";
import { shop } from "../manifests/shop.ts";
import { workFolder } from "./models.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

const REPLICAS = shop([["Deployment api", "spec.replicas", 3]]);

async function check(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const folder = workFolder();
  mkdirSync(join(folder, "deploy/sub"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const terminal = recordedTerminal({ folder });
  const code = await run(["check", "--manifests", ...args], terminal);
  return { code, ...terminal.said };
}

describe("burnline check --manifests", () => {
  it("is content with sound manifests, says that schemas were not checked, and exits 0", async () => {
    const { code, out } = await check({ "deploy/a.yaml": shop([]), "deploy/values.txt": "x" }, "deploy");
    expect(code).toBe(0);
    expect(out).toMatch(/^14 objects in 1 files: 0 errors, 0 warnings\nSchemas were not checked: .*--schemas DIR\.\n$/);
  });

  it("groups what it finds by object, over all files together, and exits 1", async () => {
    const { code, out } = await check({ "deploy/sub/a.yml": REPLICAS }, "deploy");
    expect(code).toBe(1);
    expect(out).toContain(
      "\ndeploy/sub/a.yml: Deployment shop/api\n  error: spec.replicas: each rollout sets back what HorizontalPodAutoscaler shop/api has set; found 3",
    );
  });

  it("also says what is doubtful about policies", async () => {
    const policy = shop([["NetworkPolicy default-deny", "spec.podSelector", { matchLabels: { app: "apy" } }]]);
    const { out } = await check({ "deploy/a.yaml": policy }, "deploy");
    expect(out).toMatch(
      /\ndeploy\/a\.yaml: NetworkPolicy shop\/default-deny\n {2}warning: spec\.podSelector: .*\[policy-selects-nothing\]/,
    );
  });

  it("lets stand what a waiver names, and finds a waiver that nothing needs", async () => {
    const waiver = "waivers:\n- {check: replicas-beside-autoscaler, reason: moved next week}\n";
    const files = { "deploy/a.yaml": REPLICAS, "w.yaml": waiver };
    const { code, out } = await check(files, "deploy", "--waivers", "w.yaml");
    expect(code).toBe(0);
    expect(out).toContain("0 errors, 0 warnings, 1 waived\n");
    const unused = await check({ "deploy/a.yaml": shop([]), "w.yaml": waiver }, "deploy", "--waivers", "w.yaml");
    expect(unused.code).toBe(1);
    expect(unused.out).toContain("[waiver-unused]");
  });

  it("names the line of a file that cannot be read, checks the others all the same, and exits 2", async () => {
    const { code, out, error } = await check(
      { "deploy/a.yaml": REPLICAS, "deploy/b.yaml": "a:\n  - {" },
      "deploy",
      "gone",
    );
    expect(code).toBe(2);
    expect(error).toMatch(
      /^error: gone: no manifests can be read here; found ENOENT \[manifest-unreadable\]\nerror: deploy\/b\.yaml:2:6: /,
    );
    expect(out).toContain("[replicas-beside-autoscaler]");
  });

  it("tells of a folder without manifests, also after a file that has one", async () => {
    const files = { "deploy/a.yaml": shop([]), "deploy/sub/readme.txt": "no manifest" };
    const { code, error } = await check(files, "deploy/a.yaml", "deploy/sub");
    expect(code).toBe(2);
    expect(error).toContain(
      "deploy/sub: no manifests can be read here; found no *.yaml, *.yml or *.json in this folder",
    );
    expect((await check(files, "deploy")).code).toBe(0);
  });

  it("compares with schemas where they are given, and names kinds without one", async () => {
    const schema = {
      components: {
        schemas: {
          ConfigMap: {
            type: "object",
            properties: { apiVersion: {}, kind: {}, metadata: { type: "object" }, data: { type: "object" } },
            "x-kubernetes-group-version-kind": [{ group: "", version: "v1", kind: "ConfigMap" }],
          },
        },
      },
    };
    const files = {
      "schemas.json": JSON.stringify(schema),
      "deploy/a.yaml":
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: x}, date: {a: b}}\n---\n{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: x}}",
    };
    const { code, out } = await check(files, "deploy", "--schemas", "schemas.json");
    expect(code).toBe(1);
    expect(out).toContain("1 objects were compared with their schemas; no schema was given for v1 Secret (1).");
    expect(out).toContain(
      "error: date: the API server knows no such field here; found date; did you mean data? [schema-mismatch]",
    );
    const none = await check({ ...files, "schemas.json": "{}" }, "deploy", "--schemas", "schemas.json");
    expect(none).toMatchObject({ code: 2, error: expect.stringContaining("[schema-unreadable]") });
  });

  it("prints JSON for programs", async () => {
    const { code, out } = await check({ "deploy/a.yaml": REPLICAS }, "deploy", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      objects: 14,
      files: 1,
      schemas: null,
      findings: [{ code: "replicas-beside-autoscaler", path: "deploy/a.yaml: Deployment shop/api spec.replicas" }],
      waived: [],
      unreadable: [],
    });
  });

  it("asks for manifests where none are given", async () => {
    expect(await check({})).toMatchObject({ code: 2, error: expect.stringContaining("[model-missing]") });
    expect(await check({}, "deploy")).toMatchObject({
      code: 2,
      error: expect.stringContaining("[manifest-unreadable]"),
    });
  });
});
