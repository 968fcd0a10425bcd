import { tidy } from "../../core/decimal.ts";
import type { Objective } from "../../model/objective.ts";

/** A window of an alert on `up`, and the share of its moments that have to be bad for the alert. */
interface MomentWindow {
  readonly share: number;
  /** How many moments it holds. */
  readonly moments: number;
}

/**
 * Moments without a target that the low-traffic policy of an alert on `up` asks for in its longest window; 0 where it has no
 * guard, because the threshold alone asks for as many.
 */
export function momentsAsked(
  { indicator, lowTraffic }: Pick<Objective, "indicator" | "lowTraffic">,
  { share, moments }: MomentWindow,
): number {
  if (indicator.kind !== "up" || lowTraffic?.kind !== "minimumFailures") return 0;
  return Math.max(1, tidy(share * moments)) < lowTraffic.count ? lowTraffic.count : 0;
}
