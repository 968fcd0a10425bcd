import type { Arguments, Command, ExitCode } from "./command.ts";
import { Progress } from "./progress.ts";
import { loadSelection } from "./prove-models.ts";
import { refusal, unknownName } from "./refuse.ts";
import { type RouteAnswer, routeAnswers } from "./route-answer.ts";
import { routeText } from "./route-text.ts";
import { type Synthesized, synthesize } from "./synthesize.ts";
import { paintFor, type Terminal } from "./terminal.ts";

/** `burnline route`: who is told of an alert, and when. */
export const route: Command = {
  arguments: "ALERT [MODEL|SYSTEM...]",
  description: [
    "Says of one alert which way it takes through the routes of Alertmanager, who is told, after which time and how often,",
    "what else is in the same notification, who is told later, and what silences it.",
    "",
    "TIME is `2026-03-29T03:00Z` or any other RFC 3339 time; without a zone it is UTC. Default: now.",
    "MODEL is the same as of `synth`; SYSTEM is the name of a system of stacks/index.ts.",
    "",
    "Exits 1 when nobody is told at that time.",
  ],
  options: {
    at: { value: "TIME", help: "the moment to ask about; default: now" },
    severity: { value: "NAME", help: "only the alerts of this severity" },
    system: { value: "NAME", help: "only this system of the models", repeatable: true },
  },
  examples: [
    "burnline route ApiDown checkout.yaml",
    "burnline route HighErrorRate octollm --severity critical --at 2026-03-29T03:00Z",
    "burnline route ApiDown checkout.yaml --json",
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [alert, ...models] = args.positionals;
  if (alert === undefined) {
    const mend = "burnline route ApiDown";
    throw refusal("alert-missing", "", "no alert was given", { expected: "ALERT", mend });
  }
  const at = momentOf(args.value("at"));
  const severity = args.value("severity");
  const progress = new Progress(terminal);
  try {
    const selection = { models, systems: args.values("system"), folder: terminal.folder };
    const systems = synthesize(await loadSelection(selection, progress), progress);
    const answers = systems.flatMap(({ system, compilation }) =>
      routeAnswers(system, compilation.groups, { alert, severity }, at),
    );
    if (answers.length === 0) throw unknownAlert(alert, severity, systems);
    progress.done();
    const paint = paintFor(terminal);
    terminal.out(
      args.has("json")
        ? `${JSON.stringify({ routes: answers }, null, 2)}\n`
        : answers.map((answer) => routeText(answer, paint)).join("\n"),
    );
    return answers.every(isTold) ? 0 : 1;
  } finally {
    progress.done();
  }
}

function isTold({ deliveries }: RouteAnswer): boolean {
  return deliveries.some(({ muted }) => muted === undefined);
}

const ZONED = /(?:Z|[+-]\d\d:?\d\d)$/i;

/** Errors: throws BurnlineError for what is no time. */
function momentOf(text: string | undefined): number {
  if (text === undefined) return Date.now();
  const time = /^\d{4}-\d\d-\d\d(?:[T ].+)?$/.test(text)
    ? Date.parse(/[T ]/.test(text) && !ZONED.test(text) ? `${text}Z` : text)
    : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw refusal("option-value-invalid", "--at", "this is no time", { found: text, expected: "2026-03-29T03:00Z" });
}

function unknownAlert(alert: string, severity: string | undefined, systems: readonly Synthesized[]) {
  const all = systems.flatMap(({ compilation }) =>
    compilation.groups.flatMap(({ rules }) => rules.flatMap((rule) => (rule.kind === "alert" ? [rule] : []))),
  );
  const severities = all.filter((one) => one.alert === alert).map(({ labels }) => labels.severity ?? "");
  if (severity !== undefined && severities.length > 0) {
    const facts = unknownName(severity, [...new Set(severities)]);
    return refusal("alert-unknown", "--severity", `${alert} has no such severity`, facts);
  }
  const names = [...new Set(all.map((one) => one.alert))];
  return refusal("alert-unknown", "", "no model has this alert", unknownName(alert, names));
}
