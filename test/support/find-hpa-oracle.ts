import { existsSync } from "node:fs";
import { join } from "node:path";
import { cachedBuild } from "./find-oracle.ts";

/** The Go module around Kubernetes' own controller of HorizontalPodAutoscalers. */
export const HPA_ORACLE_SOURCE = join(import.meta.dirname, "..", "oracle-hpa");

/** Where the oracle of these very sources lies once `npm run hpa-oracle` has built it. */
export function cachedHpaOracle(env: NodeJS.ProcessEnv = process.env): string {
  return cachedBuild(HPA_ORACLE_SOURCE, "oracle-hpa", env);
}

/** The oracle of this machine: the program named by BURNLINE_HPA_ORACLE, or the built one; `undefined` when there is none. */
export function findHpaOracle(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env.BURNLINE_HPA_ORACLE;
  if (named !== undefined && named !== "") return named;
  const cached = cachedHpaOracle(env);
  return existsSync(cached) ? cached : undefined;
}
