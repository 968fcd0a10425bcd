import { tidy } from "../../core/decimal.ts";
import { quantityInWords } from "../../model/conventions.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import { EVENTS_PER_SECOND } from "../stimulate/spans.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { World } from "../world.ts";
import { lengthOf, type Phase, pairOf, serviceOf } from "./cast.ts";
import { exactSlowing, fractionOf } from "./exact.ts";
import { beyondBy, extremeOf, groupLevels, thresholdLevel, withinBy } from "./levels.ts";
import { atOnce, waits } from "./pending.ts";
import { worldOn } from "./scene.ts";
import { exported, firesWithin, isActive, trial } from "./trials.ts";
import { longest, readingStep, shortest, type Watched } from "./watched.ts";
import { at, levelInWords } from "./words.ts";

/** Longest window whose whole history is written; what is longer is shown over the part of it that is. Units: seconds. */
export const WRITTEN_HISTORY = 21_600;

/** How much faster than the threshold the budget burns in the end, at most, as a share of it. */
const HASTE = 0.3;

/** The same where the threshold is so high that not even everything is faster by as much. */
function hasteOf(threshold: number): number {
  return Math.min(HASTE, (1 - threshold) / threshold / 2);
}

/** A burn just within the threshold over the long window, then one beyond it, until the long window meets the threshold. */
interface Creep {
  readonly world: World;
  /** Index of the evaluation at which the burn becomes faster. */
  readonly faster: number;
  /** Index of the evaluation at which the long window holds the threshold; the next one is beyond it. */
  readonly met: number;
  /** Evaluations until the long window is read again. */
  readonly step: number;
  /** Index of the evaluation at which the burn ends. */
  readonly over: number;
  /** Shares of bad events before and while the burn is faster. */
  readonly calm: number;
  readonly hasty: number;
}

/** The long window decides: both windows rise slowly, the long one passes its threshold last. */
function creepOf(watched: Watched): Creep {
  const { interval, every, base, pending } = watched;
  const [long, short] = [longest(watched), shortest(watched)];
  const slowed = exactSlowing(every, base) ?? 1;
  const step = readingStep(watched);
  const history = long <= WRITTEN_HISTORY ? long : roundUp(short * 1.25, step * interval);
  const faster = history / interval;
  const met = faster + roundUp(history / interval / 4 + (long <= WRITTEN_HISTORY ? 0 : faster / 12), step);
  const weights = weightsAt(watched, { met, faster, step, slowed, long });
  const { calm, hasty, perSecond } = ratesMeeting(thresholdLevel(watched), weights, base / (every * slowed) - 1);
  const over = met + step + Math.ceil(pending / interval) + 3;
  const before = long <= WRITTEN_HISTORY ? 0 : base + 2 * every * slowed;
  const phases: readonly Phase[] = [
    { seconds: before + history, level: calm, perSecond },
    { seconds: (over - faster) * interval, level: hasty, perSecond },
    {
      seconds: roundUp(short * HASTE + base + 5 * interval, interval),
      level: groupLevels(watched.subject).healthy,
      perSecond,
    },
  ];
  const world = worldOn(watched, {
    replicas: serviceOf(watched, pairOf(watched), phases, before === 0 ? {} : { from: -before }),
    seconds: lengthOf(phases) - before,
    clock: { slowed },
  });
  return { world, faster, met, step, over, calm, hasty };
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}

/** How many evaluations of the long window, as parts of one, see the slow burn and the fast one. */
function weightsAt(
  { interval, every, base }: Watched,
  {
    met,
    faster,
    step,
    slowed,
    long,
  }: Pick<Creep, "met" | "faster" | "step"> & { readonly slowed: number; readonly long: number },
): { readonly slow: number; readonly fast: number } {
  const parts = base / (every * slowed) - 1;
  const seen = interval / (every * slowed);
  const oldest = Math.max(0, met - long / interval + 1);
  const weights = { slow: 0, fast: 0 };
  for (let index = met; index >= oldest; index--) {
    if (index % step !== 0) continue;
    const fast = Math.max(0, Math.min(parts, (index - faster) * seen));
    weights.fast += fast;
    weights.slow += parts - fast;
  }
  return weights;
}

