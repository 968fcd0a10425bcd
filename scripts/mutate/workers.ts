import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { JudgedGroup } from "../../lib/prove/mutate/judge-group.ts";
import type { Selection } from "./tasks.ts";
import type { WorkerOrder } from "./worker.ts";

const ENTRY = fileURLToPath(new URL("./worker.ts", import.meta.url));

/**
 * Judges the tasks of a selection in as many processes as there are processors. Not worker threads: Node 20 gives these no
 * loader for TypeScript. Errors: throws when a process fails.
 */
export async function judgeBeside(
  selection: Selection,
  count: number,
  progress: (group: JudgedGroup) => void,
): Promise<readonly JudgedGroup[]> {
  const judged: JudgedGroup[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const worker = fork(ENTRY, { serialization: "advanced" });
    const order = (message: WorkerOrder): void => void worker.send(message);
    const proceed = (): void => {
      if (next < count) order(next++);
      else worker.disconnect();
    };
    worker.on("message", (group: JudgedGroup) => {
      judged.push(group);
      progress(group);
      proceed();
    });
    order(selection);
    proceed();
    await new Promise<void>((resolve, reject) => {
      worker.on("error", reject);
      worker.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
    });
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), count) }, work));
  return judged;
}
