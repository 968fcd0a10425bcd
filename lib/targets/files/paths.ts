import type { Issue } from "../../core/issue.ts";

/**
 * What is wrong with the paths of one system's files, before any of them is looked up on disk.
 *
 * The system's name must be the first or second folder: then two systems can never own the same file, and a
 * damaged ownership record cannot make Burnline delete a file that belongs to somebody else.
 */
export function checkPaths(system: string, paths: readonly string[]): readonly Issue[] {
  const issues: Issue[] = [];
  const seen = new Map<string, string>();
  for (const path of paths) {
    const issue = pathIssue(system, path) ?? clashIssue(path, seen);
    if (issue !== undefined) issues.push(issue);
    seen.set(path.toLowerCase(), path);
  }
  return [...issues, ...nestingIssues(paths, seen)];
}

/** The reason why a path may not be written or removed for a system, if there is one. */
export function pathIssue(system: string, path: string): Issue | undefined {
  const segments = path.split("/");
  if (!segments.every(isSafeSegment)) {
    return {
      code: "path-escapes-root",
      path,
      message: "path could leave the output directory",
      found: JSON.stringify(path),
      expected:
        "a relative path with '/', without '..', '.', empty segments, backslashes, colons or control characters",
    };
  }
  if (segments.length < 2 || (segments[0] !== system && segments[1] !== system)) {
    return {
      code: "path-outside-system",
      path,
      message: "a system writes only into folders that carry its name",
      expected: `<folder>/${system}/...`,
    };
  }
  return undefined;
}

function isSafeSegment(segment: string): boolean {
  if (segment === "" || segment === "." || segment === "..") return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL or newline in a path is what is looked for
  return !/[\\:\u0000-\u001f\u007f]/.test(segment);
}

function clashIssue(path: string, seen: ReadonlyMap<string, string>): Issue | undefined {
  const other = seen.get(path.toLowerCase());
  if (other === undefined) return undefined;
  return {
    code: "duplicate-path",
    path,
    message: "two files would be one file",
    found: other === path ? "the same path twice" : `also ${other}, the same file where case is ignored`,
    mend: "rename one of them",
  };
}

function nestingIssues(paths: readonly string[], seen: ReadonlyMap<string, string>): readonly Issue[] {
  const issues: Issue[] = [];
  for (const path of paths) {
    const segments = path.toLowerCase().split("/");
    for (let depth = 1; depth < segments.length; depth++) {
      const file = seen.get(segments.slice(0, depth).join("/"));
      if (file === undefined) continue;
      issues.push({ code: "duplicate-path", path, message: "needs a folder where another file lies", found: file });
    }
  }
  return issues;
}
