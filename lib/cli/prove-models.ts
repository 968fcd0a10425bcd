import { isDnsLabel } from "../core/names.ts";
import type { Arguments } from "./command.ts";
import { defaultModels, type LoadedModel, loadModels, selectSystems } from "./load.ts";
import type { Progress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** Which models to prove: said by the command line, and again to workers, which load them anew. */
export interface Selection {
  /** Files, as {@link loadModels} takes them, or names of systems of `stacks/index.ts`. */
  readonly models: readonly string[];
  /** Systems of these models; none means all. */
  readonly systems: readonly string[];
  readonly folder: string;
}

/** What the command line of `prove` and `report` selects. */
export function selectionOf(args: Arguments, { folder }: Terminal): Selection {
  return { models: args.positionals, systems: args.values("system"), folder };
}

/** Reads the models of a selection. Errors: BurnlineError with everything that is wrong. */
export async function loadSelection(
  { models, systems, folder }: Selection,
  progress?: Progress,
): Promise<readonly LoadedModel[]> {
  const hasStacks = defaultModels(folder) !== undefined;
  const names = hasStacks ? models.filter(isDnsLabel) : [];
  const files = models.filter((model) => !names.includes(model));
  const named = names.length === 0 ? [] : selectSystems(await loadModels([], folder, progress), names);
  const read = names.length > 0 && files.length === 0 ? [] : await loadModels(files, folder, progress);
  return selectSystems([...named, ...read], systems);
}
