/**
 * `npm run mutate -- [--system NAME] [--alert NAME] [--operator NAME] [--list] [--json]`: puts one fault after the other into
 * every rule of the five stacks and asks whether the proofs notice. Exit 1 when a mutant survives, when the list of
 * equivalents is wrong or too long, and when the rules are refuted without a fault.
 */
import { parseArgs } from "node:util";
import { accountFor, MOST_EQUIVALENT, withoutMutant } from "../../lib/prove/mutate/account.ts";
import { describe, type JudgedGroup } from "../../lib/prove/mutate/judge-group.ts";
import { readEquivalents } from "./equivalents.ts";
import { type Selection, tasksOf } from "./tasks.ts";
import { accountText } from "./text.ts";
import { judgeBeside } from "./workers.ts";

const { values } = parseArgs({
  options: {
    system: { type: "string" },
    alert: { type: "string" },
    operator: { type: "string" },
    list: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const selection: Selection = {
  ...(values.system === undefined ? {} : { system: values.system }),
  ...(values.alert === undefined ? {} : { rule: values.alert }),
  ...(values.operator === undefined ? {} : { operator: values.operator }),
};
const isWhole = Object.keys(selection).length === 0;
const tasks = tasksOf(selection);
const count = tasks.reduce((sum, { mutants }) => sum + mutants.length, 0);

if (count === 0) {
  process.stderr.write("no rule has such a mutant\n");
  process.exitCode = 2;
} else if (values.list) {
  for (const { rules, mutants } of tasks) {
    for (const mutant of mutants) process.stdout.write(`${mutant.id}: ${describe(rules, mutant).description}\n`);
  }
} else {
  await run();
}

async function run(): Promise<void> {
  const started = performance.now();
  const groups = await judgeAll();
  const mutants = groups.flatMap((group) => group.mutants);
  const equivalents = readEquivalents();
  const account = accountFor(mutants, equivalents);
  const faults = groups.filter((group) => group.faults.length > 0);
  const stale = [...account.stale, ...(isWhole ? withoutMutant(mutants, equivalents) : [])];
  if (values.json)
    process.stdout.write(`${JSON.stringify({ ...account, stale, faults: faults.map(({ group }) => group) })}\n`);
  else
    process.stdout.write(
      accountText(account, { mutants, stale, faults, seconds: (performance.now() - started) / 1_000 }),
    );
  const tooMany = isWhole && account.equivalent >= MOST_EQUIVALENT * count;
  process.exitCode = account.survived > 0 || stale.length > 0 || faults.length > 0 || tooMany ? 1 : 0;
}

/** What the proofs say of the mutants of every group, in the order of the tasks. */
async function judgeAll(): Promise<readonly JudgedGroup[]> {
  let done = 0;
  const judged = await judgeBeside(selection, tasks.length, (group) => {
    done += group.mutants.length;
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${done} of ${count} mutants`);
  });
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  return tasks.flatMap(({ rules }) => judged.find(({ group }) => group === rules.name) ?? []);
}
