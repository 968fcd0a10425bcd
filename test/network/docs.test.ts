import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { run } from "../../lib/cli/run.ts";
import { recordedTerminal } from "../cli/recorded-terminal.ts";
import { isFullRun } from "../support/promtool.ts";

const ROOT = join(import.meta.dirname, "..", "..");

it.skipIf(!isFullRun)(
  "docs/network.md shows what burnline reach prints (all models are loaded: full runs only)",
  { timeout: 300_000 },
  async () => {
    const page = readFileSync(join(ROOT, "docs", "network.md"), "utf8");
    const shown = [...page.matchAll(/^ {4}\$ burnline (reach .+)\n((?: {4}.*\n)+)/gm)];
    expect(shown).toHaveLength(3);
    for (const [, command = "", block = ""] of shown) {
      const terminal = recordedTerminal({ folder: ROOT });
      await run(command.split(" "), terminal);
      const lines = block.trimEnd().split("\n");
      expect(terminal.said.out.trimEnd().split("\n")).toEqual(lines.map((line) => line.slice(4)));
    }
  },
);
