import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The Go module around Prometheus' own parser, engine and templates. */
export const ORACLE_SOURCE = join(import.meta.dirname, "..", "oracle");

/** Where the oracle of these very sources lies once `npm run oracle` has built it. */
export function cachedOracle(env: NodeJS.ProcessEnv = process.env): string {
  return cachedBuild(ORACLE_SOURCE, "oracle", env);
}

/** Where a program of ours lies once these very sources, a Go module, have been built. */
export function cachedBuild(source: string, name: string, env: NodeJS.ProcessEnv): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(source).sort()) hash.update(file).update(readFileSync(join(source, file)));
  const cache = env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache");
  return join(cache, "burnline-tools", `${name}-${hash.digest("hex").slice(0, 16)}`, name);
}

/** The oracle of this machine: the program named by BURNLINE_ORACLE, or the built one; `undefined` when there is none. */
export function findOracle(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env.BURNLINE_ORACLE;
  if (named !== undefined && named !== "") return named;
  const cached = cachedOracle(env);
  return existsSync(cached) ? cached : undefined;
}
