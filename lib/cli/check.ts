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
    "MODEL is the same as of `synth`, or with `--rules` a rule file that was not made by Burnline, or with `--manifests` any",
    "manifests of Kubernetes, files or folders, which are checked together. Nothing is written.",
    "Exits 1 when there are findings and 2 when something is refused or cannot be read.",
  ],
  options: {
    rules: { help: "the files are rule files of a Prometheus, or PrometheusRule objects" },
    manifests: { help: "the files and folders hold manifests of Kubernetes, ours or anybody's" },
    schemas: {
      value: "DIR",
      help: "with --manifests: Kubernetes' OpenAPI v3 files and CustomResourceDefinitions, to compare with",
    },
    waivers: {
      value: "FILE",
      help: "with --manifests: findings that may stand, each with its reason",
      repeatable: true,
    },
    system: { value: "NAME", help: "only this system of the models", repeatable: true },
  },
  examples: [
    "burnline check checkout.yaml",
    "burnline check stacks/index.ts --json",
    "burnline check --rules rules/*.rules.yml",
    "burnline check --manifests deploy --schemas kubernetes/api/openapi-spec/v3",
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  if (args.has("rules")) return checkRules(args, terminal);
  if (args.has("manifests")) return (await import("./check-manifests.ts")).checkManifestFiles(args, terminal);
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
