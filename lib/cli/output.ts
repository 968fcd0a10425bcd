import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Document } from "../compile/bundle.ts";
import { BurnlineError } from "../core/issue.ts";
import { filesOf } from "../targets/files/layout.ts";
import { readRecord } from "../targets/files/record.ts";
import { type WriteReport, writeFiles } from "../targets/files/write.ts";
import { type Covers, kindOf } from "./kinds.ts";
import type { Progress } from "./progress.ts";
import { refusal } from "./refuse.ts";
import type { Synthesized } from "./synthesize.ts";

/** Everything that a run wants to lie on the disk for one system. */
export interface SystemOutput {
  readonly system: string;
  readonly files: readonly Document[];
}

/** Every file of a system; with `tests`, what proofs add to it: promtool unit tests, and what happens under load. Errors: BurnlineError for text that no file can hold. */
export async function outputOf({ system, compilation }: Synthesized, tests: boolean): Promise<SystemOutput> {
  try {
    const files = filesOf(compilation.bundle);
    if (!tests) return { system: system.name, files };
    const { promtoolTests } = await import("../prove/exported-tests.ts");
    const { loadDocument } = await import("../prove/scaling/load-document.ts");
    const objects = compilation.bundle.parts.flatMap((part) => (part.name === "scaling" ? part.objects : []));
    const proved = [...promtoolTests(system, compilation), ...loadDocument(system, objects)];
    return { system: system.name, files: [...files, ...proved] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refusal("text-invalid", system.name, "the model has text that no file can hold", { found: error.message });
  }
}

/** The files that a run covers, and those it does not cover as they lie there: they stay, and stay ours. */
export function covered(root: string, { system, files }: SystemOutput, covers: Covers): SystemOutput {
  const produced = files.filter(({ path }) => covers(kindOf(path)));
  const paths = new Set(produced.map(({ path }) => path));
  const earlier = readRecord(resolve(root), system);
  // A record that cannot be trusted is told by the writer, which then touches nothing.
  const others = [...(earlier.issues.length > 0 ? [] : earlier.paths)].filter((path) => !covers(kindOf(path)));
  const kept = others.filter((path) => !paths.has(path)).flatMap((path) => asItLies(root, path));
  return { system, files: [...produced, ...kept] };
}

function asItLies(root: string, path: string): readonly Document[] {
  try {
    return [{ path, content: readFileSync(resolve(root, path), "utf8") }];
  } catch {
    return [];
  }
}

/**
 * Writes the files of every system, or with `check` only compares. What stands in the way of one system is found before
 * the first file of any is written.
 *
 * @throws BurnlineError with everything that stands in the way
 */
export function writeOutputs(
  root: string,
  outputs: readonly SystemOutput[],
  check: boolean,
  progress: Progress,
): readonly WriteReport[] {
  const dry = outputs.map(({ system, files }) => {
    progress.step(`comparing ${files.length} files of ${system}`);
    return writeFiles(root, system, files, { check: true });
  });
  const issues = dry.flatMap((report) => report.issues);
  if (issues.length > 0) throw new BurnlineError(issues);
  if (check) return dry;
  return outputs.map(({ system, files }) => {
    progress.step(`writing ${files.length} files of ${system}`);
    const report = writeFiles(root, system, files);
    if (report.issues.length > 0) throw new BurnlineError(report.issues);
    return report;
  });
}
