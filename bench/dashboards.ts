import { compile } from "../lib/compile/compile.ts";
import { readSystem } from "../lib/compile/read-system.ts";
import type { System } from "../lib/index.ts";
import { filesOf } from "../lib/targets/files/layout.ts";
import { systems } from "../stacks/index.ts";
import { burnlineModel } from "./models.ts";

/**
 * `npx tsx bench/dashboards.ts [--runs N]`: the texts of dashboards beside those of the rules that they show, in one process and
 * in turn. What counts is their ratio, since the machine's speed drifts: it stays the same while systems grow. The last column
 * is what a run pays that asks for rules only: the same models with and without a Grafana.
 */
const runs = Number(process.argv[process.argv.indexOf("--runs") + 1] || 3);

console.log("model | objectives | boards | MB | rules ms | boards ms | boards / rules | rules only: with / without");
console.log("---|---|---|---|---|---|---|---");
report("the five systems", systems);
for (const size of [250, 1_000, 4_000]) report("one service", [modelOf(size)]);

function report(what: string, models: readonly System[]): void {
  const rules: number[] = [];
  const without: number[] = [];
  const boards: number[] = [];
  let count = 0;
  let bytes = 0;
  for (let run = 0; run <= runs; run++) {
    const plain = ruleTexts(models.map(({ grafana: _, dashboards: __, ...model }) => model));
    const timed = ruleTexts(models);
    const began = performance.now();
    const documents = timed.bundles.flatMap((bundle) => bundle.documents).filter(isBoard);
    count = documents.length;
    bytes = documents.reduce((sum, { content }) => sum + content.length, 0);
    // The first run is for the compiler of the engine.
    if (run === 0) continue;
    boards.push(performance.now() - began);
    rules.push(timed.took);
    without.push(plain.took);
  }
  const owners = models.flatMap(({ services, dependencies }) => [...services, ...dependencies]);
  const objectives = owners.reduce((sum, owner) => sum + owner.objectives.length, 0);
  const [a, b, c] = [median(rules), median(boards), median(without)];
  const figures = [(bytes / 1e6).toFixed(1), a.toFixed(0), b.toFixed(0), (b / a).toFixed(2), (a / c).toFixed(2)];
  console.log([what, objectives, count, ...figures].join(" | "));
}

function ruleTexts(models: readonly System[]) {
  const began = performance.now();
  const bundles = models.map((model) => compile(model).bundle);
  const files = bundles.flatMap((bundle) => filesOf(bundle)).filter(({ path }) => path.endsWith(".rules.yml"));
  for (const file of files) if (file.content === "") throw new Error(file.path);
  return { bundles, took: performance.now() - began };
}

function isBoard({ path }: { readonly path: string }): boolean {
  return path.startsWith("dashboards/") && path.endsWith(".json");
}

function modelOf(size: number): System {
  const { system, issues } = readSystem(burnlineModel(size), "bench.yaml");
  if (system === undefined) throw new Error(issues.map(({ message }) => message).join("\n"));
  return { ...system, grafana: { url: "https://grafana.example.com" } };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
