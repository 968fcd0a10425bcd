import { type Given, settle } from "../core/assumed.ts";
import type { Duration, Quantity, Unit } from "../core/quantity.ts";
import type { BurnRatePolicy } from "./burn-rate.ts";
import type { EventIndicator, Indicator, UnitOf, UpIndicator, ValueIndicator } from "./indicator.ts";
import type { AbsencePolicy, LowTrafficPolicy, MomentPolicy } from "./policy.ts";
import type { Tier } from "./tier.ts";

/** The window of an error budget: the last N seconds, or the calendar month so far (UTC). */
export type Window = Duration | { readonly calendar: "month" };

/** The calendar month so far, in UTC; burn rates are scaled to 30 days. */
export function calendarMonth(): Window {
  return { calendar: "month" };
}

/** A promise about an indicator (SLO), and the alerts that tell when it is in danger. */
export interface Objective<S extends string = string> {
  readonly name: string;
  readonly indicator: Indicator;
  /** Share of good events (or moments) promised for event indicators; the value promised for value indicators. */
  readonly target?: Quantity;
  /** Window of the error budget; event indicators with a target have one. */
  readonly over?: Window;
  readonly burnRate?: BurnRatePolicy<S>;
  readonly tiers: readonly Tier<Unit, S>[];
  readonly lowTraffic?: LowTrafficPolicy;
  readonly absence: AbsencePolicy<S>;
  /**
   * Alert name of tiers that have none of their own, and with `Absent` behind it that of the absence alert; default
   * `<Service><Objective>`. Burn-rate alerts are always `<Service><Objective>BudgetBurn`.
   */
  readonly alert?: string;
  /** One sentence on what users notice when the objective is missed. */
  readonly impact?: string;
}

type Budget<S extends string> =
  | {
      readonly target: Given<Quantity<"ratio">>;
      readonly over: Given<Window>;
      readonly burnRate: BurnRatePolicy<S>;
      readonly tiers?: readonly Tier<"ratio", S>[];
    }
  | {
      readonly target?: never;
      readonly over?: never;
      readonly burnRate?: never;
      readonly tiers: readonly Tier<"ratio", S>[];
    };

interface Bound<U extends Unit, S extends string> {
  readonly target?: Given<Quantity<U>>;
  readonly tiers: readonly Tier<U, S>[];
  readonly over?: never;
  readonly burnRate?: never;
}

type Guard<I> = I extends { kind: "throughput" | "saturation" | "freshness" | "queueDepth" }
  ? { readonly lowTraffic?: never }
  : I extends UpIndicator
    ? {
        /** Counts moments: evaluations without an answering target. Needed where there are burn rates. */
        readonly lowTraffic?: MomentPolicy;
      }
    : { readonly lowTraffic: LowTrafficPolicy };

/** What {@link objective} takes: which fields are required follows from the indicator. */
export type ObjectiveSpec<I extends Indicator, S extends string> = {
  readonly indicator: I;
  readonly absence: AbsencePolicy<S>;
  readonly alert?: string;
  readonly impact?: string;
} & (I extends EventIndicator ? Budget<S> : I extends ValueIndicator ? Bound<UnitOf<I>, S> : never) &
  Guard<I>;

/**
 * Declares an objective. Indicators that count events need `target`, `over` and `burnRate`, or `tiers`, or both, and a
 * low-traffic policy, which counts moments for `up`; indicators that are a value need `tiers` in the unit of the indicator.
 */
export function objective<const I extends Indicator, const S extends string>(
  name: string,
  spec: ObjectiveSpec<I, S>,
): Objective<S> {
  return settle<Objective<S>>({ name, tiers: [], ...spec });
}
