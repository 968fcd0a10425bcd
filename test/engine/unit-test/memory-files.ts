import type { TestFiles } from "../../../lib/engine/unit-test/test-files.ts";

/** Files in memory, by path. */
export function memoryFiles(texts: Readonly<Record<string, string>>): TestFiles {
  const paths = Object.keys(texts);
  const namesIn = (folder: string): string[] => {
    const prefix = folder === "." ? "" : folder === "/" ? "/" : `${folder}/`;
    const inner = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
    return [...new Set(inner.map((path) => path.split("/")[0] ?? ""))].filter((name) => name !== "");
  };
  return {
    read: (path) => {
      const text = texts[path];
      if (text === undefined) throw new Error("no such file");
      return text;
    },
    list: (path) => {
      const names = namesIn(path);
      return names.length === 0 ? undefined : names;
    },
    exists: (path) => texts[path] !== undefined || namesIn(path).length > 0,
  };
}
