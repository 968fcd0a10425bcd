import { type ProofOptions, type ProofTask, Prover } from "../prove/prove-system.ts";
import type { Synthesized } from "./synthesize.ts";

/** One task of one system. */
export interface Job {
  readonly prover: Prover;
  readonly task: ProofTask;
  /** Where its result belongs among those of its system. */
  readonly place: number;
}

/** Longest tasks first, so that no process is left with one at the end. */
const KINDS: readonly ProofTask["kind"][] = ["window", "bundle", "group"];

/** Everything to prove, in the same order in every process that has the same models. */
export function jobsOf(systems: readonly Synthesized[], options: ProofOptions): readonly Job[] {
  const provers = systems.map(({ system, compilation }) => new Prover(system, compilation, options));
  const jobs = provers.flatMap((prover) => prover.tasks.map((task, place): Job => ({ prover, task, place })));
  return KINDS.flatMap((kind) => jobs.filter(({ task }) => task.kind === kind));
}
