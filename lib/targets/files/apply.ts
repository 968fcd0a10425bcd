import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Issue } from "../../core/issue.ts";
import { type Disk, nodeDisk } from "./disk.ts";
import type { Plan, PlannedWrite } from "./plan.ts";

interface StagedWrite {
  readonly write: PlannedWrite;
  readonly temporary: string;
}

/**
 * Makes a plan true on disk, or changes nothing and says why.
 *
 * Every file is first written under a temporary name beside its place. Only when all of them lie there do renames
 * begin; replaced and removed files keep a second name until the last rename, so that a failure puts back the very
 * same files. After a power loss in between, running again completes the work.
 */
export function applyPlan(root: string, plan: Plan, disk: Disk = nodeDisk): Issue | undefined {
  const run = new Run(root, disk);
  try {
    const staged = plan.writes.map((write) => run.stage(write));
    // Removals first: where case is ignored, a file that is renamed in case only must not be removed after it is written.
    for (const { path } of plan.removals) run.remove(path);
    for (const { write, temporary } of staged) run.replace(write, temporary);
  } catch (error) {
    return failure(run.path, error, run.undo());
  }
  run.tidy(plan.removals.map(({ path }) => path));
  return undefined;
}

class Run {
  /** The file being worked on. */
  path = "";
  readonly #root: string;
  readonly #disk: Disk;
  readonly #undo: (() => void)[] = [];
  readonly #kept: string[] = [];
  readonly #folders = new Set<string>();
  #count = 0;

  constructor(root: string, disk: Disk) {
    this.#root = root;
    this.#disk = disk;
  }

  stage(write: PlannedWrite): StagedWrite {
    this.path = write.path;
    const folder = dirname(join(this.#root, write.path));
    this.#makeFolders(folder);
    const temporary = this.#temporaryIn(folder);
    this.#undo.push(() => this.#disk.removeFile(temporary));
    this.#disk.writeNew(temporary, write.chunks(), write.existing?.mode ?? 0o666);
    return { write, temporary };
  }

  remove(path: string): void {
    this.path = path;
    const target = join(this.#root, path);
    const kept = this.#temporaryIn(dirname(target));
    this.#disk.rename(target, kept);
    this.#undo.push(() => this.#disk.rename(kept, target));
    this.#kept.push(kept);
  }

  replace(write: PlannedWrite, temporary: string): void {
    this.path = write.path;
    const target = join(this.#root, write.path);
    if (write.existing === undefined) {
      this.#disk.rename(temporary, target);
      this.#undo.push(() => this.#disk.removeFile(target));
      return;
    }
    const kept = this.#temporaryIn(dirname(target));
    this.#undo.push(() => {
      if (existsSync(kept)) this.#disk.rename(kept, target);
      // Renaming one name of a file onto another name of the same file leaves both.
      this.#disk.removeFile(kept);
    });
    this.#disk.keep(target, kept);
    this.#kept.push(kept);
    this.#disk.rename(temporary, target);
  }

  /** Puts everything back; returns what could not be put back. */
  undo(): readonly string[] {
    const failures: string[] = [];
    for (const step of this.#undo.reverse()) attempt(step, failures);
    return failures;
  }

  /** The work is done: a second name that cannot be removed now is ignored by git and hurts nobody. */
  tidy(removed: readonly string[]): void {
    for (const kept of this.#kept) attempt(() => this.#disk.removeFile(kept));
    for (const folder of new Set(removed.map((path) => dirname(path)))) this.#removeEmptyFolders(folder);
  }

  #removeEmptyFolders(folder: string): void {
    for (let path = folder; path !== "."; path = dirname(path)) {
      if (!attempt(() => this.#disk.removeFolder(join(this.#root, path)))) return;
    }
  }

  #makeFolders(folder: string): void {
    if (this.#folders.has(folder)) return;
    if (!existsSync(folder)) {
      this.#makeFolders(dirname(folder));
      this.#disk.makeFolder(folder);
      this.#undo.push(() => this.#disk.removeFolder(folder));
    }
    this.#folders.add(folder);
  }

  /** Short and without the file's own name, which may already be as long as a file system takes. */
  #temporaryIn(folder: string): string {
    return join(folder, `.burnline-${process.pid}-${this.#count++}.tmp`);
  }
}

function attempt(step: () => void, failures: string[] = []): boolean {
  try {
    step();
    return true;
  } catch (error) {
    failures.push(String(error));
    return false;
  }
}

function failure(path: string, error: unknown, notRestored: readonly string[]): Issue {
  const issue = { code: "write-failed", path, found: String(error) };
  if (notRestored.length === 0) return { ...issue, message: "no file was written, because this one could not be" };
  const message = `writing failed, and so did putting back what was there: ${notRestored.join("; ")}`;
  return { ...issue, message, mend: "restore the generated files from git; kept originals are named .burnline-*.tmp" };
}
