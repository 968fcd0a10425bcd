import { checkRules } from "./check-rules.ts";
import type { Arguments, Command, ExitCode } from "./command.ts";
import { loadModels, selectSystems } from "./load.ts";
import { Progress } from "./progress.ts";
import { findingsText, summaryTable } from "./summary-text.ts";
import { synthesize } from "./synthesize.ts";
import { paintFor, type Terminal } from "./terminal.ts";

/** `burnline check`: whether models can be used, and what should be looked at in them. */
export const check: Command = {
  arguments: "[MODEL...]",
  description: [
    "Compiles models and reports everything that is wrong with them or should be looked at, all of it at once.",
    "",
    "MODEL is the same as of `synth`, or with `--rules` a rule file that was not made by Burnline. Nothing is written.",
    "Exits 1 when there are findings and 2 when a model is refused.",
  ],
  options: {
    rules: { help: "the files are rule files of a Prometheus, or PrometheusRule objects" },
    system: { value: "NAME", help: "only this system of the models", repeatable: true },
  },
  examples: [
    "burnline check checkout.yaml",
    "burnline check stacks/index.ts --json",
    "burnline check --rules rules/*.rules.yml",
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  if (args.has("rules")) return checkRules(args, terminal);
  const progress = new Progress(terminal);
  try {
    const loaded = await loadModels(args.positionals, terminal.folder, progress);
    const systems = synthesize(selectSystems(loaded, args.values("system")), progress);
    progress.done();
    if (args.has("json")) {
      const entries = systems.map(({ summary, findings }) => ({ ...summary, findings }));
      terminal.out(`${JSON.stringify({ systems: entries }, null, 2)}\n`);
    } else {
      const paint = paintFor(terminal);
      terminal.out(
        summaryTable(
          systems.map(({ summary }) => summary),
          paint,
        ),
      );
      terminal.out(findingsText(systems, paint));
    }
    return systems.some(({ findings }) => findings.length > 0) ? 1 : 0;
  } finally {
    progress.done();
  }
}
