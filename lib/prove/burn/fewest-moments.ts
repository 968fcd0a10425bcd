import { windowName } from "../../model/conventions.ts";
import { stimulate } from "../stimulate/stimulate.ts";
import { worldOf } from "../stimulate/world-of.ts";
import type { Subject, Trial } from "../trial.ts";
import type { World } from "../world.ts";
import { type Burning, type BurnTier, burningOf, tileLength } from "./burning.ts";
import { momentsNeeded } from "./closed-form.ts";
import { shareInWords } from "./words.ts";

/** Moments without a target after a clean window, for all tiers of an objective. */
interface Moments {
  readonly world: World;
  /** Indexes of the evaluations without a target. */
  readonly bad: readonly number[];
}

/** How many evaluations without a target it takes until a tier fires. */
export function fewestMoments(subject: Subject, tier: BurnTier): Trial {
  const { interval } = burningOf(subject);
  const { world, bad } = momentsOf(subject);
  const needed = momentsNeeded(tier, tier.long, burningOf(subject));
  return {
    obligation: "minimum-events",
    rule: tier.rule,
    world,
    claim: (timeline) => {
      const fires = timeline.first(true);
      const seen = fires === undefined ? 0 : bad.filter((index) => index <= fires).length;
      const share = shareInWords((seen * interval) / tier.long);
      const limit = `of ${windowName(tier.long)}, the threshold ${shareInWords(tier.threshold)}`;
      const fewer = needed === 1 ? "" : `; ${needed - 1} stay silent`;
      const wrong = seen === needed ? "" : `, predicted ${needed}`;
      if (fires === undefined) return { holds: false, says: `${bad.length} evaluations without a target stay silent` };
      const what = seen === 1 ? "1 evaluation without a target fires" : `${seen} evaluations without a target fire`;
      return { holds: seen === needed, says: `${what}: they are ${share} ${limit}${wrong}${fewer}` };
    },
  };
}

const known = new WeakMap<Subject, Moments>();

function momentsOf(subject: Subject): Moments {
  const moments = known.get(subject) ?? makeMoments(subject);
  known.set(subject, moments);
  return moments;
}

/**
 * Bad moments one after the other, with a pause before each one that makes a tier fire: as long as the tiles of its window
 * are late, so that the tier has seen all before.
 */
function makeMoments(subject: Subject): Moments {
  const burning = burningOf(subject);
  const { interval, base, objective, tiers } = burning;
  const longest = Math.max(...tiers.map(({ long }) => long));
  const pause = Math.ceil(Math.max(...tiers.map(({ long }) => 2 * tileLength(long, base))) / interval) + 2;
  const bad: number[] = [];
  let at = Math.ceil((longest + base) / interval);
  for (const needed of countsNeeded(burning)) {
    while (bad.length < needed - 1) bad.push(at++);
    at += pause;
    bad.push(at++);
    at += pause;
  }
  const outages = new Set(bad);
  const stretches = Array.from({ length: at }, (_, index) => ({
    seconds: interval,
    level: outages.has(index) ? 1 : 0,
  }));
  const series = stimulate(objective, subject.context, [{ instance: "a", stretches }]);
  return { world: worldOf(series, { interval, seconds: (at - 1) * interval }), bad };
}

function countsNeeded(burning: Burning): readonly number[] {
  const counts = burning.tiers.map((tier) => momentsNeeded(tier, tier.long, burning));
  return [...new Set(counts)].sort((a, b) => a - b);
}
