/**
 * `npm run oracle`, `npm run hpa-oracle`: builds the Go program that answers with Prometheus' own code, or with Kubernetes' own,
 * unless these sources were built before.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { cachedHpaOracle, HPA_ORACLE_SOURCE } from "../test/support/find-hpa-oracle.ts";
import { cachedOracle, ORACLE_SOURCE } from "../test/support/find-oracle.ts";

const isHpa = process.argv[2] === "hpa";
const [source, program] = isHpa ? [HPA_ORACLE_SOURCE, cachedHpaOracle()] : [ORACLE_SOURCE, cachedOracle()];
if (!existsSync(program)) {
  mkdirSync(dirname(program), { recursive: true });
  // Built beside its place and moved there, so that an interrupted build leaves nothing that looks finished.
  const unfinished = `${program}.${process.pid}`;
  const build = ["build", "-C", source, "-mod=readonly", "-trimpath", "-ldflags=-s -w", "-o", unfinished, "."];
  const { status, error } = spawnSync("go", build, { stdio: "inherit" });
  if (status !== 0) {
    process.stderr.write(`the oracle could not be built${error === undefined ? "" : `: ${error.message}`}\n`);
    process.exit(1);
  }
  renameSync(unfinished, program);
}
process.stdout.write(`${program}\n`);
