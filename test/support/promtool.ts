import { resolve } from "node:path";
import { type Promtool, searchPromtool } from "./find-promtool.ts";
import { describeWith } from "./find-tool.ts";
import { run } from "./run.ts";

/** Whether promtool accepted or passed everything, and what it said. */
export interface PromtoolResult {
  readonly ok: boolean;
  readonly output: string;
}

// Searched once for every test file: describe blocks are declared before any hook could run.
const search = await searchPromtool();

/** The promtool of this machine, 3.0 or later; `undefined` when there is none. */
export function findPromtool(): Promtool | undefined {
  return search.found;
}

/**
 * A `describe` that needs promtool: skipped with the reason in its title where there is none, and failing there when
 * BURNLINE_REQUIRE_TOOLS=1, so that a full run cannot leave it out unseen.
 */
export function describeWithPromtool(name: string, body: () => void): void {
  describeWith("promtool", search.found === undefined ? search.reason : undefined, name, body);
}

/** True in a run that leaves nothing out, as `.ci/run` makes it; the inner loop leaves out what takes long. */
export const isFullRun: boolean = process.env.BURNLINE_REQUIRE_TOOLS === "1";

/** Runs promtool's unit tests in `files` in one process. */
export function promtoolTestRules(files: readonly string[]): Promise<PromtoolResult> {
  return promtool(["test", "rules"], files);
}

/** Has promtool read rule files as Prometheus would on start. */
export function promtoolCheckRules(files: readonly string[]): Promise<PromtoolResult> {
  return promtool(["check", "rules"], files);
}

/**
 * Runs promtool with `args` and then `files`.
 * @throws Error when this machine has no promtool: call it inside `describeWithPromtool`.
 */
export async function promtool(args: readonly string[], files: readonly string[]): Promise<PromtoolResult> {
  if (search.found === undefined) throw new Error(`no promtool: ${search.reason}`);
  const paths = files.map((file) => resolve(file));
  const [command, ...rest] = search.found.command([...args, ...paths], paths);
  const { code, output } = await run(command, rest);
  return { ok: code === 0, output };
}
