import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";

/** A model in YAML of the system `checkout` that has no findings. */
export const FIRST = join(import.meta.dirname, "../fixtures/good/first.yaml");

const folders: string[] = [];

/** A folder of its own for a test, removed after it, with `first.yaml` in it. */
export function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "burnline-cli-"));
  folders.push(folder);
  cpSync(FIRST, join(folder, "first.yaml"));
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Writes `first.yaml` with one text replaced, under another name. Errors: throws when the text is not there. */
export function variant(folder: string, name: string, from: string | RegExp, to: string): string {
  const text = readFileSync(FIRST, "utf8");
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`first.yaml has no ${from}`);
  writeFileSync(join(folder, name), changed);
  return name;
}

/** Every file below a folder with its content, by path. */
export function filesBelow(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(
    files.map((path) => [path.replaceAll("\\", "/"), readFileSync(join(folder, path), "utf8")]),
  );
}
