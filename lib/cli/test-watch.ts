import { type FSWatcher, watch } from "node:fs";
import { dirname, resolve } from "node:path";
import type { ExitCode } from "./command.ts";
import { paintFor, type Terminal } from "./terminal.ts";

/** What one run over all files came to, and the files that it looked at. */
export interface Outcome {
  readonly code: ExitCode;
  readonly files: readonly string[];
}

/** Files that a run reads; those that it writes lie beside them. */
const WATCHED = /\.(?:ya?ml|json)$/;

/** Editors write a file in several steps; so long nothing must have changed. Units: milliseconds. */
const QUIET = 100;

/** Keys that end watching: q, and Ctrl-C and Ctrl-D as a raw terminal sends them. */
const ENDS = new Set(["q", "Q", "\u0003", "\u0004"]);

/**
 * Runs now, and again whenever a file of the last run changes, until somebody ends it, or `ended` does. The result is that of
 * the last run. Errors: those of `run`.
 */
export function watchTests(run: () => Outcome, terminal: Terminal, ended?: AbortSignal): Promise<ExitCode> {
  return new Promise((done, fail) => {
    const watchers = new Map<string, FSWatcher>();
    let last: ExitCode = 0;
    let timer: NodeJS.Timeout | undefined;
    const { stdin } = process;
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
      if (stdin.isTTY) stdin.setRawMode(false);
      stdin.off("data", onKey);
      stdin.pause();
      process.off("SIGINT", onInterrupt);
      finish();
    };
    const onInterrupt = (): void => end(() => done(last));
    const onKey = (data: Buffer): void => {
      if (ENDS.has(data.toString("utf8"))) onInterrupt();
    };
    const changed = (_: unknown, name: string | null): void => {
      if (name !== null && !WATCHED.test(name)) return;
      clearTimeout(timer);
      timer = setTimeout(again, QUIET);
    };
    const again = (): void => {
      try {
        const { code, files } = run();
        last = code;
        // Folders are watched, since many editors replace a file instead of writing into it.
        for (const folder of new Set(files.map((file) => dirname(resolve(terminal.folder, file))))) {
          if (!watchers.has(folder)) watchers.set(folder, watch(folder, changed));
        }
        terminal.error(paintFor(terminal).dim("watching; q ends\n"));
      } catch (error) {
        end(() => fail(error));
      }
    };
    ended?.addEventListener("abort", onInterrupt);
    process.on("SIGINT", onInterrupt);
    if (stdin.isTTY) {
      stdin.setRawMode(true);
      stdin.on("data", onKey);
    }
    again();
  });
}
