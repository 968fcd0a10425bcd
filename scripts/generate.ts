/** `npm run generate [-- --check]`: rewrites every generated file, or exits 1 when one is not what it has to be. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { deliver } from "../lib/cli/deliver.ts";
import { issuesText } from "../lib/cli/issues-text.ts";
import { Progress } from "../lib/cli/progress.ts";
import { processTerminal } from "../lib/cli/terminal.ts";
import { BurnlineError } from "../lib/core/issue.ts";
import { toJson } from "../lib/core/json.ts";
import { schemaFiles } from "../lib/model/schema/generate.ts";
import { escalationSchema } from "../lib/routes/escalation-schema.ts";
import { mergedAlertmanager } from "./merged-alertmanager.ts";
import { stackOutputs } from "./outputs.ts";
import { peersDocument } from "./peers.ts";
import { updateFiles } from "./repository-files.ts";

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const { check } = values;
const terminal = processTerminal();
const progress = new Progress(terminal);
try {
  const { synthesized, outputs } = await stackOutputs(root, terminal, progress);
  process.exitCode = deliver(
    synthesized,
    outputs,
    { root, folder: ".", check, json: false, cost: false },
    terminal,
    progress,
  );
  progress.step("judging the rules of others", true);
  const stale = updateFiles(
    root,
    [...schemaFiles(), escalationSchemaFile(), peersDocument(), mergedAlertmanager()],
    check,
  );
  for (const path of stale) terminal.out(`${check ? "differs" : "written"}  ${path}\n`);
  if (check && stale.length > 0) process.exitCode = 1;
} catch (error) {
  progress.done();
  if (!(error instanceof BurnlineError)) throw error;
  terminal.error(issuesText(error.issues, false));
  process.exitCode = 2;
}

function escalationSchemaFile(): { readonly path: string; readonly content: string } {
  return { path: "schema/escalation.schema.json", content: toJson(escalationSchema()) };
}
