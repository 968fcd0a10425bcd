import { dirname, resolve, sep } from "node:path";
import { cachedTool, onPath } from "./find-tool.ts";
import { run } from "./run.ts";

/**
 * Prometheus 3.15.0, for every platform it is published for. The digest was not fetched from the registry but read in
 * many unrelated public repositories that pin this tag and agree on it; Docker refuses the pull if it is wrong.
 */
const IMAGE = "prom/prometheus:v3.15.0@sha256:efd719c99d83b060d9daefdcf00360461adf279f45ef5391f8d111892118753e";

/** Version of the promtool that `test/tools/go.mod` pins; names the folder that it is cached in. */
export const PINNED_VERSION = "3.15.0";

/** How promtool is started here: a program and what precedes its own arguments. */
export interface Promtool {
  /** Where it was found, for messages. */
  readonly source: string;
  readonly version: string;
  /** The command line for `args`; `files` are the absolute paths that the arguments name or lead to. */
  command(args: readonly string[], files: readonly string[]): readonly [string, ...string[]];
}

/** The result of a search: promtool, or why there is none. */
export type Search = { readonly found: Promtool } | { readonly found: undefined; readonly reason: string };

/** Searches PATH, BURNLINE_PROMTOOL, the cache folder and Docker, in this order; anything below 3.0 is refused. */
export async function searchPromtool(env: NodeJS.ProcessEnv = process.env): Promise<Search> {
  const refused: string[] = [];
  for (const program of candidates(env)) {
    const version = versionOf((await run(program, ["--version"])).output);
    if (version === undefined) continue;
    if (Number.parseInt(version, 10) >= 3) {
      return { found: { source: program, version, command: (args) => [program, ...args] } };
    }
    refused.push(`${program} is ${version}: before 3.0 range selectors were closed on the left, results differ`);
  }
  // A daemon that hangs is as good as none.
  if ((await run("docker", ["info"], { env, timeout: 10_000 })).code === 0) {
    return { found: { source: IMAGE, version: PINNED_VERSION, command: dockerCommand } };
  }
  const nowhere = "not on PATH, in BURNLINE_PROMTOOL or the cache folder, and Docker does not answer";
  return { found: undefined, reason: [...refused, nowhere].join("; ") };
}

/** Where the build of `test/tools` puts promtool, outside the tree, so that a second run builds nothing. */
export function cachedPromtool(env: NodeJS.ProcessEnv = process.env): string {
  return cachedTool("promtool", PINNED_VERSION, env);
}

function candidates(env: NodeJS.ProcessEnv): readonly string[] {
  const places = [onPath("promtool", env), env.BURNLINE_PROMTOOL, cachedPromtool(env)];
  return places.filter((path): path is string => path !== undefined && path !== "");
}

function versionOf(output: string): string | undefined {
  return /^promtool, version (\d+\.\d+\.\d+\S*)/m.exec(output)?.[1];
}

/** Mounts what the arguments lead to at its own path, so that they mean the same inside, read by the same user. */
function dockerCommand(args: readonly string[], files: readonly string[]): readonly [string, ...string[]] {
  const folder = commonFolder(files);
  const mount = folder === undefined ? [] : ["-v", `${folder}:${folder}:ro`, "-w", folder];
  const user = process.getuid === undefined ? [] : [`--user=${process.getuid()}`];
  return ["docker", "run", "--rm", "--network=none", ...user, ...mount, "--entrypoint=/bin/promtool", IMAGE, ...args];
}

/** The folder that holds all the files: rule files that a test file names lie beside or below it. */
function commonFolder(files: readonly string[]): string | undefined {
  const [first, ...rest] = files.map((file) => dirname(resolve(file)));
  if (first === undefined) return undefined;
  return rest.reduce((common, folder) => {
    let shared = common;
    while (shared !== dirname(shared) && folder !== shared && !folder.startsWith(shared + sep))
      shared = dirname(shared);
    return shared;
  }, first);
}
