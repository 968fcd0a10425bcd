/**
 * `npx tsx scripts/hpa-differential.ts --cases N --seed S`: plays random autoscalers under random loads with our controller and
 * with Kubernetes' own, and prints where they differ.
 */
import { parseArgs } from "node:util";
import { differencesIn, hpaAnswers } from "../test/scaling/controller/ask-hpa-oracle.ts";
import { randomCases } from "../test/scaling/controller/random-case.ts";
import { findHpaOracle } from "../test/support/find-hpa-oracle.ts";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    show: { type: "string" },
  },
});
const program = findHpaOracle();
if (program === undefined) throw new Error("no oracle: build it with `npm run hpa-oracle`, which needs Go");
const cases = randomCases(Number(values.cases), Number(values.seed));
const answers = await hpaAnswers(program, cases);
const differences = differencesIn(cases, answers);
for (const difference of differences) process.stdout.write(`${difference}\n`);
if (values.show !== undefined) process.stdout.write(`${JSON.stringify(cases[Number(values.show)], null, 1)}\n`);
const seen = new Map<string, number>();
for (const { conditions } of answers.flat()) {
  for (const [name, reason] of Object.entries(conditions)) {
    seen.set(`${name} ${reason}`, (seen.get(`${name} ${reason}`) ?? 0) + 1);
  }
}
for (const [reason, times] of [...seen].sort()) process.stdout.write(`${reason}: ${times}\n`);
process.stdout.write(
  `${cases.length} autoscalers, ${answers.flat().length} syncs: ${differences.length} differences\n`,
);
process.exitCode = differences.length === 0 ? 0 : 1;
