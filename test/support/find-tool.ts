import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, it } from "vitest";
import { run } from "./run.ts";

/** A program that tests need and that is not everywhere. */
export interface Tool {
  readonly program: string;
  /** Environment variable with its path: `BURNLINE_AMTOOL`. */
  readonly variable: string;
  /** Version that `test/tools` pins, which names the folder that it is cached in; absent for a package of the system. */
  readonly pinned?: string;
  /** What makes it say its version. Default: `--version`. */
  readonly asks?: readonly string[];
  /** Finds the version in what it says; without a group it only tells the program, which then counts as the pinned version. */
  readonly version: RegExp;
  /** The lowest version that behaves as the tests expect, and why. */
  readonly atLeast: readonly [version: string, why: string];
}

/** The result of a search: the path of the program, or why there is none. */
export type ToolSearch =
  | { readonly found: string; readonly version: string }
  | { readonly found: undefined; readonly reason: string };

/** Searches PATH, the tool's variable and the cache folder, in this order; too old ones are refused. */
export async function searchTool(tool: Tool, env: NodeJS.ProcessEnv = process.env): Promise<ToolSearch> {
  const refused: string[] = [];
  for (const program of candidates(tool, env)) {
    const said = tool.version.exec((await run(program, tool.asks ?? ["--version"])).output);
    const version = said?.[1] ?? (said === null ? undefined : tool.pinned);
    if (version === undefined) continue;
    if (!isBefore(version, tool.atLeast[0])) return { found: program, version };
    refused.push(`${program} is ${version}, older than ${tool.atLeast[0]}: ${tool.atLeast[1]}`);
  }
  const places = `not on PATH or in ${tool.variable}${tool.pinned === undefined ? "" : " or the cache folder"}`;
  return { found: undefined, reason: [...refused, places].join("; ") };
}

/** Where `.ci/run` puts what it builds, outside the tree, so that a second run builds nothing. */
export function cachedTool(program: string, version: string, env: NodeJS.ProcessEnv = process.env): string {
  const cache = env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache");
  return join(cache, "burnline-tools", `${program}-${version}`, program);
}

/** The first program of a name on PATH. */
export function onPath(program: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return (env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find(existsSync);
}

/**
 * A `describe` that needs something of the machine: skipped with the reason in its title where that is missing, and failing
 * there when BURNLINE_REQUIRE_TOOLS=1, so that a full run cannot leave it out unseen.
 */
export function describeWith(what: string, missing: string | undefined, name: string, body: () => void): void {
  if (missing === undefined) {
    describe(name, body);
  } else if (process.env.BURNLINE_REQUIRE_TOOLS === "1") {
    describe(name, () => {
      it(`${what} is required here`, () => {
        throw new Error(`${what} is required here: ${missing}`);
      });
    });
  } else {
    if (!warned.has(what)) process.stderr.write(`\nSKIPPED: tests that need ${what}: ${missing}\n\n`);
    warned.add(what);
    describe.skip(`${name} (skipped, no ${what}: ${missing})`, body);
  }
}

const warned = new Set<string>();

function candidates({ program, variable, pinned }: Tool, env: NodeJS.ProcessEnv): readonly string[] {
  const built = pinned === undefined ? undefined : cachedTool(program, pinned, env);
  return [onPath(program, env), env[variable], built].filter(
    (path): path is string => path !== undefined && path !== "",
  );
}

function isBefore(version: string, lowest: string): boolean {
  const [a = [], b = []] = [version, lowest].map((text) => text.split(".").map((part) => Number.parseInt(part, 10)));
  const index = b.findIndex((part, i) => part !== (a[i] ?? 0));
  return index !== -1 && (a[index] ?? 0) < (b[index] ?? 0);
}
