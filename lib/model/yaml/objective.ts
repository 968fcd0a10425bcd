import type { Given } from "../../core/assumed.ts";
import type { Quantity, Unit } from "../../core/quantity.ts";
import { type BurnRatePolicy, burnRates, noBurnRate, workbook } from "../burn-rate.ts";
import type { Indicator } from "../indicator.ts";
import { unitOfIndicator } from "../indicator.ts";
import { calendarMonth, type Objective, type ObjectiveSpec, objective, type Window } from "../objective.ts";
import {
  type AbsencePolicy,
  absenceIgnored,
  absentFor,
  type LowTrafficPolicy,
  minimumEvents,
  minimumFailures,
  unguarded,
  widenedWindows,
} from "../policy.ts";
import { above, atLeast, atMost, below, type Comparison, type Tier, type TierOptions } from "../tier.ts";
import { type Data, leafOf, listOf, mapOf, optional, optionalLeaf, textOf } from "./data.ts";
import { indicatorOf } from "./indicator.ts";
import { durationOf, quantityOf, type Reading } from "./reading.ts";

const TIERS: Readonly<
  Record<Comparison, (threshold: Given<Quantity>, options: TierOptions<string>) => Tier<Unit, string>>
> = { above, atLeast, below, atMost };

/** An objective; `undefined` when its indicator cannot be read, which is reported. */
export function objectiveOf(name: string, data: Data, path: string, reading: Reading): Objective | undefined {
  const indicator = indicatorOf(data, path, reading);
  if (indicator === undefined) return undefined;
  const unit = unitOfIndicator(indicator);
  const spec = {
    indicator,
    ...optional(data, "target", (value) => quantityOf(value, unit)),
    ...optionalLeaf(data, "over", windowOf),
    ...optional(data, "burnRate", burnRateOf),
    ...optional(data, "tiers", (tiers) => listOf(tiers).map((tier) => tierOf(mapOf(tier), unit))),
    ...optional(data, "lowTraffic", lowTrafficOf),
    ...optional(data, "absence", absenceOf),
    ...optional(data, "alert", textOf),
    ...optional(data, "impact", textOf),
  };
  // Which fields an indicator needs, and in which unit, is checked with the model: the schema cannot say all of it.
  return objective<Indicator, string>(name, spec as unknown as ObjectiveSpec<Indicator, string>);
}

function windowOf(value: unknown): Window {
  return value === "month" ? calendarMonth() : durationOf(value);
}

function tierOf(data: Data, unit: Unit): Tier {
  const comparison = (Object.keys(TIERS) as Comparison[]).find((key) => data[key] !== undefined) ?? "above";
  return TIERS[comparison](quantityOf(data[comparison], unit), {
    ...optionalLeaf(data, "over", durationOf),
    for: leafOf(data.for, durationOf),
    severity: textOf(data.severity),
    ...optionalLeaf(data, "alert", textOf),
    ...optionalLeaf(data, "impact", textOf),
  });
}

function burnRateOf(value: unknown): BurnRatePolicy {
  if (Array.isArray(value)) {
    return burnRates(
      value.map(mapOf).map((tier) => ({
        long: leafOf(tier.long, durationOf),
        short: leafOf(tier.short, durationOf),
        factor: leafOf(tier.factor, Number),
        ...optionalLeaf(tier, "for", durationOf),
        severity: textOf(tier.severity),
      })),
    );
  }
  const { none, page, ticket } = mapOf(value);
  return none === undefined ? workbook({ page: textOf(page), ticket: textOf(ticket) }) : noBurnRate(textOf(none));
}

function lowTrafficOf(value: unknown): LowTrafficPolicy {
  const data = mapOf(value);
  if (data.minimumFailures !== undefined) return minimumFailures(leafOf(data.minimumFailures, Number));
  if (data.minimumEvents !== undefined) return minimumEvents(leafOf(data.minimumEvents, Number));
  if (data.widenedWindows !== undefined) return widenedWindows(leafOf(data.widenedWindows, Number));
  return unguarded(textOf(data.unguarded));
}

function absenceOf(value: unknown): AbsencePolicy {
  const data = mapOf(value);
  if (data.ignored !== undefined) return absenceIgnored(textOf(data.ignored));
  return absentFor(leafOf(data.after, durationOf), textOf(data.severity), optional(data, "alert", textOf));
}
