import { perSecond } from "../core/quantity.ts";
import { quantityInWords, windowName } from "../model/conventions.ts";
import type { Everyday } from "../prove/incident/incident-world.ts";
import type { SimulatedIncident, Simulation, SpentBudget, ToldAlert } from "../prove/incident/simulation.ts";
import { untoldBudgets } from "../prove/incident/untold.ts";
import { columns } from "./table.ts";
import type { Paint } from "./terminal.ts";

/** A simulation: for each incident who is told, when, and what it takes of the budgets, and a sentence on it. */
export function simulationText(simulation: Simulation, { traffic, seed }: Everyday, paint: Paint): string {
  const { system, history, seconds, evaluationInterval, incidents, strays } = simulation;
  const chance = seed === undefined ? "" : ` by chance (seed ${seed})`;
  const head = [
    `${paint.bold(system)}: ${windowName(history)} without an incident, then ${windowName(seconds)}; ` +
      `traffic of ${quantityInWords(perSecond(traffic))}${chance}, evaluated every ${windowName(evaluationInterval)}`,
    ...(strays.length === 0 ? [] : [paint.warn("Without an incident:"), ...alertTable(strays, undefined, paint)]),
  ];
  const parts = [head, ...incidents.map((incident) => incidentLines(incident, paint))];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function incidentLines(incident: SimulatedIncident, paint: Paint): readonly string[] {
  const { from, to, alerts, budgets } = incident;
  return [
    paint.bold(`${incident.incident}: from ${time(from)} to ${time(to)}`),
    ...(alerts.length === 0 ? [] : alertTable(alerts, to, paint)),
    ...(budgets.length === 0 ? [] : budgetTable(budgets, paint)),
    ...sentences(incident, paint).map((sentence) => `  ${sentence}`),
  ];
}

const NUMBERS = new Set([3, 4, 5, 6]);

function alertTable(alerts: readonly ToldAlert[], end: number | undefined, paint: Paint): readonly string[] {
  const headings = ["alert", "severity", "tier", "fires", "after", "silent", "after the end"];
  const rows = alerts.map((told) => [
    told.alert,
    told.severity,
    tierOf(told),
    time(told.fires),
    end === undefined ? "" : time(told.after),
    told.resolves === undefined ? "not yet" : time(told.resolves),
    told.resolves === undefined || end === undefined ? "" : afterEnd(told.resolves - end),
  ]);
  return table([headings, ...rows], NUMBERS, paint);
}

function afterEnd(seconds: number): string {
  return seconds < 0 ? `${windowName(-seconds)} before` : time(seconds);
}

/** `3m after its end`, `at its end`. */
function silentInWords(seconds: number): string {
  if (seconds === 0) return "at its end";
  return `${windowName(Math.abs(seconds))} ${seconds < 0 ? "before" : "after"} its end`;
}

function tierOf({ tier, times }: ToldAlert): string {
  const windows = tier === undefined ? "" : `${windowName(tier.long)}/${windowName(tier.short)}`;
  return times === 1 ? windows : `${windows === "" ? "" : `${windows}, `}${times} times`;
}

function budgetTable(budgets: readonly SpentBudget[], paint: Paint): readonly string[] {
  const rows = budgets.map(({ owner, objective, before, after, spent }) => [
    `${owner}/${objective}`,
    ...[before, after, spent].map(share),
  ]);
  return table([["budget", "before", "after", "spent"], ...rows], new Set([1, 2, 3]), paint);
}

function sentences(incident: SimulatedIncident, paint: Paint): readonly string[] {
  const untold = untoldBudgets(incident).map(
    ({ owner, objective, spent }) =>
      `${share(spent)} of the budget of ${owner}/${objective} is gone, and nobody is told.`,
  );
  const uncounted = incident.kind === "down" && incident.budgets.some(({ spent }) => spent === 0);
  return [
    ...(untold.length > 0 && incident.alerts.length === 0 ? [] : [firstInWords(incident)]),
    ...(uncounted ? ["Events that nobody counts spend nothing: a budget of uptime would show it."] : []),
    ...untold.map((sentence) => paint.bad(sentence)),
  ];
}

function firstInWords({ alerts, budgets, to }: SimulatedIncident): string {
  const [first] = alerts;
  const most = budgets.toSorted((a, b) => b.spent - a.spent)[0];
  const spent =
    most === undefined ? "" : `; ${share(most.spent)} of the budget of ${most.owner}/${most.objective} is spent`;
  if (first === undefined) return `No alert fires${spent}.`;
  const facts = [first.severity, tierOf({ ...first, times: 1 })].filter((fact) => fact !== "").join(", ");
  const again = alerts.every(({ resolves }) => resolves !== undefined)
    ? `all is silent ${silentInWords(Math.max(...alerts.map(({ resolves = to }) => resolves)) - to)}`
    : "it is not over at the end of the simulation";
  return `${first.alert} (${facts}) is the first to fire, ${time(first.after)} after the beginning; ${again}${spent}.`;
}

function table(rows: readonly (readonly string[])[], right: ReadonlySet<number>, paint: Paint): readonly string[] {
  const [headings = "", ...lines] = columns(rows, right);
  return [paint.dim(headings), ...lines].map((line) => `  ${line}`);
}

function time(seconds: number): string {
  return windowName(seconds);
}

/** A share with three digits. */
function share(value: number): string {
  return `${Number((value * 100).toPrecision(3))} %`;
}
