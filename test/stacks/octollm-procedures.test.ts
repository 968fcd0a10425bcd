import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Command } from "../../lib/index.ts";
import { octollm } from "../../stacks/octollm/system.ts";
import { isFullRun } from "../support/promtool.ts";

/** Programs that change something when they are told to. */
const PROGRAMS = ["kubectl", "gcloud", "cmctl", "certbot"];

/** Their words for it. */
const CHANGES =
  /\b(?:annotate|apply|autoscale|cordon|create|delete|drain|edit|exec|patch|renew|resize|restart|scale|set|ssh|undo)\b/;

const folder = await mkdtemp(join(tmpdir(), "burnline-octollm-"));

beforeAll(async () => {
  for (const program of PROGRAMS) {
    const file = join(folder, program);
    await writeFile(file, `#!/bin/sh\necho "CALLED ${program} $*" >&2\n`);
    await chmod(file, 0o755);
  }
});
afterAll(() => rm(folder, { recursive: true }));

/**
 * Pastes a command into an interactive shell, whose programs only say how they were called. A line that fails does not keep
 * such a shell from going on with the next.
 */
function changesOf(text: string, filledIn: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  return new Promise((done) => {
    const env = { PATH: `${folder}:/usr/bin:/bin`, ...filledIn };
    const shell = execFile("bash", ["--norc", "-i"], { cwd: folder, env, timeout: 20_000 }, (_error, _output, said) =>
      done(said.split("\n").filter((line) => line.includes("CALLED ") && CHANGES.test(line.split("CALLED ")[1] ?? ""))),
    );
    shell.stdin?.end(`${text}\n`);
  });
}

function shellCommands(value: unknown): readonly Command[] {
  if (typeof value !== "object" || value === null) return [];
  if ("kind" in value && value.kind === "shell" && "text" in value) return [value as Command];
  return Object.values(value).flatMap(shellCommands);
}

const commands = [octollm.procedures, octollm.settings].flatMap(shellCommands);
const destructive = [...new Map(commands.map((command) => [command.text, command])).values()].filter(
  (command) => command.destructive !== undefined,
);
const asking = destructive.filter(({ text }) => /\$\{?[A-Z]/.test(text));

describe.skipIf(!isFullRun)("commands of OctoLLM's procedures, in a shell (in full runs only)", () => {
  test("a destructive command that is pasted before its names are filled in changes nothing", async () => {
    expect(asking.length).toBeGreaterThan(40);
    const changing = await Promise.all(asking.map(async ({ text }) => [text, await changesOf(text)] as const));
    expect(changing.filter(([, changes]) => changes.length > 0)).toEqual([]);
  });

  test("the same command changes something once they are", async () => {
    const changing = await Promise.all(
      asking.map(async ({ text }) => {
        const names = [...text.matchAll(/\$\{?([A-Z_]+)/g)].map(([, name = ""]) => [name, "7"]);
        return [text, await changesOf(text.replaceAll("=''", "=7"), Object.fromEntries(names))] as const;
      }),
    );
    expect(changing.filter(([, changes]) => changes.length === 0)).toEqual([]);
  });
});

test("each variable of a destructive command stops it while it is empty", () => {
  expect(asking.length).toBeGreaterThan(40);
  const bare = asking.flatMap(({ text }) => text.match(/\$[A-Z_]+|\$\{[A-Z_]+\}/g) ?? []);
  expect(bare).toEqual([]);
});
