import { tidy } from "../../core/decimal.ts";
import { windowName } from "../../model/conventions.ts";
import { stimulate } from "../stimulate/stimulate.ts";
import { worldOf } from "../stimulate/world-of.ts";
import type { Subject, Trial } from "../trial.ts";
import type { World } from "../world.ts";
import { type Burning, type BurnTier, burningOf, tileLength } from "./burning.ts";
import { momentsToFire } from "./closed-form.ts";
import { shareInWords } from "./words.ts";

/** Moments without a target after a clean window, for all tiers of an objective. */
interface Moments {
  readonly world: World;
  /** Indexes of the evaluations without a target. */
  readonly bad: readonly number[];
}

/** How many evaluations without a target it takes until a tier fires. */
export function fewestMoments(subject: Subject, tier: BurnTier): Trial {
  const burning = burningOf(subject);
  const { world, bad } = momentsOf(subject);
  const needed = momentsToFire(tier, burning);
  return {
    obligation: "minimum-events",
    rule: tier.rule,
    world,
    claim: (timeline) => {
      const fires = timeline.first(true);
      const seen = bad.filter((index) => fires === undefined || index <= fires).length;
      const share = (seen * burning.interval) / tier.long;
      const what = seen === 1 ? "1 evaluation without a target" : `${seen} evaluations without a target`;
      const does = fires === undefined ? "stays silent" : "fires";
      const threshold = `${shareInWords(share)} of ${windowName(tier.long)}, the threshold ${shareInWords(tier.threshold)}`;
      const asked = guardInWords(burning);
      return {
        // Exactly at the threshold the last digit decides.
        holds: fires !== undefined && (seen === needed || tidy(share) === tier.threshold),
        says: `${does} on ${what}${fewerInWords(seen)}: ${threshold}${asked}${seen === needed ? "" : `; ${needed} predicted`}`,
      };
    },
  };
}

function fewerInWords(seen: number): string {
  return seen === 1 ? "" : `, not on ${seen - 1}`;
}

function guardInWords({ objective: { lowTraffic } }: Burning): string {
  if (lowTraffic?.kind === "unguarded") return `; it has no guard on purpose: ${lowTraffic.why}`;
  return lowTraffic?.kind === "minimumFailures" ? `, and the guard asks for ${lowTraffic.count}` : "";
}

const known = new WeakMap<Subject, Moments>();

function momentsOf(subject: Subject): Moments {
  const moments = known.get(subject) ?? makeMoments(subject);
  known.set(subject, moments);
  return moments;
}

/**
 * Bad moments one after the other, and a pause before the one that makes a tier fire whose window is made of tiles: as long
 * as these are late, so that the tier has seen all others by then.
 */
function makeMoments(subject: Subject): Moments {
  const burning = burningOf(subject);
  const { interval, base, objective, tiers } = burning;
  const pending = Math.ceil(Math.max(...tiers.map((tier) => tier.pending)) / interval);
  const longest = Math.max(...tiers.map(({ long }) => long));
  const bad: number[] = [];
  let at = Math.ceil((longest + base) / interval);
  for (const { needed, tile } of countsNeeded(burning)) {
    const pause = Math.ceil((2 * tile) / interval);
    while (bad.length < needed - 1) bad.push(at++);
    at += pause;
    while (bad.length < needed) bad.push(at++);
    at += pause + pending;
  }
  at += 2;
  const outages = new Set(bad);
  const stretches = Array.from({ length: at }, (_, index) => ({
    seconds: interval,
    level: outages.has(index) ? 1 : 0,
  }));
  const series = stimulate(objective, subject.context, [{ instance: "a", stretches }]);
  return { world: worldOf(series, { interval, seconds: (at - 1) * interval }), bad };
}

function countsNeeded(burning: Burning): readonly { readonly needed: number; readonly tile: number }[] {
  return burning.tiers
    .map((tier) => ({ needed: momentsToFire(tier, burning), tile: tileLength(tier.long, burning.base) }))
    .sort((a, b) => a.needed - b.needed || a.tile - b.tile);
}
