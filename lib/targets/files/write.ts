import { resolve } from "node:path";
import type { Issue } from "../../core/issue.ts";
import { isDnsLabel } from "../../core/names.ts";
import { applyPlan } from "./apply.ts";
import { checkPaths } from "./paths.ts";
import { type OutputFile, type Plan, planFiles } from "./plan.ts";
import { readRecord, recordContent, recordPath } from "./record.ts";

/** One file that a run makes, replaces or removes. */
export interface FileChange {
  readonly path: string;
  readonly kind: "created" | "changed" | "removed";
  /** Only with `check`; absent for a created file. */
  readonly before?: string;
  /** Only with `check`; absent for a removed file. */
  readonly after?: string;
}

/** What `writeFiles` did, or with `check` would do. With `issues`, no file was touched. */
export interface WriteReport {
  readonly changes: readonly FileChange[];
  readonly unchanged: number;
  readonly issues: readonly Issue[];
}

/** How `writeFiles` works. */
export interface WriteOptions {
  /** Compare only and give back both contents of every difference; write nothing. @default false */
  readonly check?: boolean;
}

/**
 * Brings the generated files of one system up to date: all of them, or none.
 *
 * Unchanged files are not touched. Files that an earlier run wrote and that are produced no longer are removed; which
 * those are stands in `stacks/<system>/generated.json`, itself one of the files. A file that stands in no record and
 * does not say in its first line that it is generated is never overwritten. Never throws for what lies on the disk;
 * everything that stands in the way comes back as `issues`.
 */
export function writeFiles(
  root: string,
  system: string,
  files: readonly OutputFile[],
  options: WriteOptions = {},
): WriteReport {
  const paths = files.map((file) => file.path);
  const record = { path: recordPath(system), content: recordContent(paths) };
  const inputIssues = isDnsLabel(system) ? checkPaths(system, [...paths, record.path]) : [badSystem(system)];
  if (inputIssues.length > 0) return refused(inputIssues);

  const absoluteRoot = resolve(root);
  const earlier = readRecord(absoluteRoot, system);
  if (earlier.issues.length > 0) return refused(earlier.issues);
  // The record goes first: should the machine stop between two renames, what is new is already known to be ours.
  const plan = planFiles(absoluteRoot, [record, ...files], new Set([...earlier.paths, record.path]));
  if (plan.issues.length > 0) return refused(plan.issues);
  if (options.check !== true) {
    const issue = applyPlan(absoluteRoot, plan);
    if (issue !== undefined) return refused([issue]);
  }
  return { changes: changesOf(plan, options.check === true), unchanged: plan.unchanged, issues: [] };
}

function changesOf(plan: Plan, withContent: boolean): readonly FileChange[] {
  const changes: FileChange[] = plan.removals.map(({ path, before }) => ({
    path,
    kind: "removed",
    ...(withContent ? { before: before.toString("utf8") } : {}),
  }));
  for (const { path, bytes, existing } of plan.writes) {
    const kind = existing === undefined ? "created" : "changed";
    changes.push(withContent ? withText(path, kind, bytes, existing?.bytes) : { path, kind });
  }
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A change whose texts are made when they are looked at: who only asks whether writing is possible needs none. */
function withText(path: string, kind: "created" | "changed", after: () => Buffer, before?: () => Buffer): FileChange {
  const change = {
    path,
    kind,
    get after() {
      return after().toString("utf8");
    },
  };
  if (before === undefined) return change;
  return Object.defineProperty(change, "before", { get: () => before().toString("utf8"), enumerable: true });
}

function badSystem(system: string): Issue {
  const expected = "an RFC 1123 label";
  return { code: "invalid-name", path: "system", message: "no folder name", found: JSON.stringify(system), expected };
}

function refused(issues: readonly Issue[]): WriteReport {
  return { changes: [], unchanged: 0, issues };
}
