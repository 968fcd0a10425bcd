#!/usr/bin/env node
import { run } from "./run.ts";
import { processTerminal } from "./terminal.ts";

// `burnline synth | head` closes the pipe early, which is no reason to complain.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
// The code is set, not exited with: output that still waits in a pipe would be lost.
try {
  process.exitCode = await run(process.argv.slice(2), processTerminal());
} catch (error) {
  // Node itself would exit with 1, which CI takes for findings.
  process.stderr.write("burnline failed, which is a defect of burnline; please report this:\n");
  console.error(error);
  process.exitCode = 2;
}
