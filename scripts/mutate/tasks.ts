import { type Compilation, compile } from "../../lib/compile/compile.ts";
import type { RuleGroup } from "../../lib/engine/rule.ts";
import type { System } from "../../lib/index.ts";
import { emittedGroups } from "../../lib/prove/emitted.ts";
import { chosenMutants, type MutantFilter } from "../../lib/prove/mutate/judge-group.ts";
import type { Mutant } from "../../lib/prove/mutate/mutant.ts";
import { systems } from "../../stacks/index.ts";

/** The mutants of one rule group, to be judged together. */
export interface MutationTask {
  readonly system: System;
  readonly compilation: Compilation;
  readonly rules: RuleGroup;
  readonly mutants: readonly Mutant[];
}

/** Which mutants are asked for. */
export interface Selection extends MutantFilter {
  readonly system?: string;
}

/** The groups that have mutants, the most first, in the same order in every thread. */
export function tasksOf(selection: Selection): readonly MutationTask[] {
  return systems
    .filter(({ name }) => selection.system === undefined || selection.system === name)
    .flatMap((system) => {
      const compilation = compile(system);
      return [...emittedGroups(compilation).values()].map((rules): MutationTask => {
        return { system, compilation, rules, mutants: chosenMutants(rules, selection) };
      });
    })
    .filter(({ mutants }) => mutants.length > 0)
    .sort((a, b) => b.mutants.length - a.mutants.length);
}
