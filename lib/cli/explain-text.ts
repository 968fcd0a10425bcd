import { SERIES_PER_METRIC } from "../compile/cost.ts";
import { percent } from "../core/quantity.ts";
import { comparisonInWords, quantityInWords, windowName } from "../model/conventions.ts";
import { listInWords, multiplesBy, multiplesInWords } from "../prove/burn/words.ts";
import type {
  BurnExplanation,
  BurnRateExplanation,
  ObjectiveExplanation,
  ThresholdExplanation,
} from "../prove/explain/explanation.ts";
import { columns, grouped } from "./table.ts";
import type { Paint } from "./terminal.ts";

/** An explanation as tables and a few sentences. */
export function explanationText(explanation: ObjectiveExplanation, paint: Paint): string {
  const { system, owner, objective, promise, burnRates, thresholds } = explanation;
  const title = paint.bold(`${system} ${owner}/${objective}`);
  const parts = [
    [promise === undefined ? title : `${title}: ${promise}`],
    ...(burnRates.length === 0 ? [] : burnRateTables(explanation, paint)),
    ...(thresholds.length === 0 ? [] : [thresholdTable(thresholds, paint)]),
    sentences(explanation),
  ];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function burnRateTables(explanation: ObjectiveExplanation, paint: Paint): readonly (readonly string[])[] {
  const { burnRates, evaluationInterval } = explanation;
  const [first] = burnRates;
  const pending = burnRates.some((tier) => tier.for > 0);
  const facts = [
    ["tier", "severity", "factor", "above", ...(pending ? ["for"] : []), "budget", "fewest"],
    ...burnRates.map((tier) => [
      nameOf(tier),
      tier.severity,
      `${tier.factor}`,
      `${share(tier.threshold)}${tier.reachable ? "" : ", which cannot be"}`,
      ...(pending ? [windowName(tier.for)] : []),
      share(tier.plannedSpending),
      fewest(tier),
    ]),
  ];
  const burns = first?.burns ?? [];
  const headings = ["tier", ...burns.map((burn) => `${burn.multiple}x (${share(burn.share)})`)];
  const byBurn = (title: string, cell: (burn: BurnExplanation) => string): readonly string[] =>
    table(title, [headings, ...burnRates.map((tier) => [nameOf(tier), ...tier.burns.map(cell)])], paint);
  return [
    table(`Burn rates: ${first?.alert ?? ""}`, facts, paint, new Set([2])),
    byBurn("Fires after a clean window, when the budget begins to burn", (burn) => fires(burn, evaluationInterval)),
    byBurn("Goes on firing after that has ended", ({ resolves }) => time(resolves)),
    byBurn("Budget that is spent when it fires", ({ spent }) => (spent === undefined ? NONE : share(spent))),
  ];
}

const NONE = "-";

const MOMENTS = "A burn of uptime is a share of the evaluations that find no target, spread evenly.";

function fires({ fires: after, byFormula }: BurnExplanation, evaluationInterval: number): string {
  if (byFormula === undefined) return time(after);
  const differs = after === undefined || Math.abs(after - byFormula) > evaluationInterval;
  return differs ? `${after === undefined ? "" : `${time(after)} `}(${time(byFormula)})` : time(after);
}

function fewest({ fewest: { count, of, among }, long }: BurnRateExplanation): string {
  const what = count === 1 ? of.slice(0, -1) : of;
  const without = of === "evaluations" ? " without a target" : "";
  return `${grouped(count)} ${what}${without}${among === undefined ? "" : ` of ${grouped(among)} events`} in ${windowName(long)}`;
}

function thresholdTable(thresholds: readonly ThresholdExplanation[], paint: Paint): readonly string[] {
  const headings = ["alert", "severity", "condition", "while", "fires after", "silent after"];
  const rows = thresholds.flatMap((tier) => {
    const facts = [tier.alert, tier.severity, condition(tier)];
    return tier.steps.map((step, index) => [
      ...(index === 0 ? facts : ["", "", ""]),
      step.level,
      step.fires === undefined ? "never" : time(step.fires),
      time(step.resolves),
    ]);
  });
  return table("Thresholds", [headings, ...rows], paint);
}

function condition({ comparison, threshold, over, for: pending }: ThresholdExplanation): string {
  const range = over === undefined ? "" : ` over ${windowName(over)}`;
  return `${comparisonInWords(comparison, threshold)}${range}${pending === 0 ? "" : ` for ${windowName(pending)}`}`;
}

function sentences(explanation: ObjectiveExplanation): readonly string[] {
  const { budget, burnRates, policies, evaluationInterval, samplesPerEvaluation } = explanation;
  const bracketed = burnRates.some(({ burns }) => burns.some((burn) => fires(burn, evaluationInterval).includes("(")));
  return [
    ...(budget === undefined
      ? []
      : [
          `The budget of ${windowName(budget.window)} is gone after ${windowName(budget.outage)} in which everything is bad.`,
        ]),
    ...firstToTell(burnRates),
    ...(burnRates.some(({ fewest: { of } }) => of === "evaluations") ? [MOMENTS] : []),
    ...(bracketed
      ? [
          "In brackets: long window x threshold / share, which knows nothing of scrapes, evaluations and recorded ranges.",
        ]
      : []),
    ...policies,
    `Prometheus reads about ${grouped(samplesPerEvaluation)} samples every ${windowName(evaluationInterval)}, if each metric has ${SERIES_PER_METRIC} series.`,
  ];
}

/** Which tier is the first at each pace. */
function firstToTell(burnRates: readonly BurnRateExplanation[]): readonly string[] {
  const multiples = burnRates[0]?.burns.map(({ multiple }) => multiple) ?? [];
  if (multiples.length === 0) return [];
  const told = multiplesBy(
    multiples,
    (multiple) => firstAt(multiple, burnRates),
    (multiple) => [multiple],
  ).map(([who, which]) => `${who} of ${multiplesInWords(which)}`);
  return [`The first to tell: ${listInWords(told)} times the burn.`];
}

function firstAt(multiple: number, burnRates: readonly BurnRateExplanation[]): string {
  const told = burnRates.flatMap((tier) => {
    const after = tier.burns.find((burn) => burn.multiple === multiple)?.fires;
    return after === undefined ? [] : [{ tier, after }];
  });
  const [first] = told.toSorted((one, other) => one.after - other.after);
  return first === undefined ? "none" : `${nameOf(first.tier)} (${first.tier.severity})`;
}

function table(
  title: string,
  rows: readonly (readonly string[])[],
  paint: Paint,
  right: ReadonlySet<number> = new Set(),
): readonly string[] {
  const [headings = "", ...lines] = columns(rows, right);
  return [paint.bold(title), ...[paint.dim(headings), ...lines].map((line) => `  ${line}`)];
}

function nameOf({ long, short }: BurnRateExplanation): string {
  return `${windowName(long)}/${windowName(short)}`;
}

function time(seconds: number | undefined): string {
  if (seconds === undefined) return NONE;
  return seconds === 0 ? "at once" : windowName(Math.round(seconds));
}

function share(value: number): string {
  return quantityInWords(percent(Number((value * 100).toPrecision(3))));
}
