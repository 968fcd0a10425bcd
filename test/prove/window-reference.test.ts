import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** Every module that one imports, itself included, types too. */
function reached(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, path), "utf8"), true, true);
  for (const { fileName } of importedFiles) {
    if (fileName.startsWith(".")) reached(posix.join(posix.dirname(path), fileName), seen);
  }
  return seen;
}

/** What evaluates PromQL and runs rules; label sets and histograms are data of both sides. */
const EVALUATOR = /^lib\/(promql\/eval|engine)\//;

const evaluators = (path: string): readonly string[] => [...reached(path)].filter((one) => EVALUATOR.test(one));

describe("what recordings and alerts are compared with", () => {
  it.each([
    "lib/prove/specify-events.ts",
    "lib/prove/specify-absence.ts",
    "lib/prove/specify-targets.ts",
    "lib/prove/window/raw-events.ts",
    "lib/prove/window/window-bound.ts",
    "lib/prove/window/watched.ts",
    "lib/prove/window/unseen.ts",
    "lib/prove/window/plan.ts",
    "lib/prove/stimulate/stimulate.ts",
  ])("never imports the evaluator, not even through others: %s", (path) => {
    expect(evaluators(path)).toEqual([]);
  });

  it("is told apart from what runs the rules, which does", () => {
    expect(evaluators("lib/prove/observe.ts")).not.toEqual([]);
    expect(evaluators("lib/prove/window/run-window.ts")).not.toEqual([]);
  });
});
