import { RECORDED, windowName } from "../../model/conventions.ts";
import { counterexample } from "../counterexample.ts";
import { FIRING, type RecordedSeries } from "../specification.ts";
import type { Counterexample, ObligationResult } from "../verdict.ts";
import type { WindowRun } from "./run-window.ts";
import { countOf, numberInWords, shareInWords } from "./words.ts";

/**
 * The recordings and alerts of a group over its whole window equal the reference, and so they do on a shorter window with
 * the closed ranges of Prometheus 2, of which the difference to those of Prometheus 3 is told. `open` and `closed` run the
 * same plan.
 */
export function judgeWholeWindow(run: WindowRun, open: WindowRun, closed: WindowRun): ObligationResult {
  const refuted = [run, closed].find(({ differences }) => differences.length > 0);
  const result = { obligation: "whole-window", worlds: 3 } as const;
  if (refuted !== undefined) {
    const shown = shownBy(refuted);
    const says = shown?.says ?? "a recording differs from the reference";
    const under = refuted === closed ? "with the closed ranges of Prometheus 2, " : "";
    return {
      ...result,
      verdict: "REFUTED",
      says: [`${under}${says}`],
      ...(shown === undefined ? {} : { counterexample: shown }),
    };
  }
  return { ...result, verdict: "PROVED", says: [equalInWords(run), closedInWords(open, closed)] };
}

function shownBy({ subject: { group }, world, expected, found, differences }: WindowRun): Counterexample | undefined {
  const [difference] = differences;
  const alert = group.rules.find((rule) => rule.kind === "alert");
  if (difference === undefined || alert === undefined) return undefined;
  return counterexample(group, alert, world, expected, found, difference);
}

function equalInWords({ subject: { group }, plan, world, expected, found, budgetEvery }: WindowRun): string {
  const alerts = group.rules.filter(({ kind }) => kind === "alert").length;
  const fired = [...expected.alerts.values()].filter((instances) =>
    instances.some(({ states }) => states.includes(FIRING)),
  );
  const restarts = plan.replicas.reduce((sum, { restarts: own = [] }) => sum + own.length, 0);
  return (
    `${countOf(found.recorded.length, "recording")} and ${countOf(alerts, "alert")}, of which ${fired.length} fire, equal the ` +
    `reference at all ${numberInWords(world.evaluations.count - plan.missed.size)} evaluations of ${windowName(plan.seconds)}: ` +
    `${plan.incidents} incidents, idle nights, ${restarts} restarts, a lost target, a rollout to series born late, missed ` +
    `scrapes and ${plan.missed.size} missed evaluations${budgetEvery === 1 ? "" : `; the budget of the month at every ${windowName((budgetEvery * world.evaluations.interval) / 1_000)}, when it changes`}`
  );
}

function closedInWords(open: WindowRun, closed: WindowRun): string {
  const [own, other] = [spentAtEnd(open.found.recorded), spentAtEnd(closed.found.recorded)];
  const more = own === undefined || other === undefined ? 0 : other / own - 1;
  const spent = `${shareInWords(Math.abs(more))} ${more < 0 ? "less" : "more"}`;
  return (
    `with the closed ranges of Prometheus 2 they equal the reference too, over ${windowName(closed.plan.seconds)} of the same; ` +
    `what is recorded at the beginning of a range counts there too, so that ${spent} of the budget is spent in the end`
  );
}

/** Share of the budget that is spent at the last evaluation. */
function spentAtEnd(recorded: readonly RecordedSeries[]): number | undefined {
  const left = recorded.find(({ record }) => record === RECORDED.budgetRemaining)?.values.at(-1);
  return left === undefined ? undefined : 1 - left;
}
