import { tidy } from "../../core/decimal.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import { stimulate } from "../stimulate/stimulate.ts";
import { worldOf } from "../stimulate/world-of.ts";
import type { Stretch } from "../stimulus.ts";
import type { Subject } from "../trial.ts";
import type { World } from "../world.ts";
import { type Burning, burningOf, tileLength } from "./burning.ts";
import { BURN_MULTIPLES, detectionTime, indexOfBad, isBadMoment, leeway, resetTime, shareAt } from "./closed-form.ts";

/** A time in which the budget burns at one pace, after a clean window and before another one. Indexes of evaluations. */
export interface Incident {
  /** More than one where they are more than everything. */
  readonly multiples: readonly number[];
  /** Share of events, or of moments, that are bad. */
  readonly share: number;
  readonly from: number;
  /** The first evaluation after it. */
  readonly to: number;
  /** The next incident begins here, or the world ends. */
  readonly until: number;
}

/** One world with an incident for each multiple of the budget's burn, for all alerts of an objective. */
export interface Incidents {
  readonly world: World;
  readonly incidents: readonly Incident[];
}

const known = new WeakMap<Subject, Incidents>();

/** The incidents at 100, 50, 10, 5 and 2 times the budget's burn, each long enough for every tier. */
export function incidentsOf(subject: Subject): Incidents {
  const made = known.get(subject) ?? makeIncidents(subject);
  known.set(subject, made);
  return made;
}

/** When an alert fires during an incident, and when it is silent again. Units: seconds. */
export interface Course {
  /** After the beginning of the incident; absent where it stays silent. */
  readonly fires?: number;
  /** After its end. */
  readonly resolves?: number;
}

/** What becomes of an alert in an incident and after it. */
export function courseOf(timeline: AlertTimeline, { from, to, until }: Incident): Course {
  const fires = timeline.first(true, from);
  if (fires === undefined || fires >= until) return {};
  let last = until - 1;
  while (timeline.firing(last) === 0) last--;
  return { fires: timeline.at(fires - from), resolves: timeline.at(Math.max(0, last + 1 - to)) };
}

function makeIncidents(subject: Subject): Incidents {
  const burning = burningOf(subject);
  const { interval, objective } = burning;
  const incidents = planned(burning);
  let at = 0;
  const stretches = incidents.flatMap(({ share, from, to }): readonly Stretch[] => {
    const clean: Stretch = { seconds: (from - at) * interval, level: 0 };
    at = to;
    const bad = burning.moments
      ? outages(to - from, share, interval)
      : [{ seconds: (to - from) * interval, level: share }];
    return [clean, ...bad];
  });
  const end = incidents.at(-1)?.until ?? 0;
  const replica = { instance: "a", stretches: [...stretches, { seconds: (end - at) * interval, level: 0 }] };
  const world = worldOf(stimulate(objective, subject.context, [replica]), { interval, seconds: (end - 1) * interval });
  return { world, incidents };
}

function planned(burning: Burning): readonly Incident[] {
  const shares = new Map<number, number[]>();
  for (const multiple of BURN_MULTIPLES) {
    const share = belowThreshold(shareAt(multiple, burning), burning);
    shares.set(share, [...(shares.get(share) ?? []), multiple]);
  }
  const clean = steps(cleanTime(burning), burning);
  let from = clean;
  return [...shares].map(([share, multiples], index) => {
    const to = from + incidentSteps(share, burning);
    const until = to + (index === shares.size - 1 ? steps(lastTime(share, burning), burning) : clean);
    const incident = { multiples, share, from, to, until };
    from = until;
    return incident;
  });
}

/** Time without an answering target, and with one, so that a share of the moments is bad. */
function outages(count: number, share: number, interval: number): readonly Stretch[] {
  return Array.from({ length: count }, (_, index) => ({
    seconds: interval,
    level: isBadMoment(index, share) ? 1 : 0,
  }));
}

/** How long an incident lasts. An incident of moments ends with a bad one. */
function incidentSteps(share: number, burning: Burning): number {
  const enough = steps(incidentTime(share, burning), burning);
  if (!burning.moments || isBadMoment(enough - 1, share)) return enough;
  return indexOfBad(Math.ceil(tidy(enough * share)) + 1, share) + 1;
}

/** Exactly at a threshold the last digit would decide; a thousandth below it all tiers of that factor stay silent. */
function belowThreshold(share: number, { tiers }: Burning): number {
  return tiers.some(({ threshold }) => threshold === share) ? share * 0.999 : share;
}

/** Until every tier has fired, or until those that stay silent have seen nothing else. Units: seconds. */
function incidentTime(share: number, burning: Burning): number {
  const { base, interval, tiers } = burning;
  const times = tiers.map((tier) => {
    const detection = detectionTime(tier, share, burning);
    return detection === undefined ? tier.long + base : detection + leeway(tier.long, burning) + interval;
  });
  return Math.max(...times);
}

/** Until nothing of an incident is left in any window. Units: seconds. */
function cleanTime({ base, interval, tiers }: Burning): number {
  return Math.max(...tiers.map(({ long }) => long + tileLength(long, base))) + base + interval;
}

/** Until every tier that has fired is silent again. Units: seconds. */
function lastTime(share: number, burning: Burning): number {
  const firing = burning.tiers.filter((tier) => detectionTime(tier, share, burning) !== undefined);
  const times = firing.map((tier) => resetTime(tier, share, burning) + leeway(tier.short, burning));
  return Math.max(0, ...times) + 3 * burning.interval;
}

function steps(seconds: number, { interval }: Burning): number {
  return Math.ceil(seconds / interval);
}
