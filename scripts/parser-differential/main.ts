/**
 * `npm run parser-differential -- --cases N --seed S`: reads random expressions with our parser and with Prometheus' and
 * prints where they differ. Needs the oracle (`npm run oracle`).
 */
import { parseArgs } from "node:util";
import { askOracle } from "../../test/support/oracle.ts";
import { parserCases } from "./cases.ts";
import { difference, type ParserAnswer } from "./compare.ts";

const { values } = parseArgs({
  options: { cases: { type: "string", default: "20000" }, seed: { type: "string", default: "1" } },
});
const cases = parserCases(Number(values.cases), Number(values.seed));
const answers = (await askOracle("parse", cases)) as readonly ParserAnswer[];
let differing = 0;
for (const [index, one] of cases.entries()) {
  const answer = answers[index];
  const found = answer === undefined ? "no answer" : difference(one, answer);
  if (found === undefined) continue;
  differing++;
  process.stdout.write(`${JSON.stringify(one)}\n  ${found}\n`);
}
const accepted = answers.filter((answer) => answer.error === undefined).length;
process.stdout.write(`${cases.length} expressions, ${accepted} of them accepted, ${differing} read differently\n`);
process.exitCode = differing === 0 ? 0 : 1;
