import { changesOf, type SystemChanges } from "./changes.ts";
import { changesText } from "./changes-text.ts";
import type { ExitCode } from "./command.ts";
import { type SystemOutput, writeOutputs } from "./output.ts";
import type { Progress } from "./progress.ts";
import { costTable, findingsText, summaryTable, writtenText } from "./summary-text.ts";
import type { Synthesized } from "./synthesize.ts";
import { paintFor, type Terminal } from "./terminal.ts";

/** How the output of systems is delivered. */
export interface Deliver {
  readonly root: string;
  /** The same folder as the user wrote it. */
  readonly folder: string;
  readonly check: boolean;
  readonly json: boolean;
  /** Also a table of what each objective costs. */
  readonly cost: boolean;
}

/**
 * Writes or compares the files of systems and reports it: one table, the findings, what changed.
 *
 * @throws BurnlineError when something stands in the way of a file; then none is written
 */
export function deliver(
  systems: readonly Synthesized[],
  outputs: readonly SystemOutput[],
  { root, folder, check, json, cost }: Deliver,
  terminal: Terminal,
  progress: Progress,
): ExitCode {
  const reports = writeOutputs(root, outputs, check, progress);
  const changes = outputs.flatMap((output, index): readonly SystemChanges[] => {
    const report = reports[index];
    if (report === undefined) return [];
    // Of what is written, only the names are kept: the contents before it are gone.
    if (!check) return [{ system: output.system, alerts: [], files: report.changes, unreadable: [] }];
    const groups = systems[index]?.compilation.bundle.ruleFiles.flatMap((file) => file.groups) ?? [];
    return [changesOf(output, groups, report)];
  });
  progress.done();
  const differs = changes.some(({ files }) => files.length > 0);
  const code = check && differs ? 1 : 0;
  if (json) {
    terminal.out(`${JSON.stringify({ folder, check, systems: systems.map(entry) }, null, 2)}\n`);
    return code;
  }
  const paint = paintFor(terminal);
  if (check) terminal.out(`${changesText(changes, paint)}\n`);
  terminal.out(
    summaryTable(
      systems.map(({ summary }) => summary),
      paint,
    ),
  );
  if (cost) terminal.out(`\n${costTable(systems, paint)}\n`);
  terminal.out(check ? "" : writtenText(reports, folder));
  terminal.out(findingsText(systems, paint));
  return code;

  function entry({ summary, findings, compilation: { costs } }: Synthesized, index: number): object {
    const { alerts, files } = changes[index] ?? { alerts: [], files: [] };
    const unchanged = reports[index]?.unchanged ?? 0;
    return { ...summary, findings, costs, files, unchanged, ...(check ? { alertChanges: alerts } : {}) };
  }
}
