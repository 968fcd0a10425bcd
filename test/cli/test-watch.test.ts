import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { watchTests } from "../../lib/cli/test-watch.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "burnline-watch-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("watching tests", () => {
  it("runs again once a file has changed, and gives back what the last run came to", async () => {
    const file = join(folder, "a.test.yml");
    writeFileSync(file, "tests: []");
    const ended = new AbortController();
    let runs = 0;
    const run = () => {
      runs++;
      if (runs === 1) setTimeout(() => writeFileSync(file, "tests: [{}]"), 20);
      else setTimeout(() => ended.abort(), 0);
      return { code: runs === 1 ? 0 : 1, files: ["a.test.yml"] } as const;
    };
    const terminal = recordedTerminal({ folder });
    expect(await watchTests(run, terminal, ended.signal)).toBe(1);
    expect([runs, terminal.said.error.match(/watching/g)?.length]).toEqual([2, 2]);
  });

  it("ends with an error of the command line", async () => {
    const fail = () => {
      throw new Error("no such file");
    };
    await expect(watchTests(fail, recordedTerminal({ folder }))).rejects.toThrow("no such file");
  });
});
