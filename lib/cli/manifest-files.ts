import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Issue } from "../core/issue.ts";
import type { ManifestCode } from "../manifests/codes.ts";

/** A file and what is in it. */
export interface TextFile {
  /** As it was given, or below the folder that was given. */
  readonly file: string;
  readonly text: string;
}

/** What could be read of some paths, and why the rest could not. */
export interface TextFiles {
  readonly files: readonly TextFile[];
  readonly issues: readonly Issue[];
}

const MANIFEST = /\.(?:ya?ml|json)$/i;

/** Reads files, and those below folders whose names end as manifests do, in the order of their names. */
export function textFiles(paths: readonly string[], folder: string): TextFiles {
  const files: TextFile[] = [];
  const issues: Issue[] = [];
  const take = (path: string, inside: boolean): void => {
    try {
      const absolute = resolve(folder, path);
      const before = files.length;
      if (statSync(absolute).isDirectory()) {
        const entries = readdirSync(absolute, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
        const wanted = entries.filter((entry) => entry.isDirectory() || MANIFEST.test(entry.name));
        for (const { name } of wanted.filter((entry) => !/^\.|^node_modules$/.test(entry.name))) {
          take(join(path, name), true);
        }
        const empty = !inside && files.length === before;
        if (empty) issues.push(unreadable(path, "no *.yaml, *.yml or *.json in this folder"));
      } else {
        files.push({ file: path, text: readFileSync(absolute, "utf8") });
      }
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
      issues.push(unreadable(path, code));
    }
  };
  for (const path of paths) take(path, false);
  return { files, issues };
}

function unreadable(path: string, found: string): Issue {
  const code: ManifestCode = "manifest-unreadable";
  return { code, path, message: "no manifests can be read here", found };
}
