import {
  copyFileSync,
  linkSync,
  mkdirSync,
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
  writeNew(path: string, bytes: Buffer, mode: number): void;
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
  writeNew: (path, bytes, mode) => {
    writeFileSync(path, bytes, { flag: "wx", mode });
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
