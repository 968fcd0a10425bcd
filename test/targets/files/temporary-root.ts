import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { onTestFinished } from "vitest";

/** An empty folder that lives as long as the test. */
export function temporaryRoot(): string {
  const root = mkdtempSync(join(tmpdir(), "burnline-"));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  return root;
}

/** Every plain file below a folder with its content, temporary files included. */
export function treeOf(root: string): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    tree[relative(root, path).split(sep).join("/")] = readFileSync(path, "utf8");
  }
  return tree;
}
