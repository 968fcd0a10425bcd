/**
 * `npm run differential -- [--cases N] [--seed S] [--profile promqltest|prometheus] [--show K]`: asks Prometheus' own engine and
 * ours the same generated queries over the same generated series, and shows where the answers differ, made small.
 */
import { parseArgs } from "node:util";
import { OracleSession } from "./oracle-session.ts";
import type { Profile } from "./profile.ts";
import { runDifferential, shrunk } from "./run.ts";
import { shownDifference, signature } from "./show.ts";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    profile: { type: "string", default: "promqltest" },
    show: { type: "string", default: "20" },
  },
});
if (values.profile !== "promqltest" && values.profile !== "prometheus") {
  process.stderr.write("--profile is promqltest or prometheus\n");
  process.exit(2);
}
const profile: Profile = values.profile;
const oracle = new OracleSession();
const started = performance.now();
const result = await runDifferential(oracle, { queries: Number(values.cases), seed: Number(values.seed), profile });
const seconds = (performance.now() - started) / 1000;

const groups = new Map<string, { count: number; shown: string }>();
for (const found of result.differences.slice(0, Number(values.show))) {
  const small = await shrunk(oracle, found);
  const name = signature(small);
  const group = groups.get(name);
  if (group === undefined) groups.set(name, { count: 1, shown: shownDifference(small, profile) });
  else group.count++;
}
oracle.close();
for (const [name, { count, shown }] of [...groups].sort(([, one], [, other]) => other.count - one.count)) {
  process.stdout.write(`--- ${count} x ${name}\n${shown}\n`);
}
const { queries, errors, empty, differences } = result;
process.stdout.write(
  `${queries} queries in ${seconds.toFixed(1)} s (${errors} fail on both sides or theirs, ${empty} give nothing): ${differences.length} differences\n`,
);
process.exitCode = differences.length === 0 ? 0 : 1;
