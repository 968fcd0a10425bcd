import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { systems } from "../stacks/index.ts";
import { searchPromtool } from "../test/support/find-promtool.ts";
import { type Measured, measure, median } from "./measure.ts";

/**
 * `npm run bench:prove [-- --runs N]`: `burnline prove` under plain node beside `promtool test rules` on the tests that are
 * exported from the same scenarios, whole processes in turn and in one run. promtool runs only the scenarios that it can
 * express, and none of the 30-day windows; what counts are the ratios, since the machine's speed drifts.
 */
const runs = Number(process.argv[process.argv.indexOf("--runs") + 1] || 3);
const BURNLINE = [resolve("dist/lib/cli/main.js"), "prove"];

const search = await searchPromtool();
if (search.found === undefined) console.log(`no promtool, Burnline alone: ${search.reason}`);
console.log("system | burnline test s | MB | promtool s | MB | promtool / burnline test | burnline prove s | MB");
console.log("---|---|---|---|---|---|---|---");
for (const name of [...systems.map((system) => system.name), "all five"]) {
  await compare(name, name === "all five" ? systems.map((system) => system.name) : [name]);
}

async function compare(what: string, names: readonly string[]): Promise<void> {
  const files = names.flatMap((name) => {
    const tests = readdirSync(join("rules", name)).filter((file) => file.endsWith(".test.yml"));
    return tests.sort().map((file) => join("rules", name, file));
  });
  const same: Measured[] = [];
  const whole: Measured[] = [];
  const theirs: Measured[] = [];
  for (let run = 0; run < runs; run++) {
    keep(same, await measure(process.execPath, [resolve("dist/lib/cli/main.js"), "test", ...files]));
    keep(whole, await measure(process.execPath, [...BURNLINE, ...names]));
    if (search.found === undefined) continue;
    const [program, ...rest] = search.found.command(["test", "rules", ...files], files);
    keep(theirs, await measure(program, rest));
  }
  const [mine, all] = [median(same), median(whole)];
  const other = theirs.length === 0 ? undefined : median(theirs);
  const cells = [
    what,
    ...shown(mine),
    ...(other === undefined ? ["", ""] : shown(other)),
    other === undefined ? "" : (other.seconds / mine.seconds).toFixed(1),
    ...shown(all),
  ];
  console.log(cells.join(" | "));
}

function keep(list: Measured[], measured: Measured | undefined): void {
  if (measured !== undefined) list.push(measured);
}

function shown({ seconds, megabytes }: Measured): readonly string[] {
  return [seconds.toFixed(2), megabytes.toFixed(0)];
}
