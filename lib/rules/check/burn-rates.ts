import { complement, tidy } from "../../core/decimal.ts";
import type { Report } from "../../model/check/report.ts";
import type { ObjectiveAt } from "../../model/check/walk.ts";
import { quantityInWords, windowName } from "../../model/conventions.ts";
import { isEventObjective } from "../kinds.ts";
import { tiersOf, windowSeconds } from "../windows.ts";
import type { RuleCode } from "./codes.ts";
import { burnRatePath } from "./objective-windows.ts";

/** That each burn-rate alert can fire, and fires for the budget only. */
export function checkBurnRates(at: ObjectiveAt, report: Report<RuleCode>): void {
  const { objective, path } = at;
  const target = objective.target?.value;
  if (!isEventObjective(objective) || target === undefined || !(target > 0 && target < 1)) return;
  const window = windowSeconds(objective);
  const tiers = tiersOf(objective);
  if (objective.burnRate?.kind === "workbook" && window !== undefined && tiers.length === 0) {
    report.error(
      "burn-rate-empty",
      `${path}.burnRate`,
      "the workbook's shortest window is 1h, no shorter than the objective's",
      {
        found: `an objective over ${windowName(window)}`,
        expected: "an objective over more than 1h; 28d or 30d is usual",
      },
    );
  }
  for (const [index, tier] of tiers.entries()) {
    const where = burnRatePath(at, index);
    const own = objective.burnRate?.kind === "tiers";
    const name = own
      ? "this alert"
      : `the alert over ${windowName(tier.long.value)} and ${windowName(tier.short.value)}`;
    checkFactor(tier.factor, target, own ? `${where}.factor` : where, name, report);
    if (tier.short.value >= tier.long.value) {
      report.error(
        "windows-not-ordered",
        `${where}.short`,
        "the short window ends the alert early, so it is the shorter one",
        {
          found: `${windowName(tier.short.value)} and ${windowName(tier.long.value)}`,
          expected: `less than ${windowName(tier.long.value)}`,
          mend: `a twelfth is usual: ${windowName(Math.ceil(tier.long.value / 12))}`,
        },
      );
    }
    if (tier.for !== undefined && tier.for.value > tier.short.value) {
      report.error(
        "for-longer-than-window",
        `${where}.for`,
        "a burst that fills the short window ends before the alert fires",
        {
          found: windowName(tier.for.value),
          expected: `at most ${windowName(tier.short.value)}`,
          mend: "leave it out: the long window is the delay",
        },
      );
    }
  }
}

function checkFactor(factor: number, target: number, path: string, name: string, report: Report<RuleCode>): void {
  const budget = complement(target);
  const threshold = tidy(factor * budget);
  if (threshold >= 1) {
    // One decimal is how people write factors; the largest whose threshold is below 100 %.
    const most = (Math.ceil(tidy(10 / budget)) - 1) / 10;
    const least = Math.ceil(tidy((1 - 1 / factor) * 10_000) + 1e-9) / 100;
    report.error("burn-rate-unreachable", path, `${name} can never fire: it asks for more than all events to be bad`, {
      found: `${factor} x ${quantityInWords({ unit: "ratio", value: budget })} = ${quantityInWords({ unit: "ratio", value: threshold })}`,
      expected: "less than 100 %",
      mend: `a factor of at most ${most}, or a target of at least ${least} %`,
    });
  } else if (factor > 0 && factor < 1) {
    report.warning("burn-rate-below-one", path, `${name} fires although the objective is being met`, {
      found: `factor ${factor}`,
      expected: "at least 1",
      mend: "a longer window of the objective, or burn rates of your own",
    });
  }
}
