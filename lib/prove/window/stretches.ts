import { complement } from "../../core/decimal.ts";
import type { EventObjective } from "../../rules/event-series.ts";
import type { Stretch } from "../stimulus.ts";
import { busyness, changesOfBusyness } from "./busyness.ts";

/** What befalls one replica for a time. Units: seconds after the first evaluation. */
export interface Happening {
  readonly on: string;
  readonly from: number;
  readonly to: number;
  /** `share` is the share of bad events. */
  readonly what: { readonly share: number } | "down" | "gone" | "missing";
}

/** The time of a replica. Units: seconds after the first evaluation. */
interface Life {
  readonly from: number;
  readonly to: number;
  /** Without any event before. */
  readonly idleUntil: number;
  /** Without any bad event before. */
  readonly soundUntil: number;
}

/** Share of the budget that is spent where nothing goes wrong. */
const EVERYDAY = 0.17;

/**
 * The stretches of one replica. Events and bad events per second are whole numbers, and traffic changes on the hour, so
 * that whole events happen evenly and every count at a whole second is exact. Of several happenings the last one counts.
 */
export function stretchesOf(
  objective: EventObjective,
  happenings: readonly Happening[],
  life: Life,
): readonly Stretch[] {
  const { from, to, idleUntil, soundUntil } = life;
  const cuts = [
    ...happenings.flatMap((happening) => [happening.from, happening.to]),
    ...(objective.indicator.kind === "up" ? [] : changesOfBusyness(from, to)),
    idleUntil,
    soundUntil,
  ];
  const times = [from, ...[...new Set(cuts)].filter((cut) => cut > from && cut < to).sort((a, b) => a - b), to];
  const stretches: Stretch[] = [];
  for (const [index, begin] of times.slice(0, -1).entries()) {
    const seconds = (times[index + 1] ?? to) - begin;
    const stretch = { seconds, ...stateAt(begin, objective, happenings, life) };
    const last = stretches.at(-1);
    if (last?.level === stretch.level && last.perSecond === stretch.perSecond) {
      stretches[stretches.length - 1] = { ...last, seconds: last.seconds + seconds };
    } else stretches.push(stretch);
  }
  return stretches;
}

function stateAt(
  time: number,
  { indicator, target }: EventObjective,
  happenings: readonly Happening[],
  { idleUntil, soundUntil }: Life,
): Omit<Stretch, "seconds"> {
  const what = happenings.findLast(({ from, to }) => from <= time && time < to)?.what;
  if (typeof what === "string") return { level: what };
  if (indicator.kind === "up") return { level: 0 };
  const budget = complement(target?.value ?? 0);
  // Of the quietest hour, one event per second is bad even on good days.
  const perSecond = time < idleUntil ? 0 : busyness(time) * Math.ceil(1 / (EVERYDAY * budget));
  if (perSecond === 0) return { level: "idle" };
  const share = what?.share ?? (time < soundUntil ? 0 : EVERYDAY * budget);
  return { level: Math.round(share * perSecond) / perSecond, perSecond };
}
