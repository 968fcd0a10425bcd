import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Document } from "../lib/compile/bundle.ts";

/** Brings generated files that belong to no system up to date, and gives back the paths of those that were not; with `check` writes nothing. */
export function updateFiles(root: string, files: readonly Document[], check: boolean): readonly string[] {
  const stale = files.filter(({ path, content }) => current(join(root, path)) !== content);
  if (!check) {
    for (const { path, content } of stale) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  }
  return stale.map(({ path }) => path);
}

function current(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
