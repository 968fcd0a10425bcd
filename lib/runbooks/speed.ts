import { complement, tidy } from "../core/decimal.ts";
import type { BurnRate } from "../model/burn-rate.ts";
import { countsEvents } from "../model/check/walk.ts";
import type { Objective } from "../model/objective.ts";
import type { Tier } from "../model/tier.ts";
import type { PageAlert } from "./page-alert.ts";

/** Share of bad events that both windows of a burn-rate alert have to exceed. */
export function burnThreshold({ target }: Objective, { factor }: BurnRate): number {
  return target === undefined ? 0 : tidy(factor * complement(target.value));
}

/**
 * Time from the beginning of a total failure, after a clean window, until an alert fires: `long x threshold / share`, as
 * https://sre.google/workbook/alerting-on-slos/ has it, later by what recorded rates smear. None where the model does not
 * say what total failure is. Units: seconds.
 */
export function secondsToFire(alert: PageAlert): number | undefined {
  const { origin, timing } = alert;
  switch (origin.kind) {
    case "down":
    case "target-down":
    case "absence":
      return alert.for;
    case "condition":
      return undefined;
    case "burn-rate": {
      const { long, short } = origin.tier;
      const threshold = burnThreshold(origin.objective, origin.tier);
      if (origin.objective.indicator.kind === "up") return momentsToFire(alert, long.value, threshold);
      const reached = [long.value, short.value].map((window) => smeared(window, window * threshold, timing.base ?? 0));
      return Math.max(...reached) + alert.for;
    }
    case "tier": {
      const { tier, objective } = origin;
      if (!countsEvents(objective.indicator) || timing.range === undefined) return undefined;
      const bad = badShare(tier, objective);
      if (objective.indicator.kind === "up") return momentsToFire(alert, timing.range, bad);
      return smeared(timing.range, timing.range * bad, timing.base ?? 0) + alert.for;
    }
  }
}

/** Share of bad events at a threshold: of hits and of uptime it is what is left of the good ones. */
function badShare({ threshold }: Tier, { indicator }: Objective): number {
  const good = indicator.kind === "up" || indicator.kind === "hitRatio";
  return good ? complement(threshold.value) : threshold.value;
}

function momentsToFire({ origin, timing, for: pending }: PageAlert, window: number, share: number): number {
  const interval = timing.evaluationInterval;
  const policy = "objective" in origin ? origin.objective.lowTraffic : undefined;
  const asked = policy?.kind === "minimumFailures" ? Math.ceil(policy.count) : 0;
  const moments = Math.max(Math.floor(tidy((share * window) / interval)) + 1, asked);
  return (moments - 1) * interval + pending;
}

/** Windows from a day on are summed from tiles, which show what happened; rates over a shorter range look back over it. */
const TILED_FROM_SECONDS = 86_400;

/** A window that sums recorded rates rises late, by half their range or as the square of a short incident. */
function smeared(window: number, seconds: number, base: number): number {
  if (window === base || window >= TILED_FROM_SECONDS) return seconds;
  return seconds >= base / 2 ? seconds + base / 2 : Math.sqrt(2 * base * seconds);
}
