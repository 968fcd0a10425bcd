import { ownersOf } from "../model/check/walk.ts";
import type { System } from "../model/system.ts";
import { type ProofOptions, type ProofTask, Prover } from "../prove/prove-system.ts";
import type { Synthesized } from "./synthesize.ts";

/** One task of one system. */
export interface Job {
  readonly prover: Prover;
  readonly task: ProofTask;
  /** Where its result belongs among those of its system. */
  readonly place: number;
}

const KINDS: readonly ProofTask["kind"][] = ["window", "bundle", "group"];

/** What a task takes about as long as, for want of anything better. Units: milliseconds. */
const USUAL: Readonly<Record<ProofTask["kind"], number>> = { window: 500, bundle: 20, group: 60 };

/**
 * Everything to prove, in the same order in every process that has the same models: the long tasks at both ends and those
 * of one kind together, so that two processes which begin at either end each run much the same code, which then is compiled
 * in one of them only, and so that none is left with a long task where they meet.
 */
export function jobsOf(systems: readonly Synthesized[], options: ProofOptions): readonly Job[] {
  const provers = systems.map(({ system, compilation }) => new Prover(system, compilation, options));
  const jobs = provers.flatMap((prover) => prover.tasks.map((task, place): Job => ({ prover, task, place })));
  const shortFirst = jobs.toSorted((a, b) => a.task.rules - b.task.rules);
  return KINDS.flatMap((kind) => shortFirst.filter(({ task }) => task.kind === kind));
}

/** How long jobs may take. Units: milliseconds. */
export function estimated(jobs: readonly Job[]): number {
  return jobs.reduce((sum, { task }) => sum + USUAL[task.kind], 0);
}

/** How long the jobs of a system may take, from what it promises. Units: milliseconds. */
export function promisedBy(system: System): number {
  return ownersOf(system).reduce(
    (sum, { owner }) =>
      sum +
      owner.conditions.length * USUAL.group +
      owner.objectives.reduce((all, { target }) => all + USUAL.group + (target === undefined ? 0 : USUAL.window), 0),
    0,
  );
}
