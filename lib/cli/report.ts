import { reportPage } from "../prove/report/page.ts";
import type { ReportedSystem } from "../prove/report/reported.ts";
import { resultsOf } from "../prove/tally.ts";
import type { Arguments, Command, ExitCode } from "./command.ts";
import { Progress } from "./progress.ts";
import { exitCode } from "./prove.ts";
import { countsOf } from "./prove-json.ts";
import { loadSelection, selectionOf } from "./prove-models.ts";
import { proveModels } from "./prove-run.ts";
import { totalText } from "./prove-text.ts";
import { grouped } from "./table.ts";
import { paintFor, type Terminal } from "./terminal.ts";
import { writeWhole } from "./write-whole.ts";

/** `burnline report`: the proofs of models as one HTML file. */
export const report: Command = {
  arguments: "[MODEL|SYSTEM...]",
  description: [
    "Proves models as `prove` does, and writes what they promise, each alert with its timeline and its obligations, what is",
    "assumed and what it costs, into one HTML file that needs no network. The same models give the same file.",
    "",
    "MODEL and SYSTEM are the same as of `prove`. Exits 1 when something is refuted; the file is written all the same.",
  ],
  options: {
    out: { value: "FILE", help: "the file to write; default: report.html", short: "o" },
    system: { value: "NAME", help: "only this system of the models", repeatable: true },
  },
  examples: ["burnline report stacks/index.ts --out report.html", "burnline report alecs"],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const began = performance.now();
  const progress = new Progress(terminal);
  try {
    const selection = selectionOf(args, terminal);
    const models = await loadSelection(selection, progress);
    const options = { charts: true };
    const { systems, proofs } = await proveModels(models, { selection, options, cores: terminal.cores, progress });
    const file = args.value("out") ?? "report.html";
    const reported = systems.flatMap(({ system, compilation }, index): ReportedSystem | readonly never[] => {
      const proof = proofs[index];
      return proof === undefined ? [] : { system, compilation, proof };
    });
    const page = reportPage(reported);
    writeWhole(terminal.folder, file, page);
    progress.done();
    const bytes = Buffer.byteLength(page);
    if (args.has("json")) {
      terminal.out(`${JSON.stringify({ file, bytes, ...countsOf(proofs.flatMap(resultsOf)) }, null, 2)}\n`);
    } else {
      terminal.out(totalText(proofs, performance.now() - began, paintFor(terminal)));
      terminal.out(`${file}: ${grouped(Math.ceil(bytes / 1_000))} kB\n`);
    }
    return exitCode(proofs, false);
  } finally {
    progress.done();
  }
}
