import { tidy } from "../../core/decimal.ts";
import { comparisonInWords, quantityInWords } from "../conventions.ts";
import { type QuantileIndicator, unitOfIndicator } from "../indicator.ts";
import type { Objective } from "../objective.ts";
import type { System } from "../system.ts";
import type { Comparison, Tier } from "../tier.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";
import { countsEvents, objectivesOf } from "./walk.ts";

const UPWARDS: ReadonlySet<Comparison> = new Set<Comparison>(["above", "atLeast"]);

/** That every tier of an objective can fire, and that none contradicts another one. */
export function checkTiers(system: System, report: Report<ModelCode>): void {
  for (const { objective, path } of objectivesOf(system)) {
    for (const [index, tier] of objective.tiers.entries()) checkTier(objective, tier, `${path}.tiers.${index}`, report);
    for (const [index, tier] of objective.tiers.entries()) {
      for (const [before, other] of objective.tiers.slice(0, index).entries()) {
        // Of shares only one direction is right, which is told already.
        const mixed = UPWARDS.has(tier.comparison) !== UPWARDS.has(other.comparison);
        if (mixed && countsEvents(objective.indicator)) continue;
        comparePair(system, path, [before, other], [index, tier], report);
      }
    }
    for (const [index, { factor }] of (objective.burnRate?.kind === "tiers"
      ? objective.burnRate.tiers
      : []
    ).entries()) {
      if (factor > 0 && Number.isFinite(factor)) continue;
      report.error("burn-factor-invalid", `${path}.burnRate.${index}.factor`, "no such multiple of the budget's rate", {
        found: `${factor}`,
        expected: "more than 0",
      });
    }
  }
}

function checkTier(objective: Objective, tier: Tier, path: string, report: Report<ModelCode>): void {
  const { indicator } = objective;
  const { comparison, threshold } = tier;
  const at = `${path}.${comparison}`;
  if (tier.over === undefined && needsRange(objective)) {
    report.error(
      "tier-without-range",
      `${path}.over`,
      "the indicator is measured over a range, which the tier has to give",
      {
        expected: "a length such as 5m",
      },
    );
  }
  if (threshold.unit !== unitOfIndicator(indicator)) return;
  if (threshold.unit === "ratio" && countsEvents(indicator)) checkShare(objective, tier, at, report);
  else if (threshold.unit === "ratio" && threshold.value > 1) {
    const facts = { found: quantityInWords(threshold), mend: percentSlip(threshold.value) };
    report.warning("tier-out-of-range", at, "more than all of the capacity, which only requests can exceed", facts);
  }
  if (indicator.kind === "quantile" && UPWARDS.has(comparison)) checkBuckets(indicator, tier, at, report);
}

/**
 * That a quantile can be on either side of its threshold: it is never more than the top bucket, and never less than its
 * share of the first, since it is interpolated from zero inside that bucket.
 */
function checkBuckets(indicator: QuantileIndicator, tier: Tier, at: string, report: Report<ModelCode>): void {
  const { comparison, threshold } = tier;
  const { histogram, quantile } = indicator;
  const [first] = histogram.buckets ?? [];
  const top = histogram.buckets?.at(-1);
  if (histogram.type !== "histogram" || top === undefined || first === undefined || !(quantile > 0 && quantile < 1))
    return;
  const found = comparisonInWords(comparison, threshold);
  const words = (value: number): string => quantityInWords({ unit: threshold.unit, value: tidy(value) });
  if (comparison === "above" ? threshold.value >= top : threshold.value > top) {
    report.error("tier-unreachable", at, `a quantile is never more than the top bucket of ${histogram.name}`, {
      found,
      expected: `a threshold below ${words(top)}`,
      mend: `add a bucket bound above ${words(threshold.value)} to the metric`,
    });
  } else if (first > 0 && threshold.value < quantile * first) {
    report.error(
      "tier-always",
      at,
      `a quantile is never less than its share of the first bucket of ${histogram.name}`,
      {
        found,
        expected: `a threshold of at least ${words(quantile * first)}`,
        mend: `add a bucket bound of at most ${words(threshold.value)} to the metric`,
      },
    );
  }
}

