import { lstatSync, readFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import { hasGeneratedHeader } from "../../core/generated.ts";
import type { Issue } from "../../core/issue.ts";

/**
 * One file to be; long content may come in chunks, which are joined without a separator. `content` may be a getter: it is
 * read at most twice, and not kept.
 */
export interface OutputFile {
  readonly path: string;
  readonly content: string | readonly string[];
  /** The same text in pieces, for files that should not be whole in memory. */
  chunks?(): Iterable<string>;
}

/** One file whose content is not what it has to be. */
export interface PlannedWrite {
  readonly path: string;
  /** Made when asked for, since ten thousand files at once would fill the memory. */
  bytes(): Buffer;
  chunks(): Iterable<string>;
  /** What lies there now; absent when the file is new. */
  readonly existing?: { readonly mode: number; bytes(): Buffer };
}

/** One file of an earlier run that is produced no longer and still lies there. */
export interface PlannedRemoval {
  readonly path: string;
  readonly before: Buffer;
}

/** What has to happen on disk so that it holds the files of one system; nothing may happen when there are issues. */
export interface Plan {
  readonly writes: readonly PlannedWrite[];
  readonly removals: readonly PlannedRemoval[];
  readonly unchanged: number;
  readonly issues: readonly Issue[];
}

/** Compares files with the disk. Reads only; paths must have been checked. */
export function planFiles(root: string, files: readonly OutputFile[], owned: ReadonlySet<string>): Plan {
  const look = new Look(root);
  const writes: PlannedWrite[] = [];
  let unchanged = 0;
  for (const file of files) {
    const write = { path: file.path, bytes: () => bytesOf(file), chunks: () => chunksOf(file) };
    const stats = look.at(file.path);
    if (stats === undefined) {
      writes.push(write);
      continue;
    }
    const before = look.read(file.path);
    if (before?.equals(write.bytes()) === true) unchanged++;
    else if (before !== undefined) {
      if (!owned.has(file.path) && !isOurs(before)) look.issues.push(foreign(file.path));
      const bytes = () => readFileSync(join(root, file.path));
      writes.push({ ...write, existing: { mode: stats.mode & 0o777, bytes } });
    }
  }
  return { writes, removals: removals(look, files, owned), unchanged, issues: look.issues };
}

function chunksOf(file: OutputFile): Iterable<string> {
  return file.chunks?.() ?? (typeof file.content === "string" ? [file.content] : file.content);
}

function bytesOf({ content }: OutputFile): Buffer {
  return Buffer.from(typeof content === "string" ? content : content.join(""));
}

function removals(look: Look, files: readonly OutputFile[], owned: ReadonlySet<string>): readonly PlannedRemoval[] {
  const produced = new Map(files.map((file) => [file.path.toLowerCase(), file.path]));
  const stale: PlannedRemoval[] = [];
  for (const path of [...owned].sort()) {
    const twin = produced.get(path.toLowerCase());
    if (twin === path) continue;
    const stats = look.at(path);
    if (stats === undefined) continue;
    // Where the file system ignores case, `Page.md` that became `page.md` is one file and must stay.
    if (twin !== undefined && look.at(twin)?.ino === stats.ino) continue;
    const before = look.read(path);
    if (before !== undefined) stale.push({ path, before });
  }
  return stale;
}

/** Looks paths up below a root, refusing everything that is no plain file in plain folders. */
class Look {
  readonly issues: Issue[] = [];
  readonly #root: string;
  readonly #folders = new Map<string, boolean>();

  constructor(root: string) {
    this.#root = root;
  }

  /** The plain file at a path; undefined when there is none, with an issue when something else lies there. */
  at(path: string): Stats | undefined {
    const slash = path.lastIndexOf("/");
    if (slash !== -1 && !this.#folderExists(path.slice(0, slash))) return undefined;
    const stats = this.#stat(path);
    if (stats === undefined || stats.isFile()) return stats;
    this.issues.push(notPlain(path, stats, "a plain file, or nothing"));
    return undefined;
  }

  read(path: string): Buffer | undefined {
    try {
      return readFileSync(join(this.#root, path));
    } catch (error) {
      this.issues.push(unreadable(path, error));
      return undefined;
    }
  }

  #folderExists(folder: string): boolean {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const slash = folder.lastIndexOf("/");
    const exists = (slash === -1 || this.#folderExists(folder.slice(0, slash))) && this.#isFolder(folder);
    this.#folders.set(folder, exists);
    return exists;
  }

  #isFolder(folder: string): boolean {
    const stats = this.#stat(folder);
    if (stats === undefined) return false;
    if (!stats.isDirectory()) this.issues.push(notPlain(folder, stats, "a folder, or nothing"));
    return stats.isDirectory();
  }

  #stat(path: string): Stats | undefined {
    try {
      return lstatSync(join(this.#root, path), { throwIfNoEntry: false });
    } catch (error) {
      this.issues.push(unreadable(path, error));
      return undefined;
    }
  }
}

function isOurs(bytes: Buffer): boolean {
  return hasGeneratedHeader(bytes.toString("utf8", 0, 400));
}

function foreign(path: string): Issue {
  return {
    code: "foreign-file",
    path,
    message: "a file that burnline did not write lies where a generated file belongs",
    mend: "move or delete it, then generate again",
  };
}

function notPlain(path: string, stats: Stats, expected: string): Issue {
  const found = stats.isSymbolicLink() ? "a symbolic link" : stats.isDirectory() ? "a folder" : "something else";
  const code = stats.isSymbolicLink() ? "path-escapes-root" : "path-blocked";
  const mend = "move or delete it, then generate again";
  return { code, path, message: "burnline writes plain files in plain folders only", found, expected, mend };
}

function unreadable(path: string, error: unknown): Issue {
  return { code: "read-failed", path, message: "cannot be read", found: String(error) };
}
