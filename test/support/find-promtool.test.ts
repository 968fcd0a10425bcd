import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cachedPromtool, searchPromtool } from "./find-promtool.ts";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "burnline-find-"));
});

afterAll(() => rm(folder, { recursive: true }));

async function program(path: string, version: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "promtool, version ${version} (branch: x, revision: y)"\n`);
  await chmod(path, 0o755);
  return path;
}

describe("searchPromtool", () => {
  it("takes the first of PATH, BURNLINE_PROMTOOL and the cache folder that is 3.0 or later", async () => {
    const onPath = await program(join(folder, "bin", "promtool"), "3.1.0");
    const named = await program(join(folder, "named"), "3.2.0");
    const env = { PATH: dirname(onPath), BURNLINE_PROMTOOL: named, XDG_CACHE_HOME: join(folder, "cache") };
    await program(cachedPromtool(env), "3.15.0");

    expect(await searchPromtool(env)).toMatchObject({ found: { version: "3.1.0", source: onPath } });
    await program(onPath, "2.42.0+ds");
    expect(await searchPromtool(env)).toMatchObject({ found: { version: "3.2.0", source: named } });
    await program(named, "2.55.1");
    expect(await searchPromtool(env)).toMatchObject({ found: { version: "3.15.0", source: cachedPromtool(env) } });
  });

  it("says what it refused and why", async () => {
    const old = await program(join(folder, "old", "promtool"), "2.42.0+ds");
    const search = await searchPromtool({ PATH: [dirname(old), "/nowhere"].join(delimiter), XDG_CACHE_HOME: folder });
    expect(search).toEqual({
      found: undefined,
      reason: expect.stringMatching(/old\/promtool is 2\.42\.0\+ds: before 3\.0/),
    });
  });

  it("keeps the cache under HOME without XDG_CACHE_HOME", () => {
    expect(cachedPromtool({ HOME: "/h" })).toBe("/h/.cache/burnline-tools/promtool-3.15.0/promtool");
    expect(cachedPromtool({ HOME: "/h", XDG_CACHE_HOME: "/c" })).toBe("/c/burnline-tools/promtool-3.15.0/promtool");
  });
});
