import { setImmediate } from "node:timers/promises";
import { assembleProof, type ProofOptions, type ProofPiece } from "../prove/prove-system.ts";
import type { SystemProof } from "../prove/verdict.ts";
import type { LoadedModel } from "./load.ts";
import type { Progress } from "./progress.ts";
import { optimizeLess } from "./prove-flags.ts";
import { estimated, type Job, jobsOf, promisedBy } from "./prove-jobs.ts";
import type { Selection } from "./prove-models.ts";
import { Workers } from "./prove-workers.ts";
import { type Synthesized, synthesize } from "./synthesize.ts";

/** Work that there has to be before workers are worth their start, in which they read the models. Units: milliseconds. */
const WORTH_WORKERS = 2_500;

/** What to prove, and where. */
export interface ProveRun {
  /** Where the systems were read: workers read them again. */
  readonly selection: Selection;
  readonly options: ProofOptions;
  /** Processes to compute in, this one included. */
  readonly cores: number;
  readonly progress: Progress;
}

/** Systems and what was shown of each. */
export interface Proved {
  readonly systems: readonly Synthesized[];
  readonly proofs: readonly SystemProof[];
}

/**
 * Compiles models and proves what follows. Where they promise much, workers read and compile them at the same time as this
 * process; where that shows only later, as with single alerts, workers join then.
 *
 * @throws BurnlineError with what is wrong with the models, and what `accept` throws of the systems before anything is proved
 */
export async function proveModels(
  models: readonly LoadedModel[],
  { selection, options, cores, progress }: ProveRun,
  accept: (systems: readonly Synthesized[]) => void = () => {},
): Promise<Proved> {
  const workers = new Workers({ selection, options });
  const promised = options.alerts === undefined ? models.reduce((sum, { system }) => sum + promisedBy(system), 0) : 0;
  try {
    if (promised > WORTH_WORKERS) workers.start(cores - 1);
    const systems = synthesize(models, progress);
    accept(systems);
    const jobs = jobsOf(systems, options);
    if (!workers.started && estimated(jobs) > WORTH_WORKERS) workers.start(cores - 1);
    return { systems, proofs: inOrder(systems, await run(jobs, workers, progress)) };
  } finally {
    workers.stop();
  }
}

/** This process begins at once; workers join when they are ready. */
async function run(jobs: readonly Job[], workers: Workers, progress: Progress): Promise<ReadonlyMap<Job, ProofPiece>> {
  optimizeLess();
  const waiting = [...jobs.keys()];
  const done = new Map<Job, ProofPiece>();
  const keep = (index: number, piece: ProofPiece): void => {
    const job = jobs[index];
    if (job === undefined) return;
    done.set(job, piece);
    progress.step(`proving ${job.prover.system.name} (${done.size} of ${jobs.length})`);
  };
  workers.begin({ take: () => waiting.shift(), back: (index) => waiting.push(index), done: keep });
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
  return done;
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
