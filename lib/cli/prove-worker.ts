import { Progress } from "./progress.ts";
import { type Job, jobsOf } from "./prove-jobs.ts";
import { loadSelection } from "./prove-models.ts";
import type { WorkerMessage, WorkerStart } from "./prove-workers.ts";
import { synthesize } from "./synthesize.ts";

// The entry of a worker process: reads the models anew, since their functions cannot be sent, and proves what it is told.
// It ends with the process that started it, whose end closes the channel.
let jobs: readonly Job[] = [];

process.on("message", async (message: WorkerStart | number) => {
  if (typeof message === "number") {
    const job = jobs[message];
    if (job !== undefined) say({ index: message, piece: job.prover.run(job.task) });
    return;
  }
  const unwatched = new Progress({ watched: false, error: () => {} });
  const models = await loadSelection(message.selection);
  jobs = jobsOf(synthesize(models, unwatched, { check: false }), message.options);
  say("ready");
});

function say(message: WorkerMessage): void {
  process.send?.(message);
}
