import { describe, expect, it } from "vitest";
import { glob } from "../../../lib/engine/unit-test/glob.ts";
import { matchesPattern, PatternError, readPattern } from "../../../lib/engine/unit-test/glob-pattern.ts";
import { cleanPath, folderOf, joinPaths } from "../../../lib/engine/unit-test/paths.ts";
import { memoryFiles } from "./memory-files.ts";

// From the documentation and the tests of Go's path/filepath.
const MATCHES: readonly (readonly [pattern: string, name: string, matches: boolean])[] = [
  ["abc", "abc", true],
  ["*", "abc", true],
  ["*c", "abc", true],
  ["a*", "ab/c", false],
  ["a*/b", "abc/b", true],
  ["a*b*c*d*e*/f", "axbxcxdxe/f", true],
  ["a*b*c*d*e*/f", "axbxcxdxexxx/fff", false],
  ["ab[c]", "abc", true],
  ["ab[b-d]", "abc", true],
  ["ab[e-g]", "abc", false],
  ["ab[^c]", "abc", false],
  ["ab[^e-g]", "abc", true],
  ["a\\*b", "a*b", true],
  ["a\\*b", "ab", false],
  ["a?b", "a☺b", true],
  ["a[^a]b", "a☺b", true],
  ["a???b", "a☺b", false],
  ["[a-ζ]*", "α", true],
  ["*[a-ζ]", "A", false],
  ["a?b", "a/b", false],
  ["a*b", "a/b", false],
  ["[\\]a]", "]", true],
  ["[\\-x]", "-", true],
  ["[x\\-]", "z", false],
  ["*x", "xxx", true],
  ["**", "a.yml", true],
  ["*.yml", ".yml", true],
];

describe("a pattern of file names", () => {
  it.each(MATCHES)("%s against %s gives %s, as in Go", (pattern, name, matches) => {
    expect(matchesPattern(readPattern(pattern), name)).toBe(matches);
  });

  it.each(["[]a]", "[-]", "[x-]", "[-x]", "[a-b-c]", "[", "[^", "[^bc", "a[", "\\"])(
    "refuses %s, as Go does",
    (text) => {
      expect(() => readPattern(text)).toThrow(PatternError);
    },
  );
});

describe("paths", () => {
  it("are cleaned by their words, as Go does it", () => {
    const cases = { "": ".", "a/b/../c": "a/c", "../../a": "../../a", "/../a": "/a", "a//b/./": "a/b", "a/..": "." };
    for (const [path, clean] of Object.entries(cases)) expect(cleanPath(path)).toBe(clean);
  });

  it("are joined, an empty part left out", () => {
    expect([
      joinPaths("a/b", "../c"),
      joinPaths("", "c"),
      joinPaths("a", ""),
      folderOf("x.yml"),
      folderOf("/x.yml"),
    ]).toEqual(["a/c", "c", "a", ".", "/"]);
  });
});

describe("glob", () => {
  const files = memoryFiles({
    "r/b.yml": "",
    "r/a.yml": "",
    "r/.c.yml": "",
    "q/a.yml": "",
    "a.yml": "",
    "r/deep/a.yml": "",
  });

  it("finds the names of a folder in order, hidden ones too", () => {
    expect(glob(files, "r/*.yml")).toEqual(["r/.c.yml", "r/a.yml", "r/b.yml"]);
  });

  it("goes into the folders that match, one level for each star", () => {
    expect(glob(files, "*/a.yml")).toEqual(["q/a.yml", "r/a.yml"]);
    expect(glob(files, "**/a.yml")).toEqual(["q/a.yml", "r/a.yml"]);
    expect(glob(files, "*/*/a.yml")).toEqual(["r/deep/a.yml"]);
  });

  it("takes a path without stars where it exists, as it is written", () => {
    expect([glob(files, "a.yml"), glob(files, "r"), glob(files, "none.yml"), glob(files, "")]).toEqual([
      ["a.yml"],
      ["r"],
      [],
      [],
    ]);
  });

  it("refuses a pattern that is none even where no folder is there", () => {
    expect(() => glob(files, "nowhere/[")).toThrow("syntax error in pattern");
  });
});
