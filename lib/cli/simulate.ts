import { BurnlineError } from "../core/issue.ts";
import { fitIncidents } from "../prove/incident/fit.ts";
import { scheduleIncidents } from "../prove/incident/schedule.ts";
import { simulateIncidents } from "../prove/incident/simulate-incidents.ts";
import { hasUntold } from "../prove/incident/untold.ts";
import { subjectOf } from "../prove/subjects.ts";
import type { Arguments, Command, ExitCode } from "./command.ts";
import { findAmong } from "./explain-find.ts";
import { Progress } from "./progress.ts";
import { loadSelection } from "./prove-models.ts";
import { ofIncident, readSimulateOptions } from "./simulate-options.ts";
import { simulationText } from "./simulate-text.ts";
import { synthesize } from "./synthesize.ts";
import { paintFor, type Terminal } from "./terminal.ts";

/** `burnline simulate`: what becomes of incidents. */
export const simulate: Command = {
  arguments: "[MODEL|SYSTEM...]",
  description: [
    "Runs the rules of a model over the series of incidents, after a window without any, and says which alerts fire, when,",
    "until when, and how much of the error budget is gone.",
    "",
    "An incident is `error 5% for 20m at 3d`: what goes wrong, how long, and when. The other kinds are `latency 20%` (of",
    "events are slow), `outage` (everything is bad), `down` (no target answers) and `value 95%`, `value 3s`, `value 80/s`",
    "for objectives that are no share of events. Without `at` the first one begins after an hour, the others a day after",
    "the one before. They concern the objectives that are about them, or those that are named.",
    "",
    "Exits 1 when an incident takes a tenth of a budget and nobody is told.",
  ],
  options: {
    incident: { value: "TEXT", help: "what goes wrong, for how long, and when", repeatable: true, short: "i" },
    objective: { value: "NAME", help: "only this objective: service/objective", repeatable: true },
    system: { value: "NAME", help: "only this system of the models", repeatable: true },
    traffic: { value: "RATE", help: "events of a service: 50/s, 20/m, 300/h; default: 100/s" },
    for: { value: "LENGTH", help: "the simulated time; default: until every alert is silent again" },
    seed: { value: "NUMBER", help: "let chance vary the events, the same for the same number; default: an even flow" },
  },
  examples: [
    'burnline simulate checkout.yaml --incident "error 5% for 20m at 3d"',
    'burnline simulate alecs --objective alecs-server/errors -i "error 1% for 2h" -i "outage for 5m"',
    'burnline simulate checkout.yaml -i "down for 15m" --traffic 20/h --json',
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const { incidents, objectives, seconds, everyday } = readSimulateOptions(args);
  const { scheduled, issues: badTimes } = scheduleIncidents(incidents, seconds);
  const progress = new Progress(terminal);
  try {
    const selection = { models: args.positionals, systems: args.values("system"), folder: terminal.folder };
    const systems = synthesize(await loadSelection(selection, progress), progress);
    const chosen = objectives.map((name) => findAmong(name, systems));
    const subjects = systems.flatMap(({ system, compilation }) => {
      const own = chosen.filter((one) => one.system === system).map(({ group }) => group.name);
      const groups = compilation.groups.filter(({ name }) => chosen.length === 0 || own.includes(name));
      return groups.map((group) => subjectOf(group, system));
    });
    const { stricken, issues } = fitIncidents(scheduled, subjects, chosen.length > 0);
    if (badTimes.length + issues.length > 0) throw new BurnlineError([...badTimes, ...issues].map(ofIncident));
    const simulations = systems.flatMap(({ system, compilation }) => {
      const own = stricken.filter(({ subject }) => subject.context.system === system);
      if (own.length === 0) return [];
      const onObjective = (name: string, place: number): void =>
        progress.step(`simulating ${name} (${place + 1} of ${own.length})`, true);
      const time = seconds === undefined ? {} : { seconds };
      return [simulateIncidents({ system, compilation, stricken: own, scheduled, onObjective, ...time, ...everyday })];
    });
    progress.done();
    terminal.out(
      args.has("json")
        ? `${JSON.stringify({ simulations }, null, 2)}\n`
        : simulations.map((one) => simulationText(one, everyday, paintFor(terminal))).join("\n"),
    );
    return simulations.some(hasUntold) ? 1 : 0;
  } finally {
    progress.done();
  }
}
