import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { TestFiles } from "../engine/unit-test/test-files.ts";

/** Folders in which nobody looks for tests. */
const SKIPPED = new Set(["node_modules", "vendor"]);
const TEST_FILE = /\.test\.ya?ml$/;

/** The files of this machine, relative paths starting from `folder`. */
export function diskFiles(folder: string): TestFiles {
  return {
    read: (path) => {
      try {
        return readFileSync(resolve(folder, path), "utf8");
      } catch (error) {
        throw new Error(reasonOf(error));
      }
    },
    list: (path) => {
      try {
        return readdirSync(resolve(folder, path));
      } catch {
        return undefined;
      }
    },
    exists: (path) => lstatSync(resolve(folder, path), { throwIfNoEntry: false }) !== undefined,
  };
}

/** The files that the arguments name: folders stand for all tests below them; the second list is what is not there. */
export function testFilesOf(
  folder: string,
  named: readonly string[],
): { readonly found: readonly string[]; readonly missing: readonly string[] } {
  if (named.length === 0) return { found: testsBelow(folder, "."), missing: [] };
  const found: string[] = [];
  const missing: string[] = [];
  for (const path of named) {
    const absolute = resolve(folder, path);
    if (!existsSync(absolute)) missing.push(path);
    else if (!lstatSync(absolute).isDirectory()) found.push(path);
    else found.push(...testsBelow(folder, path));
  }
  return { found, missing };
}

function testsBelow(folder: string, path: string): readonly string[] {
  const found: string[] = [];
  const visit = (place: string): void => {
    for (const entry of readdirSync(resolve(folder, place), { withFileTypes: true })) {
      if (entry.name.startsWith(".") || SKIPPED.has(entry.name)) continue;
      const inner = join(place, entry.name);
      if (entry.isDirectory()) visit(inner);
      else if (TEST_FILE.test(entry.name)) found.push(inner);
    }
  };
  visit(path);
  return found.map((file) => file.replaceAll("\\", "/")).sort();
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "no such file";
  if (code === "EISDIR") return "is a directory";
  if (code === "EACCES") return "permission denied";
  return error instanceof Error ? error.message : String(error);
}
