import { renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { refusal } from "./refuse.ts";

/** Writes a file at once, so that nobody reads half of it. Errors: BurnlineError. */
export function writeWhole(folder: string, path: string, text: string): void {
  const target = resolve(folder, path);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    const found = error instanceof Error ? error.message : String(error);
    throw refusal("file-unwritable", path, "the file cannot be written", { found });
  }
}
