import { trialsOf } from "../../lib/prove/evidence.ts";
import { type JudgedGroup, judgeGroup } from "../../lib/prove/mutate/judge-group.ts";
import { subjectOf } from "../../lib/prove/subjects.ts";
import { type MutationTask, type Selection, tasksOf } from "./tasks.ts";

/** What a worker is told: first which mutants are asked for, then the index of one task after the other. */
export type WorkerOrder = Selection | number;

// The entry of a process that judges mutants beside others.
let tasks: readonly MutationTask[] = [];
process.on("message", (order: WorkerOrder) => {
  if (typeof order !== "number") {
    tasks = tasksOf(order);
    return;
  }
  const task = tasks[order];
  if (task === undefined) throw new RangeError(`there is no task ${order}`);
  process.send?.(judged(task));
});

function judged({ system, compilation, rules, mutants }: MutationTask): JudgedGroup {
  const group = compilation.groups.find(({ name }) => name === rules.name);
  if (group === undefined) throw new RangeError(`nothing is derived for ${rules.name}`);
  return judgeGroup(trialsOf(subjectOf(group, system)), rules, mutants);
}
