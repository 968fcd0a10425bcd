import { type CompiledInhibition, inhibitedBy } from "../../lib/routes/inhibition.ts";
import type { Labels } from "../../lib/routes/matcher.ts";
import type { Pair } from "./pairs.ts";

/** Alerts that fire together on one Alertmanager without one trial disturbing another. */
export interface World {
  readonly trials: Trial[];
}

/** What one trial posts, and what must come of it. */
export interface Trial {
  readonly name: string;
  readonly cause?: Labels;
  readonly silent?: Labels;
  readonly told: readonly Labels[];
}

/** The trials of a pair: its cause with both effects; where the cause silences a whole system, the effect without it apart. */
export function trialsOf({ name, cause, silent, told, wide }: Pair): readonly Trial[] {
  if (!wide) return [{ name, cause, silent, told: [cause, told] }];
  return [
    { name, cause, silent, told: [cause] },
    { name: `${name}, without its cause`, told: [told] },
  ];
}

/** As few worlds as come easily in which nothing but its own cause silences an alert of a trial. */
export function worldsOf(trials: readonly Trial[], inhibitions: readonly CompiledInhibition[]): readonly World[] {
  const worlds: World[] = [];
  for (const trial of trials) {
    const world = worlds.find(({ trials: others }) => isPeaceful(trial, others, inhibitions));
    if (world === undefined) worlds.push({ trials: [trial] });
    else world.trials.push(trial);
  }
  return worlds;
}

/** Every alert of a trial, its cause first. */
export function alertsIn({ cause, silent, told }: Trial): readonly Labels[] {
  const effects = [silent, ...told].filter((one): one is Labels => one !== undefined && one !== cause);
  return cause === undefined ? effects : [cause, ...effects];
}

/** Whether a trial can join others: neither its alerts disturb them, nor theirs disturb it. */
function isPeaceful(trial: Trial, others: readonly Trial[], inhibitions: readonly CompiledInhibition[]): boolean {
  const own = alertsIn(trial);
  const disturbs = (firing: readonly Labels[], { silent, told }: Trial): boolean =>
    [...told, ...(silent === undefined ? [] : [silent])].some(
      (one) => inhibitedBy(inhibitions, one, firing) !== undefined,
    );
  return !disturbs(others.flatMap(alertsIn), trial) && !others.some((other) => disturbs(own, other));
}
