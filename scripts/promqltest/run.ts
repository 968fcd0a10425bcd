import { MemoryStorage } from "../../lib/promql/data/storage.ts";
import type { QueryOptions } from "../../lib/promql/eval/query.ts";
import { storeSeries } from "../../lib/promql/notation/load.ts";
import { storeCustomBuckets } from "./classic.ts";
import type { Command, EvalCommand } from "./command.ts";
import { runEval } from "./evaluate.ts";
import { Mismatch, messageOf } from "./problem.ts";
import { readScript } from "./script.ts";

/** An evaluation that did not give what the script expects. */
export interface Failure {
  readonly file: string;
  readonly line: number;
  readonly expr: string;
  readonly expected: string;
  readonly got: string;
}

/** How many evaluations gave what their scripts expect, each counted once with all its repetitions. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly Failure[];
}

/** Runs one script; `file` is what failures are reported under. */
export function runScript(file: string, text: string, options: QueryOptions): Outcome {
  let storage = new MemoryStorage();
  let passed = 0;
  const failures: Failure[] = [];
  const fail = (line: number, expr: string, expected: string, got: string): void => {
    failures.push({ file, line, expr, expected, got });
  };
  for (const command of readScript(text)) {
    switch (command.kind) {
      case "clear":
        storage = new MemoryStorage();
        break;
      case "broken":
        fail(command.line, command.text, "a command that can be read", command.problem);
        break;
      case "load": {
        const problem = load(storage, command);
        if (problem !== undefined) fail(command.line, "load", "series that can be stored", problem);
        break;
      }
      case "eval": {
        const mismatch = evaluate(storage, command, options);
        if (mismatch === undefined) passed++;
        else fail(command.line, command.expr, mismatch.expected, mismatch.got);
      }
    }
  }
  return { passed, failed: failures.length, failures };
}

/** All outcomes as one. */
export function together(outcomes: readonly Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
    failures: outcomes.flatMap(({ failures }) => failures),
  };
}

function load(
  storage: MemoryStorage,
  { series, step, customBuckets }: Extract<Command, { kind: "load" }>,
): string | undefined {
  try {
    for (const one of series) storeSeries(storage, one, { step });
    if (customBuckets) storeCustomBuckets(storage, series, step);
  } catch (error) {
    return messageOf(error);
  }
  return undefined;
}

function evaluate(storage: MemoryStorage, command: EvalCommand, options: QueryOptions): Mismatch | undefined {
  try {
    runEval(storage, command, options);
  } catch (error) {
    if (error instanceof Mismatch) return error;
    // Whatever else is thrown is a fault of the engine, and no failure that a script may expect.
    const where = error instanceof Error ? (error.stack ?? "").split("\n")[1]?.trim() : "";
    return new Mismatch(command.expectation.text, `the fault ${messageOf(error)} ${where}`);
  }
  return undefined;
}