/** Whole rates of bad events, slow and fast, whose weighted mean is exactly a share of whole rates of all events. */
function ratesMeeting(
  threshold: number,
  { slow, fast }: { readonly slow: number; readonly fast: number },
  parts: number,
): { readonly calm: number; readonly hasty: number; readonly perSecond: number } {
  const common = divisor(slow, fast);
  const { part, whole } = fractionOf(threshold);
  const haste = hasteOf(threshold);
  if (!Number.isInteger(part)) {
    const [calm, hasty] = [1 - (haste * fast) / slow, 1 + haste].map((share) => tidy(threshold * share));
    return { calm: calm ?? 0, hasty: hasty ?? 0, perSecond: EVENTS_PER_SECOND };
  }
  // Replicas have tenths or quarters of the bad events, and recordings that see both rates parts of their difference.
  const unit = 20 * parts;
  const bad = roundUp((unit * slow) / common / haste, 20 * part);
  const perSecond = (bad / part) * whole;
  return {
    calm: (bad - (unit * fast) / common) / perSecond,
    hasty: (bad + (unit * slow) / common) / perSecond,
    perSecond,
  };
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** The short window decides: after an outage it comes down to the threshold while the long one is far beyond it. */
interface Relief {
  readonly world: World;
  readonly outage: number;
  readonly exact: number;
  readonly beyond: number;
  /** False where the threshold cannot be met exactly, and the burn is just within it. */
  readonly isExact: boolean;
}

function reliefOf(watched: Watched): Relief {
  const { interval, every, base, pending } = watched;
  const { part, whole } = fractionOf(thresholdLevel(watched));
  const slowed = exactSlowing(every, base);
  const isExact = slowed !== undefined && Number.isInteger(part);
  const shared = { perSecond: isExact ? 40 * whole : EVENTS_PER_SECOND };
  const phases: readonly Phase[] = [
    { seconds: roundUp(base + 5 * interval, interval), level: withinBy(watched), ...shared },
    { seconds: roundUp(5 * interval + pending, interval), level: extremeOf(watched), ...shared },
    {
      seconds: roundUp(shortest(watched) + base + 4 * interval, interval),
      level: isExact ? part / whole : withinBy(watched),
      ...shared,
    },
    {
      // From just within it, the short window has to be filled again.
      seconds: roundUp((isExact ? 0 : shortest(watched) + base) + 6 * interval + pending, interval),
      level: beyondBy(watched),
      ...shared,
    },
  ];
  const [, outage = 0, exact = 0, beyond = 0] = phases.map((_, index) => lengthOf(phases.slice(0, index)) / interval);
  const world = worldOn(watched, {
    replicas: serviceOf(watched, pairOf(watched), phases),
    seconds: lengthOf(phases),
    clock: { slowed: slowed ?? 1 },
  });
  return { world, outage, exact, beyond, isExact };
}

/** Fires just above, stays silent just below and at each of its two thresholds, waits, resolves. */
export function creepTrials(watched: Watched): readonly Evidence[] {
  const creep = creepOf(watched);
  const relief = reliefOf(watched);
  return [
    exported(trial(watched, "fires-just-above", creep.world, (timeline) => firesAbove(watched, creep, timeline))),
    exported(trial(watched, "silent-just-below", relief.world, (timeline) => silentBelow(watched, relief, timeline))),
    exported(trial(watched, "pending", creep.world, (timeline) => waits(watched, timeline))),
    ...(watched.pending > 0
      ? []
      : [exported(trial(watched, "for-boundary", creep.world, (timeline) => atOnce(watched, timeline)))]),
    exported(trial(watched, "resolves", creep.world, (timeline) => resolves(watched, creep, timeline))),
  ];
}

function firesAbove(watched: Watched, { faster, met, step, ...rates }: Creep, timeline: AlertTimeline): Claim {
  const fires = timeline.first(true);
  if (fires === undefined) return { holds: false, says: "never fires although both windows are beyond the threshold" };
  const due = met + step + Math.ceil(watched.pending / watched.interval);
  const [calm, hasty] = [rates.calm, rates.hasty].map((share) => percentInWords(share));
  return {
    // Where rates cannot be met exactly, the window passes its threshold an evaluation earlier or later.
    holds: Math.abs(fires - due) <= step && !isActive(timeline, met - step),
    says: `fires at ${at(timeline, fires)}, the first evaluation at which more than ${words(watched, 1)} over ${long(watched)}: ${calm} at first, ${hasty} from ${at(timeline, faster)} on`,
  };
}

function silentBelow(watched: Watched, { outage, exact, beyond, isExact }: Relief, timeline: AlertTimeline): Claim {
  const fires = timeline.first(true);
  const ends = timeline.first(false, exact);
  const again = timeline.first(true, beyond);
  const holds =
    !firesWithin(timeline, 0, outage) &&
    fires !== undefined &&
    ends !== undefined &&
    !firesWithin(timeline, beyond - 3, beyond + 1) &&
    again !== undefined;
  if (!holds) return { holds, says: `does not stay silent at ${words(watched, 1)}` };
  return {
    holds,
    says: `stays silent while ${levelInWords(watched, withinBy(watched))}; after an outage it ends at ${at(timeline, ends)}, when ${isExact ? `exactly ${words(watched, 1)}` : "no more"} over its short window and many more over the long one, and it fires anew at ${at(timeline, again)}, just above`,
  };
}

function resolves(watched: Watched, { over }: Creep, timeline: AlertTimeline): Claim {
  const ends = timeline.first(false, over);
  if (ends === undefined) return { holds: false, says: "does not end within its short window" };
  const latest = over + Math.ceil((shortest(watched) * HASTE + watched.base) / watched.interval) + 1;
  const holds = timeline.firing(over - 1) > 0 && ends <= latest && timeline.first(true, ends) === undefined;
  const { healthy } = groupLevels(watched.subject);
  return {
    holds,
    says: `ends at ${at(timeline, ends)} when ${levelInWords(watched, healthy)} from ${at(timeline, over)} on`,
  };
}

function percentInWords(share: number): string {
  return quantityInWords({ unit: "ratio", value: Number(share.toPrecision(4)) });
}

function words(watched: Watched, share: number): string {
  return levelInWords(watched, tidy(thresholdLevel(watched) * share));
}

function long(watched: Watched): string {
  const window = longest(watched);
  return window <= WRITTEN_HISTORY ? levelWindow(window) : `the part of ${levelWindow(window)} that there is`;
}

function levelWindow(seconds: number): string {
  return seconds % 3_600 === 0 ? `${seconds / 3_600}h` : `${seconds / 60}m`;
}
