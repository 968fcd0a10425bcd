import { resolve } from "node:path";
import type { CompileOptions } from "../compile/compile.ts";
import type { RuleFilesBy } from "../compile/print-rules.ts";
import type { Arguments, Command, ExitCode } from "./command.ts";
import { type Deliver, deliver } from "./deliver.ts";
import { covering, kindOf } from "./kinds.ts";
import { loadModels, selectSystems } from "./load.ts";
import { covered, outputOf, type SystemOutput } from "./output.ts";
import { Progress } from "./progress.ts";
import { refusal } from "./refuse.ts";
import { synthesize } from "./synthesize.ts";
import type { Terminal } from "./terminal.ts";

/** `burnline synth`: models in, files out. */
export const synth: Command = {
  arguments: "[MODEL...]",
  description: [
    "Derives rules, manifests and documents from models and writes them, or with --check says what would change.",
    "",
    "MODEL is a model in YAML or JSON, or a TypeScript or JavaScript module that exports systems. Without MODEL,",
    "stacks/index.ts is used. Every model is compiled and checked before the first file is written; files that an",
    "earlier run wrote and that are produced no longer are removed. Findings alone do not make it fail: see `check`.",
  ],
  options: {
    out: { value: "DIR", help: "where rules/ and stacks/ lie; default: this folder", short: "o" },
    check: { help: "write nothing; show what would change and exit 1 when anything would" },
    only: { value: "KIND", help: "only files of a kind: rules, tests, monitors, documents, ...", repeatable: true },
    system: { value: "NAME", help: "only this system of the models", repeatable: true },
    "rule-files-by": {
      value: "KIND",
      help: "a rule file (and PrometheusRule) for each objective or owner; default: objective",
    },
    cost: { help: "also the samples that Prometheus reads for each objective, an evaluation and an hour" },
    tests: { help: "also promtool unit tests, rules/<system>/*.test.yml, and what autoscalers do under load, load.md" },
  },
  examples: ["burnline synth checkout.yaml", "burnline synth stacks/index.ts --system checkout --only rules --check"],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const progress = new Progress(terminal);
  try {
    const layout: CompileOptions = { ruleFilesBy: ruleFilesBy(args.value("rule-files-by")) };
    const loaded = await loadModels(args.positionals, terminal.folder, progress, layout);
    const systems = synthesize(selectSystems(loaded, args.values("system")), progress, layout);
    const only = args.values("only");
    const tests = args.has("tests") || only.includes("tests");
    const folder = args.value("out") ?? ".";
    const root = resolve(terminal.folder, folder);

    const all: SystemOutput[] = [];
    for (const one of systems) all.push(await outputOf(one, tests));
    const kinds = new Set(all.flatMap(({ files }) => files.map(({ path }) => kindOf(path))));
    const covers = covering(only, kinds, tests);
    const options: Deliver = { root, folder, check: args.has("check"), json: args.has("json"), cost: args.has("cost") };
    return deliver(
      systems,
      all.map((output) => covered(root, output, covers)),
      options,
      terminal,
      progress,
    );
  } finally {
    progress.done();
  }
}

/** @throws BurnlineError for another word than the two */
function ruleFilesBy(value = "objective"): RuleFilesBy {
  if (value === "objective" || value === "owner") return value;
  const expected = "objective, or owner (a service or dependency)";
  throw refusal("option-value-unknown", "--rule-files-by", "rule files are not made by this", {
    found: value,
    expected,
  });
}
