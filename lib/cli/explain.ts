import { explainObjective } from "../prove/explain/explain.ts";
import { subjectOf } from "../prove/subjects.ts";
import type { Arguments, Command, ExitCode } from "./command.ts";
import { findObjective } from "./explain-find.ts";
import { explanationText } from "./explain-text.ts";
import { Progress } from "./progress.ts";
import { loadSelection } from "./prove-models.ts";
import { refusal } from "./refuse.ts";
import { paintFor, type Terminal } from "./terminal.ts";

/** `burnline explain`: when the alerts of one objective fire, and what that costs. */
export const explain: Command = {
  arguments: "OBJECTIVE [MODEL|SYSTEM...]",
  description: [
    "Says of one objective when each of its alerts fires and is silent again, on how few events, how much of the budget is",
    "gone by then, and how many samples Prometheus reads for it. Times are those of the rules as they are evaluated.",
    "",
    "OBJECTIVE is `service/objective`, the objective alone where one service has it, or the name of one of its alerts.",
    "MODEL is the same as of `synth`; SYSTEM is the name of a system of stacks/index.ts.",
  ],
  options: {
    system: { value: "NAME", help: "only this system of the models", repeatable: true },
  },
  examples: [
    "burnline explain api/availability checkout.yaml",
    "burnline explain ApiAvailabilityBudgetBurn checkout.yaml --json",
    "burnline explain alecs-server/errors alecs",
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [name, ...models] = args.positionals;
  if (name === undefined) {
    const mend = "burnline explain service/objective";
    throw refusal("objective-missing", "", "no objective was given", { expected: "OBJECTIVE", mend });
  }
  const progress = new Progress(terminal);
  try {
    const selection = { models, systems: args.values("system"), folder: terminal.folder };
    const { system, group } = findObjective(name, await loadSelection(selection, progress), progress);
    const explanation = explainObjective(subjectOf(group, system));
    progress.done();
    terminal.out(
      args.has("json") ? `${JSON.stringify(explanation, null, 2)}\n` : explanationText(explanation, paintFor(terminal)),
    );
    return 0;
  } finally {
    progress.done();
  }
}
