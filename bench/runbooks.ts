import { compile } from "../lib/compile/compile.ts";
import { readSystem } from "../lib/compile/read-system.ts";
import type { System } from "../lib/index.ts";
import { filesOf } from "../lib/targets/files/layout.ts";
import { systems } from "../stacks/index.ts";
import { burnlineModel } from "./models.ts";

/**
 * `npx tsx bench/runbooks.ts [--runs N]`: the texts of runbook pages beside those of the rules that they are about, in one
 * process and in turn, in processor time, since the machine may do other things too. What counts is their ratio: it stays the same
 * while systems grow.
 */
const runs = Number(process.argv[process.argv.indexOf("--runs") + 1] || 3);

console.log("model | objectives | pages | MB | rules ms | pages ms | pages / rules");
console.log("---|---|---|---|---|---|---");
report("the five systems", systems);
for (const size of [250, 1_000, 4_000]) report("one service", [modelOf(size)]);

function report(what: string, models: readonly System[]): void {
  const rules: number[] = [];
  const pages: number[] = [];
  let count = 0;
  let bytes = 0;
  for (let run = 0; run <= runs; run++) {
    let began = process.cpuUsage();
    const bundles = models.map((model) => compile(model).bundle);
    const texts = bundles.map((bundle) => filesOf(bundle).filter(({ path }) => path.endsWith(".rules.yml")));
    for (const { content } of texts.flat()) bytes = content.length;
    // The first run is for the compiler of the engine.
    if (run > 0) rules.push(since(began));
    began = process.cpuUsage();
    const documents = bundles.flatMap((bundle) => bundle.documents).filter(({ path }) => path.includes("/runbooks/"));
    count = documents.length;
    bytes = documents.reduce((sum, { content }) => sum + content.length, 0);
    if (run > 0) pages.push(since(began));
  }
  const objectives = models.flatMap(({ services, dependencies }) => [...services, ...dependencies]);
  const number = objectives.reduce((sum, owner) => sum + owner.objectives.length, 0);
  const [a, b] = [median(rules), median(pages)];
  console.log(
    [what, number, count, (bytes / 1e6).toFixed(1), a.toFixed(0), b.toFixed(0), (b / a).toFixed(2)].join(" | "),
  );
}

/** Processor time. Units: milliseconds. */
function since(began: NodeJS.CpuUsage): number {
  return process.cpuUsage(began).user / 1_000;
}

function modelOf(size: number): System {
  const { system, issues } = readSystem(burnlineModel(size), "bench.yaml");
  if (system === undefined) throw new Error(issues.map(({ message }) => message).join("\n"));
  return system;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
