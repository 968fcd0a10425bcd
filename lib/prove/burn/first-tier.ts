import { windowName } from "../../model/conventions.ts";
import { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Subject } from "../trial.ts";
import { type BurnTier, burningOf } from "./burning.ts";
import { courseOf, type Incident, incidentsOf } from "./incidents.ts";
import { listInWords, multiplesBy, multiplesInWords } from "./words.ts";

/** One tier that fires in an incident. Units: seconds. */
interface Firing {
  readonly tier: BurnTier;
  readonly after: number;
}

/** Which tier fires first at each multiple of the burn, and that none fires before a more urgent one. */
export function firstTierClaim(subject: Subject, tier: BurnTier): () => Claim {
  return () => {
    const order = orderOf(subject);
    const first = multiplesBy(
      order,
      ({ firing }) => (firing[0] === undefined ? "none" : nameOf(firing[0].tier)),
      ({ incident }) => incident.multiples,
    ).map(([name, multiples]) => `${name} at ${multiplesInWords(multiples)}`);
    const late = order.filter(({ firing }) => !isUrgentFirst(firing)).flatMap(({ incident }) => incident.multiples);
    const judged = burningOf(subject).tiers.some(({ rank }) => rank !== tier.rank)
      ? [
          late.length === 0
            ? "none fires before a more urgent one"
            : `at ${multiplesInWords(late)} a milder one is earlier`,
        ]
      : [];
    return {
      holds: late.length === 0,
      says: [`the first to fire is ${listInWords(first)} times the budget's burn`, ...judged].join("; "),
    };
  };
}

function orderOf(subject: Subject): readonly { readonly incident: Incident; readonly firing: readonly Firing[] }[] {
  const { world, incidents } = incidentsOf(subject);
  const { alerts } = subject.specification.behaviour(world);
  const timelines = burningOf(subject).tiers.map((tier) => ({
    tier,
    timeline: new AlertTimeline(world, alerts.get(tier.rule) ?? []),
  }));
  return incidents.map((incident) => {
    const firing = timelines.flatMap(({ tier, timeline }): readonly Firing[] => {
      const { fires } = courseOf(timeline, incident);
      return fires === undefined ? [] : [{ tier, after: fires }];
    });
    return { incident, firing: firing.toSorted((a, b) => a.after - b.after || a.tier.rank - b.tier.rank) };
  });
}

/** True when no tier fires before a more urgent one of the same incident. */
function isUrgentFirst(firing: readonly Firing[]): boolean {
  return firing.every(({ tier }, index) => index === 0 || tier.rank >= (firing[index - 1]?.tier.rank ?? 0));
}

function nameOf({ long, short, severity }: BurnTier): string {
  return `${windowName(long)}/${windowName(short)} (${severity})`;
}
