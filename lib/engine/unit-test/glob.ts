import { compareText } from "../../promql/data/labels.ts";
import { type GlobPattern, matchesPattern, PatternError, readPattern } from "./glob-pattern.ts";
import { joinPaths } from "./paths.ts";
import type { TestFiles } from "./test-files.ts";

/**
 * The files that a pattern names, as Go's `filepath.Glob` finds them: sorted folder by folder, hidden ones too; `**` is no
 * more than `*`. A path without `*`, `?`, `[` and `\` is found where it exists. Errors: `PatternError`.
 */
export function glob(files: TestFiles, pattern: string): readonly string[] {
  readPattern(pattern);
  if (!isPattern(pattern)) return pattern !== "" && files.exists(pattern) ? [pattern] : [];
  const cut = pattern.lastIndexOf("/") + 1;
  const folder = cleanFolder(pattern.slice(0, cut));
  const names = readPattern(pattern.slice(cut));
  if (!isPattern(folder)) return namesIn(files, folder, names);
  if (folder === pattern) throw new PatternError(pattern);
  return glob(files, folder).flatMap((found) => namesIn(files, found, names));
}

function isPattern(path: string): boolean {
  return /[*?[\\]/.test(path);
}

function cleanFolder(folder: string): string {
  if (folder === "") return ".";
  return folder === "/" ? folder : folder.slice(0, -1);
}

function namesIn(files: TestFiles, folder: string, pattern: GlobPattern): readonly string[] {
  const names = [...(files.list(folder) ?? [])].sort(compareText);
  return names.filter((name) => matchesPattern(pattern, name)).map((name) => joinPaths(folder, name));
}
