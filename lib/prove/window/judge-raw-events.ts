import { RECORDED, windowName } from "../../model/conventions.ts";
import type { ObligationResult } from "../verdict.ts";
import { type Comparison, compareRaw } from "./compare-raw.ts";
import { rawEvents } from "./raw-events.ts";
import type { WindowRun } from "./run-window.ts";
import { samplingOf } from "./sampling.ts";
import { unseenEvents } from "./unseen.ts";
import { budgetTile } from "./watched.ts";
import { countOf, numberInWords, shareInWords } from "./words.ts";

/** What is recorded stays within its bound of what the events themselves say, at every evaluation. */
export function judgeRawEvents(run: WindowRun): ObligationResult {
  const compared = compareRaw(run);
  const result = { obligation: "raw-events", worlds: 1 } as const;
  const beyond = compared.filter((one) => one.beyond !== undefined);
  if (beyond.length > 0) {
    return { ...result, verdict: "REFUTED", says: beyond.map((one) => beyondInWords(one, run)) };
  }
  const budgets = compared.filter(({ record }) => record === RECORDED.budgetRemaining);
  return {
    ...result,
    verdict: "PROVED",
    says: [...budgets.map((budget) => budgetInWords(budget, run)), ratiosInWords(compared)],
  };
}

function beyondInWords({ record, beyond }: Comparison, { world }: WindowRun): string {
  const { index = 0, recorded = Number.NaN, apart = 0, bound = 0 } = beyond ?? {};
  const at = windowName((index * world.evaluations.interval) / 1_000);
  const away = Number.isNaN(recorded) ? "is missing" : `is ${shareInWords(apart)} away from the raw events`;
  return `${record} ${away} at ${at}, where at most ${shareInWords(bound)} follow from ranges and scrapes`;
}

function budgetInWords({ full, last }: Comparison, run: WindowRun): string {
  return (
    `the recorded budget is at most ${shareInWords(full.apart)} of it away from that of the raw events while incidents enter ` +
    `and leave the window (bound ${shareInWords(full.bound)}), and ${shareInWords(last.apart)} at the end ` +
    `(bound ${shareInWords(last.bound)}): ${causesInWords(run)}`
  );
}

function causesInWords({ objective, plan, world }: WindowRun): string {
  const sampling = samplingOf(objective, world);
  const tile = windowName(budgetTile(objective) ?? sampling.range);
  if (objective.indicator.kind === "up") {
    return `${tile} at each edge, and ${windowName(sampling.range)} at the beginning and end of each outage`;
  }
  const raw = rawEvents(objective.indicator, plan.replicas);
  const unseen = raw.reduce((sum, { replicas }) => sum + unseenEvents(replicas, sampling), 0);
  const all = raw.reduce((sum, { events }) => sum + events.within(0, plan.seconds), 0);
  return (
    `${tile} at each edge, one ${windowName(sampling.range)} range at each break of a series, and ` +
    `${numberInWords(unseen)} of ${numberInWords(all)} events that no scrape saw as an increase`
  );
}

function ratiosInWords(compared: readonly Comparison[]): string {
  const ratios = compared.filter(({ record }) => record !== RECORDED.budgetRemaining);
  const least = Math.min(...ratios.map((one) => one.compared));
  return `${countOf(ratios.length, "error ratio")} stay within their bounds too, at ${numberInWords(least)} evaluations or more`;
}
