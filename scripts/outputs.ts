import { existsSync } from "node:fs";
import { join } from "node:path";
import { modelJson } from "../lib/cli/model-json.ts";
import { outputOf, type SystemOutput } from "../lib/cli/output.ts";
import { Progress } from "../lib/cli/progress.ts";
import { type Synthesized, synthesize } from "../lib/cli/synthesize.ts";
import type { Terminal } from "../lib/cli/terminal.ts";
import type { Document } from "../lib/compile/bundle.ts";
import { systems } from "../stacks/index.ts";
import { mendsMarkdown } from "../stacks/support/mend-markdown.ts";
import { readStack } from "../stacks/support/stack.ts";
import { pictures } from "./pictures.ts";

/** The real systems and every file of each. */
export interface Outputs {
  readonly synthesized: readonly Synthesized[];
  readonly outputs: readonly SystemOutput[];
}

/** Compiles the real systems. Errors: throws BurnlineError with what is wrong with all of them. */
export async function stackOutputs(
  root: string,
  terminal: Terminal,
  progress = new Progress(terminal),
): Promise<Outputs> {
  const synthesized = synthesize(
    systems.map((system) => ({ origin: `stacks/${system.name}`, system })),
    progress,
  );
  const outputs: SystemOutput[] = [];
  for (const one of synthesized) {
    progress.step(`writing the tests and mends of ${one.system.name}`);
    const { system, files } = await outputOf(one, true);
    outputs.push({ system, files: [...files, ...(await repositoryDocuments(root, one))] });
  }
  return { synthesized, outputs };
}

/** What only this repository has: the resolved model, pictures of the dashboards, and the mends of the documents that the models come from. */
async function repositoryDocuments(root: string, { system, compilation }: Synthesized): Promise<readonly Document[]> {
  const folder = `stacks/${system.name}`;
  const own = [{ path: `${folder}/model.json`, content: modelJson(system) }, ...pictures(system, compilation)];
  if (!existsSync(join(root, folder, "mends.ts"))) return own;
  const { mends, facts } = await readStack(root, system.name);
  const content = mendsMarkdown(system, mends, facts, compilation.bundle);
  return [...own, { path: `${folder}/MENDS.md`, content }];
}
