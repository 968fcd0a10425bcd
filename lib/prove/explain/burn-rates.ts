import { tidy } from "../../core/decimal.ts";
import { AlertTimeline } from "../alert-timeline.ts";
import { type Burning, type BurnTier, burningOf } from "../burn/burning.ts";
import { BURN_MULTIPLES, budgetSpent, momentsToFire, plannedSpending, shareAt } from "../burn/closed-form.ts";
import { mostEventsForOneFailure } from "../burn/fewest-events.ts";
import { type Course, courseOf, incidentsOf } from "../burn/incidents.ts";
import type { Subject } from "../trial.ts";
import type { BurnExplanation, BurnRateExplanation, Fewest } from "./explanation.ts";

/** What the burn-rate alerts of an objective do, by the specification. */
export function explainBurnRates(subject: Subject): readonly BurnRateExplanation[] {
  const burning = burningOf(subject);
  return burning.tiers.map((tier) => ({
    alert: alertOf(subject, tier),
    severity: tier.severity,
    long: tier.long,
    short: tier.short,
    factor: tier.factor,
    threshold: tier.threshold,
    for: tier.pending,
    reachable: tier.threshold < 1,
    plannedSpending: tidy(plannedSpending(tier, burning)),
    fewest: fewestOf(tier, burning),
    burns: burnsOf(subject, tier, burning),
  }));
}

function alertOf({ group }: Subject, { rule }: BurnTier): string {
  const alert = group.rules[rule];
  return alert?.kind === "alert" ? alert.alert : "";
}

function burnsOf(subject: Subject, tier: BurnTier, burning: Burning): readonly BurnExplanation[] {
  const { world, incidents } = incidentsOf(subject);
  const timeline = new AlertTimeline(world, subject.specification.behaviour(world).alerts.get(tier.rule) ?? []);
  return BURN_MULTIPLES.map((multiple) => {
    const incident = incidents.find(({ multiples }) => multiples.includes(multiple));
    const share = shareAt(multiple, burning);
    const course: Course = incident === undefined ? {} : courseOf(timeline, incident);
    const spent = course.fires === undefined ? {} : { spent: tidy(budgetSpent(share, course.fires, burning)) };
    return { multiple, share, ...course, ...formula(tier, share, burning), ...spent };
  });
}

function formula(
  { long, threshold, pending }: BurnTier,
  share: number,
  { moments }: Burning,
): Pick<BurnExplanation, "byFormula"> {
  return moments || share <= threshold ? {} : { byFormula: tidy((long * threshold) / share + pending) };
}

function fewestOf(tier: BurnTier, burning: Burning): Fewest {
  const policy = burning.objective.lowTraffic;
  if (burning.moments) return { count: momentsToFire(tier, burning), of: "evaluations" };
  if (policy?.kind === "minimumFailures") return { count: policy.count, of: "failures" };
  if (policy?.kind === "minimumEvents") return { count: policy.count, of: "events" };
  return { count: 1, of: "failures", among: mostEventsForOneFailure(tier) };
}
