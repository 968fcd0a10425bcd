/**
 * `npx tsx scripts/route-differential.ts --cases N --seed S`: asks our routing tree and `amtool config routes test` where alerts
 * go, over random trees and label sets, and prints where they differ.
 */
import { parseArgs } from "node:util";
import { amtoolAnswers, differencesIn } from "../test/routes/ask-amtool.ts";
import { routeCases } from "../test/routes/random-tree.ts";
import { findAmtool } from "../test/support/find-amtool.ts";

const { values } = parseArgs({
  options: { cases: { type: "string", default: "1000" }, seed: { type: "string", default: "1" } },
});
const amtool = findAmtool();
if (amtool === undefined) throw new Error("no amtool: see BURNLINE_AMTOOL");
const cases = routeCases(Number(values.cases), Number(values.seed));
const answers = await amtoolAnswers(amtool, cases);
const differences = differencesIn(cases, answers);
for (const difference of differences) process.stdout.write(`${difference}\n`);
const refused = answers.filter((answer) => answer === "refused").length;
const several = answers.filter((answer) => answer.includes(",")).length;
process.stdout.write(
  `${cases.length} trees and label sets: ${refused} refused, ${several} with several receivers, ${differences.length} differences\n`,
);
process.exitCode = differences.length === 0 ? 0 : 1;
