import { lstatSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { applyPlan } from "../../../lib/targets/files/apply.ts";
import { type Disk, nodeDisk } from "../../../lib/targets/files/disk.ts";
import { planFiles } from "../../../lib/targets/files/plan.ts";
import { temporaryRoot, treeOf } from "./temporary-root.ts";

const after = [
  { path: "rules/a/changed.yml", content: "new" },
  { path: "rules/a/same.yml", content: "same" },
  { path: "dashboards/a/deep/created.json", content: "created" },
];
const owned = new Set(["rules/a/changed.yml", "rules/a/same.yml", "stacks/a/old/removed.md"]);

function prepared(): string {
  const root = temporaryRoot();
  for (const folder of ["rules/a", "stacks/a/old"]) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, "rules/a/changed.yml"), "old");
  writeFileSync(join(root, "rules/a/same.yml"), "same");
  writeFileSync(join(root, "stacks/a/old/removed.md"), "stale");
  return root;
}

/** The real disk, except that its call number `n` fails; `calls` tells how many there were. */
function failingAt(n: number): { disk: Disk; calls: () => number } {
  let calls = 0;
  function guarded<Parameters extends readonly unknown[]>(step: (...parameters: Parameters) => void) {
    return (...parameters: Parameters): void => {
      if (calls++ === n) throw new Error("ENOSPC: no space left on device");
      step(...parameters);
    };
  }
  const disk = {
    makeFolder: guarded(nodeDisk.makeFolder),
    writeNew: guarded(nodeDisk.writeNew),
    rename: guarded(nodeDisk.rename),
    keep: guarded(nodeDisk.keep),
    removeFile: guarded(nodeDisk.removeFile),
    removeFolder: guarded(nodeDisk.removeFolder),
  };
  return { disk, calls: () => calls };
}

function identities(root: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(treeOf(root)).map((path) => {
      const { ino, mtimeNs } = lstatSync(join(root, path), { bigint: true });
      return [path, [ino, mtimeNs]];
    }),
  );
}

describe("a disk that fails", () => {
  it("leaves either the old files, untouched, or the new ones, whichever call fails", () => {
    const counting = failingAt(-1);
    const clean = prepared();
    expect(applyPlan(clean, planFiles(clean, after, owned), counting.disk)).toBeUndefined();
    const complete = treeOf(clean);
    expect(complete).toEqual(Object.fromEntries(after.map(({ path, content }) => [path, content])));
    expect(counting.calls()).toBeGreaterThan(10);

    let refusals = 0;
    for (let n = 0; n < counting.calls(); n++) {
      const root = prepared();
      const before = { tree: treeOf(root), identities: identities(root), folders: readdirSync(root).sort() };
      const issue = applyPlan(root, planFiles(root, after, owned), failingAt(n).disk);
      if (issue === undefined) {
        expect(withoutLeftovers(treeOf(root))).toEqual(complete);
        continue;
      }
      refusals++;
      expect(issue).toMatchObject({ code: "write-failed", found: "Error: ENOSPC: no space left on device" });
      expect({ tree: treeOf(root), identities: identities(root), folders: readdirSync(root).sort() }).toEqual(before);
    }
    // 3 folders, 2 temporaries, 1 removal, 1 second name, 2 renames; what fails after that is cleaning up.
    expect(refusals).toBe(9);
  });

  it("says what it could not put back when undoing fails too", () => {
    const root = prepared();
    const broken: Disk = {
      ...nodeDisk,
      keep: () => {
        throw new Error("EIO");
      },
      removeFolder: () => {
        throw new Error("EROFS");
      },
    };
    const issue = applyPlan(root, planFiles(root, after, owned), broken);
    expect(issue?.message).toContain("EROFS");
    expect(issue?.mend).toContain("restore the generated files from git");
  });
});

function withoutLeftovers(tree: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !path.endsWith(".tmp")));
}
