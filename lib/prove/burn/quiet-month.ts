import { windowName } from "../../model/conventions.ts";
import { Random } from "../random.ts";
import { stimulate } from "../stimulate/stimulate.ts";
import { worldOf } from "../stimulate/world-of.ts";
import type { Occurrence, Replica } from "../stimulus.ts";
import type { Subject, Trial } from "../trial.ts";
import type { World } from "../world.ts";
import { type Burning, type BurnTier, burningOf } from "./burning.ts";
import { shareInWords } from "./words.ts";

const MONTH_SECONDS = 30 * 86_400;

/** Share of the budget that the noise spends: well within the objective. */
const SPENT = 0.5;

/** Tickets that nobody minds in a month: one a week. The most urgent severity of a system wakes somebody, so it must be silent. */
const TICKETS = 4;

const SEED = 20_240_101;

/** A month of noise, and what there is of it, in words. */
interface QuietMonth {
  readonly world: World;
  readonly says: string;
}

/** How often a tier fires in a month in which failures come at random and the objective is kept with ease. */
export function quietMonth(subject: Subject, tier: BurnTier): Trial {
  const { world, says } = monthOf(subject);
  const { objective } = burningOf(subject);
  const ranks = Object.values(subject.context.system.severities).map(({ rank }) => rank);
  const most = tier.rank > Math.min(...ranks) ? TICKETS : 0;
  const accepted = objective.lowTraffic?.kind === "unguarded" ? objective.lowTraffic.why : undefined;
  return {
    obligation: "quiet-month",
    rule: tier.rule,
    world,
    claim: ({ episodes }) => ({
      holds: episodes <= most || accepted !== undefined,
      says:
        `fires ${times(episodes)} in ${says}` +
        (episodes > 0 && accepted !== undefined ? `; it has no guard on purpose: ${accepted}` : ""),
    }),
  };
}

const known = new WeakMap<Subject, QuietMonth>();

function monthOf(subject: Subject): QuietMonth {
  const burning = burningOf(subject);
  const month =
    known.get(subject) ?? (burning.moments ? monthOfScrapes(subject, burning) : monthOfEvents(subject, burning));
  known.set(subject, month);
  return month;
}

/** A third of the month for each traffic. */
function monthOfEvents(subject: Subject, burning: Burning): QuietMonth {
  const random = new Random(SEED);
  const share = SPENT * burning.budget;
  const traffics = trafficsOf(burning);
  const each = MONTH_SECONDS / traffics.length;
  const failures = traffics.map((perSecond, index) =>
    happenings(perSecond * share, index * each, (index + 1) * each, random),
  );
  const replica: Replica = {
    instance: "a",
    stretches: traffics.map((perSecond) => ({ seconds: each, level: 0, perSecond })),
    occurrences: failures.flat(),
  };
  const parts = traffics.map(
    (perSecond, index) =>
      `${numberInWords(failures[index]?.length ?? 0)} at ${numberInWords(perSecond * 3_600)} events an hour`,
  );
  return {
    world: monthWorld(subject, [replica], burning),
    says: `${windowName(MONTH_SECONDS)} in which ${shareInWords(share)} of events fail at random, ${windowName(each)} each: ${parts.join(", ")}`,
  };
}

/** Failures that noise makes in an hour of a busy service. */
const BUSY_FAILURES = 10;

/**
 * Events per second. With a guard: so few that each failure alone is beyond the threshold of the fastest tier, and so many
 * that the guard asks for no more than a threshold does. Without: so many that one failure is within. And a busy service.
 */
function trafficsOf({ objective, budget, tiers }: Burning): readonly number[] {
  const [fastest] = tiers.toSorted((a, b) => b.threshold - a.threshold);
  const [slowest] = tiers.toSorted((a, b) => a.threshold - b.threshold);
  if (fastest === undefined || slowest === undefined) return [];
  const busy = BUSY_FAILURES / 3_600 / (SPENT * budget);
  const oneFailure = 1 / fastest.threshold / fastest.long;
  const policy = objective.lowTraffic;
  switch (policy?.kind) {
    case "minimumFailures":
      return [oneFailure / 2, policy.count / slowest.threshold / slowest.long, busy];
    case "minimumEvents":
      return [oneFailure / 2, policy.count / fastest.long, busy];
    default:
      return [oneFailure * 2, Math.sqrt(oneFailure * 2 * busy), busy];
  }
}

/** One failure at each moment of a Poisson process: the gaps between them are exponential. */
function happenings(perSecond: number, from: number, to: number, random: Random): readonly Occurrence[] {
  const failures: Occurrence[] = [];
  for (let at = from; ; ) {
    at -= Math.log(1 - random.next()) / perSecond;
    if (at >= to) return failures;
    failures.push({ at, bad: 1 });
  }
}

/** The only target misses scrapes at random. */
function monthOfScrapes(subject: Subject, burning: Burning): QuietMonth {
  const random = new Random(SEED);
  const share = SPENT * burning.budget;
  const every = subject.context.owner.scrape?.every.value ?? burning.interval;
  const failures = happenings(share / every, 0, MONTH_SECONDS, random).map(({ at }) => Math.floor(at / every) * every);
  const failed = [...new Set(failures)];
  let at = 0;
  const stretches = failed.flatMap((failure) => {
    const before = { seconds: failure - at, level: 0 };
    at = failure + every;
    return [before, { seconds: every, level: 1 }];
  });
  const replica: Replica = { instance: "a", stretches: [...stretches, { seconds: MONTH_SECONDS - at, level: 0 }] };
  return {
    world: monthWorld(subject, [replica], burning),
    says: `${windowName(MONTH_SECONDS)} in which the only target fails ${shareInWords(share)} of its scrapes at random (${numberInWords(failed.length)})`,
  };
}

function monthWorld({ context }: Subject, replicas: readonly Replica[], { objective, interval }: Burning): World {
  return worldOf(stimulate(objective, context, replicas), { interval, seconds: MONTH_SECONDS - interval });
}

function times(episodes: number): string {
  if (episodes === 0) return "not once";
  return episodes === 1 ? "once" : `${numberInWords(episodes)} times`;
}

function numberInWords(value: number): string {
  return Number(value.toPrecision(value < 100 ? 2 : 12)).toLocaleString("en", {
    maximumFractionDigits: value < 10 ? 1 : 0,
  });
}
