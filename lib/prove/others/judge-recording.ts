import { complement } from "../../core/decimal.ts";
import { quantityInWords, RECORDED, windowName } from "../../model/conventions.ts";
import type { RecordingExpectation } from "../../model/expectation.ts";
import { eq, metric } from "../../promql/build.ts";
import type { EventObjective } from "../../rules/event-series.ts";
import { shownWorld } from "../counterexample.ts";
import { valuesAt } from "../measured.ts";
import { seriesName } from "../series-notation.ts";
import type { Subject } from "../trial.ts";
import type { Counterexample, ObjectiveProof, ObligationResult } from "../verdict.ts";
import { budgetHistories, type History } from "./histories.ts";
import type { OtherRules } from "./judge-alert.ts";

/** Share of the budget by which a recording that measures in its own way may be off. */
const MARGIN = 0.05;

/** Time by which it may be early or late: budgets are summed from tiles of up to 10 minutes, here and elsewhere. Units: seconds. */
const LAG = 900;

/** Judges a recording that somebody else wrote: it is there, is a number, and is what the objective's events say. */
export function judgeRecording(
  expectation: RecordingExpectation,
  objective: EventObjective,
  subject: Subject,
  others: OtherRules,
): ObjectiveProof {
  const histories = budgetHistories(objective, subject.context);
  const seen = histories.map((history) => examine(expectation, objective, subject, others, history));
  const results = (["never-nan", "whole-window"] as const).map((obligation): ObligationResult => {
    const wrong = seen.flatMap((one) => one[obligation] ?? []);
    const [counterexample] = wrong;
    if (counterexample === undefined) {
      const says = histories.map(({ about }) => `${obligation === "never-nan" ? "a number" : "right"} after ${about}`);
      return { obligation, verdict: "PROVED", says, worlds: histories.length };
    }
    return {
      obligation,
      verdict: "REFUTED",
      says: wrong.map(({ says }) => says),
      worlds: histories.length,
      counterexample,
    };
  });
  return { owner: subject.group.owner, objective: `${subject.group.part}: ${expectation.record}`, results };
}

interface Examined {
  readonly "never-nan"?: Counterexample;
  readonly "whole-window"?: Counterexample;
}

function examine(
  expectation: RecordingExpectation,
  objective: EventObjective,
  subject: Subject,
  others: OtherRules,
  history: History,
): Examined {
  const { world, about } = history;
  const budget = complement(objective.target?.value ?? 0);
  const left = subject.specification
    .behaviour(world)
    .recorded.find(({ record }) => record === RECORDED.budgetRemaining);
  if (left === undefined) return {};
  const selector = metric(
    expectation.record,
    Object.entries(expectation.labels).map(([label, value]) => eq(label, value)),
  );
  const found = valuesAt(others.on(world).storage, selector, world).map((value) =>
    asBudget(expectation, value, budget),
  );
  const shown = (index: number, says: string): Counterexample =>
    exampleOf(expectation, history, found, left.values, index, says);
  const missing = firstMissing(found, left.values, world.evaluations.interval);
  const wrong = firstWrong(found, left.values, world.evaluations.interval);
  const at = (index: number): string => windowName((index * world.evaluations.interval) / 1_000);
  const percent = (value: number | undefined): string =>
    quantityInWords({ unit: "ratio", value: Number((value ?? 0).toPrecision(4)) });
  const nothing =
    missing === undefined
      ? undefined
      : shown(missing, `${expectation.record} is no number at ${at(missing)} (${about})`);
  const other =
    wrong === undefined
      ? undefined
      : shown(
          wrong,
          `${expectation.record} says that ${percent(found[wrong])} of the budget are left at ${at(wrong)}, and ${percent(left.values[wrong])} are (${about})`,
        );
  // What is never recorded is never right either.
  const whole = found.every((value) => Number.isNaN(value)) ? nothing : other;
  return {
    ...(nothing === undefined ? {} : { "never-nan": nothing }),
    ...(whole === undefined ? {} : { "whole-window": whole }),
  };
}

/** What is left of the budget, whichever way it is recorded. */
function asBudget({ is }: RecordingExpectation, value: number, budget: number): number {
  switch (is) {
    case "budgetRemaining":
      return value;
    case "errorRatio":
      return 1 - value / budget;
    case "goodRatio":
      return 1 - (1 - value) / budget;
  }
}

/** First evaluation, after some time to get going, at which there is no number although the budget is known. */
function firstMissing(found: Float64Array, expected: Float64Array, interval: number): number | undefined {
  const index = found.findIndex(
    (value, at) => at * interval > LAG * 1_000 && Number.isNaN(value) && !Number.isNaN(expected[at]),
  );
  return index < 0 ? undefined : index;
}

/** Last evaluation with a number that the budget had at no time near it. */
function firstWrong(found: Float64Array, expected: Float64Array, interval: number): number | undefined {
  const lag = Math.ceil((LAG * 1_000) / interval);
  const index = found.findLastIndex((value, at) => {
    const near = expected.subarray(Math.max(0, at - lag), at + lag + 1).filter((one) => !Number.isNaN(one));
    if (at < lag || near.length === 0 || Number.isNaN(value)) return false;
    const [low, high] = [Math.min(...near), Math.max(...near)];
    const margin = MARGIN * Math.max(1, Math.abs(low), Math.abs(high));
    return value < low - margin || value > high + margin;
  });
  return index < 0 ? undefined : index;
}

function exampleOf(
  { record, labels }: RecordingExpectation,
  { world }: History,
  found: Float64Array,
  expected: Float64Array,
  index: number,
  says: string,
): Counterexample {
  const { interval } = world.evaluations;
  const expression = seriesName({ name: record, labels });
  const from = Math.max(0, index - 4);
  const to = Math.min(found.length - 1, index + 4);
  const number = (value: number | undefined): string =>
    value === undefined || Number.isNaN(value) ? "no number" : String(Number(value.toPrecision(6)));
  const samples = [{ labels: expression, value: expected[index] ?? 0 }];
  return {
    says,
    ...shownWorld(world, says, { expression, at: index * interval, samples }),
    timeline: Array.from({ length: to - from + 1 }, (_, offset) => ({
      at: ((from + offset) * interval) / 1_000,
      expected: number(expected[from + offset]),
      found: number(found[from + offset]),
    })),
  };
}
