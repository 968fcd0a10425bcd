import { windowName } from "../../model/conventions.ts";
import { AlertTimeline } from "../alert-timeline.ts";
import type { Evidence, Statement, Subject, Trial } from "../trial.ts";
import { type BurnTier, burningOf } from "./burning.ts";
import { type Burst, burstWorld, countedOf } from "./burst.ts";
import { shareInWords } from "./words.ts";

/** Two sums that differ by less, relatively, may compare either way. */
const EDGE = 1e-9;

/** How many events at once it takes until a tier fires, and how many leave it silent, where there is no other traffic. */
export function fewestEvents(subject: Subject, tier: BurnTier): readonly Evidence[] {
  const policy = burningOf(subject).objective.lowTraffic;
  if (policy?.kind === "minimumFailures") return guardedBy(policy.count, "bad", subject, tier);
  if (policy?.kind === "minimumEvents") return guardedBy(policy.count, "events", subject, tier);
  return oneFailure(subject, tier);
}

/** All events fail, so that the low-traffic guard alone decides. */
function guardedBy(guard: number, which: "bad" | "events", subject: Subject, tier: BurnTier): readonly Evidence[] {
  const weight = countedOf({ bad: guard, good: 0 }, which, tier.long, subject) / guard;
  const silent = Math.ceil((guard * (1 - EDGE)) / weight) - 1;
  const least = Math.ceil((guard * (1 + EDGE)) / weight);
  const fires = weight > 0 ? fewestThatFire(least, subject, tier) : undefined;
  if (fires === undefined) return [outlasted(tier)];
  const what = which === "bad" ? "failures at once" : "events at once, all of them failures";
  const counts = `each of a burst counts as ${Number(weight.toPrecision(3))}`;
  const lasting = fires === least ? "" : `, and for ${windowName(tier.pending)} they have to be counted`;
  const asked = `(the guard asks for ${guard} in ${windowName(tier.long)}; ${counts}${lasting})`;
  return [
    burstTrial(subject, tier, { bad: fires, good: 0 }, true, `${fires} ${what} ${asked}`),
    burstTrial(subject, tier, { bad: silent, good: 0 }, false, `${silent} ${what}`),
  ];
}

/** A tier with a `for` needs more than its guard, so that they are counted while enough of them are still seen. */
function fewestThatFire(least: number, subject: Subject, tier: BurnTier): number | undefined {
  for (let bad = least; bad <= 5 * least; bad++) {
    const world = burstWorld(subject, { bad, good: 0 });
    const instances = subject.specification.behaviour(world).alerts.get(tier.rule) ?? [];
    if (!new AlertTimeline(world, instances).everFires) continue;
    // One more, where the last digit may have decided.
    return bad === least ? bad : bad + 1;
  }
  return undefined;
}

function outlasted({ rule, short, pending }: BurnTier): Statement {
  const says = `no burst fires: windows of ${windowName(short)} do not show one for the ${windowName(pending)} of its \`for\``;
  return { obligation: "minimum-events", rule, verdict: "NOT COVERED", says };
}

/** Without a guard, most events in the long window of a tier among which one failure is beyond its threshold. */
export function mostEventsForOneFailure({ threshold }: BurnTier): number {
  return Math.ceil((1 - EDGE) / threshold) - 1;
}

/** Without a guard one failure fires among fewer events than `1 / threshold`. */
function oneFailure(subject: Subject, tier: BurnTier): readonly Evidence[] {
  const { threshold } = tier;
  const few = mostEventsForOneFailure(tier);
  const many = Math.floor((1 + EDGE) / threshold) + 1;
  const limit = `the threshold is ${shareInWords(threshold)}`;
  const among = (events: number): string =>
    `1 failure among ${events} events in ${windowName(tier.long)}, ${shareInWords(1 / events)} (${limit})`;
  return [few, many].map((events) =>
    burstTrial(subject, tier, { bad: 1, good: events - 1 }, events === few, among(events)),
  );
}

function burstTrial(subject: Subject, tier: BurnTier, burst: Burst, fires: boolean, what: string): Trial {
  return {
    obligation: "minimum-events",
    rule: tier.rule,
    world: burstWorld(subject, burst),
    claim: ({ everFires }) => ({
      holds: everFires === fires,
      says: `${everFires ? "fires" : "stays silent"} on ${what}`,
    }),
    exported: true,
  };
}
