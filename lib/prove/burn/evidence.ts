import type { AlertTimeline } from "../alert-timeline.ts";
import type { BurnRateObligation } from "../obligation.ts";
import type { Claim, Evidence, Subjected, Trial } from "../trial.ts";
import { burningOf } from "./burning.ts";
import { fewestEvents } from "./fewest-events.ts";
import { fewestMoments } from "./fewest-moments.ts";
import { firstTierClaim } from "./first-tier.ts";
import { budgetClaim, detectionClaim, resetClaim } from "./incident-claims.ts";
import { incidentsOf } from "./incidents.ts";
import { quietMonth } from "./quiet-month.ts";

/** Evidence for everything that is asked of a burn-rate alert beside what is asked of all alerts. */
export function burnRateEvidence({ subject, rule }: Subjected): readonly Evidence[] {
  const burning = burningOf(subject);
  const tier = burning.tiers.find((one) => one.rule === rule);
  if (tier === undefined) return [];
  const { world, incidents } = incidentsOf(subject);
  const shown = { tier, burning, incidents };
  const trial = (obligation: BurnRateObligation, claim: (timeline: AlertTimeline) => Claim): Trial => ({
    obligation,
    rule,
    world,
    claim,
  });
  return [
    trial("detection", detectionClaim(shown)),
    trial("reset", resetClaim(shown)),
    trial("budget-spent", budgetClaim(shown)),
    ...(burning.moments ? [fewestMoments(subject, tier)] : fewestEvents(subject, tier)),
    quietMonth(subject, tier),
    trial("first-tier", firstTierClaim(subject, tier)),
  ];
}
