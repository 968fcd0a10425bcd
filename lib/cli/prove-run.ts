import { setImmediate } from "node:timers/promises";
import { assembleProof, type ProofOptions, type ProofPiece } from "../prove/prove-system.ts";
import type { SystemProof } from "../prove/verdict.ts";
import type { Progress } from "./progress.ts";
import { optimizeLess } from "./prove-flags.ts";
import { estimated, type Job, jobsOf } from "./prove-jobs.ts";
import type { Selection } from "./prove-models.ts";
import { Workers } from "./prove-workers.ts";
import type { Synthesized } from "./synthesize.ts";

/** Work that there has to be before workers are worth their start, in which they read the models. Units: milliseconds. */
const WORTH_WORKERS = 2_500;

/** How to prove. */
export interface ProveRun {
  /** Where the systems were read: workers read them again. */
  readonly selection: Selection;
  readonly options: ProofOptions;
  /** Processes to compute in, this one included. */
  readonly cores: number;
  readonly progress: Progress;
}

/** Proves systems. This process begins at once; workers join where there is much to prove. */
export async function proveAll(
  systems: readonly Synthesized[],
  { selection, options, cores, progress }: ProveRun,
): Promise<readonly SystemProof[]> {
  optimizeLess();
  const jobs = jobsOf(systems, options);
  const waiting = [...jobs.keys()];
  const done = new Map<Job, ProofPiece>();
  const keep = (index: number, piece: ProofPiece): void => {
    const job = jobs[index];
    if (job === undefined) return;
    done.set(job, piece);
    progress.step(`proving ${job.prover.system.name} (${done.size} of ${jobs.length})`);
  };
  const workers = new Workers(
    { selection, options },
    { take: () => waiting.shift(), back: (index) => waiting.push(index), done: keep },
  );
  if (cores > 1 && estimated(jobs) > WORTH_WORKERS) workers.start(cores - 1);
  try {
    while (done.size < jobs.length) {
      // From the end, while workers take from the beginning: see `jobsOf`.
      const index = waiting.pop();
      const job = jobs[index ?? -1];
      if (index === undefined || job === undefined) {
        await workers.news();
        continue;
      }
      keep(index, job.prover.run(job.task));
      // Messages of workers come in between.
      await setImmediate();
    }
  } finally {
    workers.stop();
  }
  return inOrder(systems, done);
}

function inOrder(systems: readonly Synthesized[], done: ReadonlyMap<Job, ProofPiece>): readonly SystemProof[] {
  const sorted = [...done].sort(([a], [b]) => a.place - b.place);
  return systems.map(({ system }) => {
    const own = sorted.filter(([{ prover }]) => prover.system === system);
    return assembleProof(
      system.name,
      own.map(([, piece]) => piece),
    );
  });
}
