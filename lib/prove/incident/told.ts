import type { DerivedAlert, DerivedGroup } from "../../rules/derived.ts";
import type { Observation } from "../observe.ts";
import { FIRING } from "../specification.ts";
import type { World } from "../world.ts";
import type { Scheduled } from "./schedule.ts";
import type { ToldAlert } from "./simulation.ts";

/** A time in which an alert fires. Units: seconds after the clean history; without an end where it goes on. */
interface Episode {
  readonly from: number;
  readonly to?: number;
}

/** An alert that fires, and the place of the incident it fires for: the last one before; none for strays. */
export interface Told extends ToldAlert {
  readonly place?: number;
}

/** Every alert of a group that fires, once for each incident. Units: `history` in seconds. */
export function toldAlerts(
  group: DerivedGroup,
  { alerts }: Observation,
  world: World,
  history: number,
  scheduled: readonly (Scheduled & { readonly place: number })[],
): readonly Told[] {
  return group.rules.flatMap((rule, index) => {
    if (rule.kind !== "alert") return [];
    const episodes = (alerts.get(index) ?? []).flatMap(({ states }) => episodesOf(states, world, history));
    const causes = episodes.map(({ from }) => scheduled.findLast((incident) => incident.from <= from));
    return [...new Set(causes)].map((incident) =>
      told(
        rule,
        group,
        episodes.filter((_, position) => causes[position] === incident),
        incident,
      ),
    );
  });
}

function episodesOf(states: Uint8Array, { evaluations }: World, history: number): readonly Episode[] {
  const episodes: Episode[] = [];
  const at = (index: number): number => (index * evaluations.interval) / 1_000 - history;
  for (let index = 0; index < states.length; index++) {
    if (states[index] !== FIRING) continue;
    const from = at(index);
    while (index < states.length && states[index] === FIRING) index++;
    episodes.push(index < states.length ? { from, to: at(index) } : { from });
  }
  return episodes;
}

function told(
  rule: DerivedAlert,
  { owner, part }: DerivedGroup,
  episodes: readonly Episode[],
  incident: (Scheduled & { readonly place: number }) | undefined,
): Told {
  const { origin, alert, labels } = rule;
  const fires = Math.min(...episodes.map(({ from }) => from));
  const ends = episodes.flatMap(({ to }) => (to === undefined ? [] : [to]));
  const tier = origin.kind === "burn-rate" ? origin.tier : undefined;
  return {
    alert,
    owner,
    part,
    severity: labels.severity ?? "",
    priority: labels.priority ?? "",
    ...(tier === undefined ? {} : { tier: { long: tier.long.value, short: tier.short.value } }),
    fires,
    after: fires - (incident?.from ?? fires),
    ...(ends.length < episodes.length ? {} : { resolves: Math.max(...ends) }),
    times: new Set(episodes.map(({ from }) => from)).size,
    ...(incident === undefined ? {} : { place: incident.place }),
  };
}
