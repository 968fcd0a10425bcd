/** `npm run promtool -- ARGS`: the promtool that the tests use, so that both see the same rules the same way. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { searchPromtool } from "../test/support/find-promtool.ts";

const args = process.argv.slice(2);
const search = await searchPromtool();
if (search.found === undefined) {
  process.stderr.write(`promtool 3 is needed: ${search.reason}\nBuild it with .ci/run, or start Docker.\n`);
  process.exit(2);
}
const files = args.filter((arg) => existsSync(arg)).map((arg) => resolve(arg));
const [command, ...rest] = search.found.command(args, files);
const child = spawn(command, rest, { stdio: "inherit" });
child.on("error", (error) => {
  process.stderr.write(`${search.found.source}: ${error.message}\n`);
  process.exitCode = 2;
});
child.on("close", (code) => {
  process.exitCode = code ?? 1;
});
