import { parentPort, workerData } from "node:worker_threads";
import { trialsOf } from "../../lib/prove/evidence.ts";
import { type JudgedGroup, judgeGroup } from "../../lib/prove/mutate/judge-group.ts";
import { subjectOf } from "../../lib/prove/subjects.ts";
import { type Selection, tasksOf } from "./tasks.ts";

/** What a worker thread starts with. */
export interface WorkerStart {
  readonly selection: Selection;
  /** One 32-bit number, shared by all threads: the index of the task that is taken next. */
  readonly counter: SharedArrayBuffer;
}

// The entry of a worker thread: judges group after group until all are taken.
const { selection, counter }: WorkerStart = workerData;
const next = new Int32Array(counter);
const tasks = tasksOf(selection);
for (let index = Atomics.add(next, 0, 1); index < tasks.length; index = Atomics.add(next, 0, 1)) {
  const task = tasks[index];
  if (task === undefined) break;
  const group = task.compilation.groups.find(({ name }) => name === task.rules.name);
  if (group === undefined) throw new RangeError(`nothing is derived for ${task.rules.name}`);
  const judged: JudgedGroup = judgeGroup(trialsOf(subjectOf(group, task.system)), task.rules, task.mutants);
  parentPort?.postMessage(judged);
}
