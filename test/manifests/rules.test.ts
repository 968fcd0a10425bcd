import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CHECKS, checkManifests } from "../../lib/manifests/check-manifests.ts";
import { MANIFEST_CODES } from "../../lib/manifests/codes.ts";
import { manifestOf } from "../../lib/manifests/manifest.ts";
import { readManifests } from "../../lib/manifests/read.ts";
import { RULES } from "../../lib/manifests/rules.ts";
import { isFullRun } from "../support/promtool.ts";
import { describeWithSchemas } from "../support/schemas.ts";

const ROOT = join(import.meta.dirname, "../..");

/** The table of a group of checks in `docs/manifests.md`. */
function tableOf(group: string): string {
  const rows = (RULES[group] ?? []).map(({ id, level, what, like = [] }) => {
    return `| \`${id}\` | ${level} | ${what} | ${like.length === 0 ? "" : like.join(", ")} |`;
  });
  return [`### ${group}`, "", "| check | level | finds | as |", "|---|---|---|---|", ...rows]
    .join("\n")
    .replaceAll("|  |", "| |");
}

describe("the checks on manifests", () => {
  it("have names that no other one has", () => {
    expect(new Set(CHECKS).size).toBe(CHECKS.length);
    expect(CHECKS.filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it("are each found by a test, which is a change of a shop that all of them are silent about", () => {
    const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts"));
    const text = tests.map((name) => readFileSync(join(import.meta.dirname, name), "utf8")).join("\n");
    expect(CHECKS.filter((id) => !text.includes(`${id}: `))).toEqual([]);
  });

  it("stand in docs/manifests.md as they are, with the checks of others that they stand for", () => {
    const docs = readFileSync(join(ROOT, "docs/manifests.md"), "utf8");
    for (const group of Object.keys(RULES)) expect(docs).toContain(tableOf(group));
  });

  it("have codes for what cannot be read in docs/errors.md", () => {
    const rows = readFileSync(join(ROOT, "docs/errors.md"), "utf8").split("\n");
    for (const code of MANIFEST_CODES) expect(rows.filter((row) => row.startsWith(`| \`${code}\` |`))).toHaveLength(1);
  });

  // Seconds of work: not in the inner loop.
  it.runIf(isFullRun)("take 400 shops of 14 objects in 20 namespaces in under 5 seconds", () => {
    const shop = readFileSync(join(import.meta.dirname, "fixtures/sound.yaml"), "utf8");
    const { manifests } = readManifests(shop, "");
    const many = Array.from({ length: 400 }, (_, index) =>
      manifests.map(({ object }) =>
        manifestOf({
          ...object,
          metadata: { ...object.metadata, namespace: `shop-${index % 20}`, name: `${object.metadata.name}-${index}` },
        }),
      ),
    ).flat();
    const start = performance.now();
    checkManifests(many);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describeWithSchemas("Pod Security restricted", (folder) => {
  const controls = Object.values(RULES)
    .flat()
    .filter(({ like }) => like?.includes("Pod Security restricted"))
    .map(({ id }) => id);
  const verdicts = (kind: string) =>
    readdirSync(join(folder, "pod-security", kind)).map((name) => {
      const { manifests } = readManifests(readFileSync(join(folder, "pod-security", kind, name), "utf8"), name);
      const refused = checkManifests(manifests).filter(({ issue }) => controls.includes(issue.code));
      return { name, pods: manifests.length, refused: refused.length > 0 };
    });

  it("refuses each of the 74 pods that Kubernetes' own tests of 1.34 want refused", () => {
    const pods = verdicts("fail");
    expect(pods).toHaveLength(74);
    expect(pods.filter(({ refused }) => !refused)).toEqual([]);
  });

  it("takes each of the 22 pods that they want taken", () => {
    const pods = verdicts("pass");
    expect(pods).toHaveLength(22);
    expect(pods.filter(({ refused, pods: count }) => refused || count !== 1)).toEqual([]);
  });
});
