import {
  closeSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";

/** The changes that the writer makes to a disk; a parameter so that a test can let any one of them fail. */
export interface Disk {
  /** Makes one folder; its parent exists. */
  makeFolder(path: string): void;
  /** Fails where something lies already. */
  writeNew(path: string, chunks: Iterable<string>, mode: number): void;
  rename(from: string, to: string): void;
  /** A second name for a file that outlives the replacement of the first. */
  keep(path: string, as: string): void;
  /** Nothing happens where nothing lies. */
  removeFile(path: string): void;
  /** Fails when the folder is not empty. */
  removeFolder(path: string): void;
}

/** The real disk. */
export const nodeDisk: Disk = {
  makeFolder: (path) => {
    mkdirSync(path);
  },
  writeNew: (path, chunks, mode) => {
    const file = openSync(path, "wx", mode);
    try {
      for (const piece of pieces(chunks)) writeFileSync(file, piece);
    } finally {
      closeSync(file);
    }
  },
  rename: renameSync,
  keep: (path, as) => {
    try {
      linkSync(path, as);
    } catch {
      // Some network and container file systems have no hard links.
      copyFileSync(path, as);
      const { atime, mtime } = statSync(path);
      utimesSync(as, atime, mtime);
    }
  },
  removeFile: (path) => {
    rmSync(path, { force: true });
  },
  removeFolder: rmdirSync,
};

/** Characters that are written at once: few enough to be dropped soon, many enough that calls cost nothing. */
const PIECE = 1_000_000;

function* pieces(chunks: Iterable<string>): Generator<string> {
  let piece = "";
  for (const chunk of chunks) {
    piece += chunk;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}