function needsRange({ indicator }: Objective): boolean {
  if (countsEvents(indicator) || indicator.kind === "quantile" || indicator.kind === "throughput") return true;
  return indicator.kind === "saturation" && indicator.used.type === "counter";
}

function checkShare({ indicator }: Objective, tier: Tier, path: string, report: Report<ModelCode>): void {
  const { comparison, threshold } = tier;
  const { value } = threshold;
  const up = UPWARDS.has(comparison);
  if (value < 0 || value > 1) {
    const mend = percentSlip(value);
    report.error("tier-out-of-range", path, "a share lies between 0 and 100 %", {
      found: quantityInWords(threshold),
      mend,
    });
    return;
  }
  const bad = indicator.kind === "ratio" || indicator.kind === "latency";
  if (bad !== up) {
    const better = quantityInWords({ unit: "ratio", value: Number((1 - value).toFixed(12)) });
    const what = bad ? "the share of bad events" : "the share of good moments or look-ups";
    report.error("tier-direction", path, `tiers compare ${what}, so this one fires while all is well`, {
      found: comparisonInWords(comparison, threshold),
      mend: `write ${bad ? "above" : "below"} ${value === 0 || value === 1 ? quantityInWords(threshold) : better}`,
    });
  } else if ((comparison === "above" && value === 1) || (comparison === "below" && value === 0)) {
    report.error("tier-unreachable", path, "no share is beyond this threshold", {
      found: comparisonInWords(comparison, threshold),
      mend: comparison === "above" ? "choose less than 100 %" : "choose more than 0 %",
    });
  }
}

function percentSlip(value: number): string | undefined {
  return value > 1 && value <= 100 ? `write ${value} %` : undefined;
}

type Indexed = readonly [index: number, tier: Tier];

function comparePair(system: System, path: string, [i, a]: Indexed, [j, b]: Indexed, report: Report<ModelCode>): void {
  if (a.threshold.unit !== b.threshold.unit) return;
  const at = `${path}.tiers.${j}.${b.comparison}`;
  if (UPWARDS.has(a.comparison) !== UPWARDS.has(b.comparison)) {
    const [upper, lower] = UPWARDS.has(a.comparison) ? [a, b] : [b, a];
    if (lower.threshold.value < upper.threshold.value) return;
    report.error("tier-contradiction", at, `together with tiers.${i} every value alerts`, {
      found: `${inWords(a)} and ${inWords(b)}`,
      expected: "comparisons in one direction, or a band between them",
    });
    return;
  }
  if (
    a.alert === b.alert &&
    a.severity === b.severity &&
    a.threshold.value === b.threshold.value &&
    a.over?.value === b.over?.value
  ) {
    report.error("tier-duplicate", at, `tiers.${i} has the same threshold and severity`, {
      found: `${inWords(b)}, ${b.severity}`,
      mend: "remove one of them",
    });
    return;
  }
  const [rankA, rankB] = [system.severities[a.severity]?.rank, system.severities[b.severity]?.rank];
  if (rankA === undefined || rankB === undefined || rankA === rankB) return;
  const [severe, mild] = rankA < rankB ? [a, b] : [b, a];
  // A milder threshold that has to last longer is an escalation, and no contradiction.
  const longer = (severe.over?.value ?? 0) > (mild.over?.value ?? 0) || severe.for.value > mild.for.value;
  const distance = severe.threshold.value - mild.threshold.value;
  if (longer || (UPWARDS.has(a.comparison) ? distance > 0 : distance < 0)) return;
  report.error(
    "tier-contradiction",
    at,
    `${severe.severity} is more urgent than ${mild.severity}, but its threshold is not beyond`,
    {
      found: `${severe.severity} ${inWords(severe)}, ${mild.severity} ${inWords(mild)}`,
      expected: `a threshold of ${severe.severity} beyond that of ${mild.severity}`,
      mend: "exchange the thresholds, or the severities",
    },
  );
}

function inWords({ comparison, threshold }: Tier): string {
  return comparisonInWords(comparison, threshold);
}
