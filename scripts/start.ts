/** `npm start`: compiles the five real systems, writes everything that follows from them and prints one table. */
import { join } from "node:path";
import { deliver } from "../lib/cli/deliver.ts";
import { issuesText } from "../lib/cli/issues-text.ts";
import { Progress } from "../lib/cli/progress.ts";
import { processTerminal } from "../lib/cli/terminal.ts";
import { BurnlineError } from "../lib/core/issue.ts";
import { stackOutputs } from "./outputs.ts";

const root = join(import.meta.dirname, "..");
const terminal = processTerminal();
const progress = new Progress(terminal);
try {
  const { synthesized, outputs } = await stackOutputs(root, terminal, progress);
  process.exitCode = deliver(
    synthesized,
    outputs,
    { root, folder: ".", check: false, json: false, cost: false },
    terminal,
    progress,
  );
} catch (error) {
  progress.done();
  if (!(error instanceof BurnlineError)) throw error;
  terminal.error(issuesText(error.issues, false));
  process.exitCode = 2;
}
