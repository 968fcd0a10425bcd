import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLI_CODES } from "../../lib/cli/codes.ts";

const ROOT = join(import.meta.dirname, "../..");

describe("codes of the command line", () => {
  it("each have one row in docs/errors.md", () => {
    const rows = readFileSync(join(ROOT, "docs/errors.md"), "utf8").split("\n");
    for (const code of CLI_CODES) expect(rows.filter((row) => row.startsWith(`| \`${code}\` |`))).toHaveLength(1);
  });

  it("are all in use", () => {
    const folder = join(ROOT, "lib/cli");
    const sources = readdirSync(folder).filter((name) => name !== "codes.ts");
    const text = sources.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
    expect(CLI_CODES.filter((code) => !text.includes(`"${code}"`))).toEqual([]);
  });
});
