import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AMTOOL } from "./find-amtool.ts";
import { NETPOL_ANALYZER } from "./find-netpol-analyzer.ts";
import { SHELLCHECK } from "./find-shellcheck.ts";
import { cachedTool, searchTool } from "./find-tool.ts";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "burnline-tool-"));
});

afterAll(() => rm(folder, { recursive: true }));

async function program(path: string, says: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "${says}"\n`);
  await chmod(path, 0o755);
  return path;
}

describe("searchTool", () => {
  it("takes the first of PATH, BURNLINE_AMTOOL and the cache folder that is 0.28 or later", async () => {
    const onPath = await program(join(folder, "bin", "amtool"), "amtool, version 0.28.1 (branch: )");
    const named = await program(join(folder, "named"), "amtool, version 0.34.0 (branch: )");
    const env = { PATH: dirname(onPath), BURNLINE_AMTOOL: named, XDG_CACHE_HOME: join(folder, "cache") };
    const cached = await program(cachedTool("amtool", "0.28.1", env), "amtool, version 0.28.1 (branch: )");

    expect(await searchTool(AMTOOL, env)).toEqual({ found: onPath, version: "0.28.1" });
    await program(onPath, "amtool, version 0.25.0 (branch: debian/sid)");
    expect(await searchTool(AMTOOL, env)).toEqual({ found: named, version: "0.34.0" });
    await program(named, "amtool, version 0.9.1");
    expect(await searchTool(AMTOOL, env)).toEqual({ found: cached, version: "0.28.1" });
  });

  it("says what it refused and why", async () => {
    const old = await program(join(folder, "old", "amtool"), "amtool, version 0.25.0");
    const search = await searchTool(AMTOOL, { PATH: dirname(old), XDG_CACHE_HOME: join(folder, "none") });
    expect(search).toEqual({
      found: undefined,
      reason: expect.stringMatching(/old\/amtool is 0\.25\.0, older than 0\.28\.0: .*BURNLINE_AMTOOL/),
    });
  });

  it("takes a program that prints no version for the pinned one, when it answers as that does", async () => {
    const path = await program(join(folder, "np", "netpol-analyzer"), "Flags:\n  --explain  explains");
    expect(await searchTool(NETPOL_ANALYZER, { PATH: dirname(path) })).toEqual({ found: path, version: "1.4.4" });
    await program(path, "Flags:\n  --exposure");
    expect(await searchTool(NETPOL_ANALYZER, { PATH: dirname(path), XDG_CACHE_HOME: folder })).toMatchObject({
      found: undefined,
    });
  });

  it("reads the version that shellcheck prints on a line of its own", async () => {
    const path = await program(
      join(folder, "sc", "shellcheck"),
      "ShellCheck - shell script analysis tool\nversion: 0.9.0",
    );
    expect(await searchTool(SHELLCHECK, { PATH: dirname(path) })).toEqual({ found: path, version: "0.9.0" });
  });
});
