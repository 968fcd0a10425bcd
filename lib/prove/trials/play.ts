import type { AlertTimeline } from "../alert-timeline.ts";
import type { World } from "../world.ts";
import {
  bystander,
  lengthOf,
  type Member,
  type Phase,
  pairOf,
  type ReplicaOptions,
  replicaOf,
  trioOf,
} from "./cast.ts";
import { timelineOn } from "./expected.ts";
import { extremeOf, groupLevels } from "./levels.ts";
import { rhythmOf } from "./rhythm.ts";
import { type Scene, worldOn } from "./scene.ts";
import type { Watched } from "./watched.ts";

/** A world in which a service lives through phases, all replicas alike. */
export function played(
  watched: Watched,
  phases: readonly Phase[],
  options: Omit<Scene, "replicas" | "seconds"> & {
    readonly members?: readonly Member[];
    readonly replica?: ReplicaOptions;
  } = {},
): World {
  const { members = pairOf(watched), replica, ...scene } = options;
  const seconds = lengthOf(phases) + (replica?.from ?? 0);
  const own = members.map((member) => replicaOf(watched, member, phases, replica));
  return worldOn(watched, { replicas: [...own, ...bystander(watched, seconds)], seconds, ...scene });
}

/** Well, then extreme until every alert of the group fires, then well again. */
export function episodePhases(watched: Watched): readonly Phase[] {
  const { calm, extreme } = rhythmOf(watched.subject);
  const { healthy } = groupLevels(watched.subject);
  return [
    { seconds: calm, level: healthy },
    { seconds: extreme, level: extremeOf(watched) },
    { seconds: calm, level: healthy },
  ];
}

/** When an alert becomes pending, fires and ends in the plain episode. Evaluations. */
export interface Episode {
  readonly world: World;
  readonly timeline: AlertTimeline;
  /** Index of the evaluation at which the extreme level begins, and at which it ends. */
  readonly begins: number;
  readonly over: number;
  readonly fires: number | undefined;
  readonly ends: number | undefined;
}

/** The episode on which the others are variations. */
export function episodeOf(watched: Watched): Episode {
  const { calm, extreme } = rhythmOf(watched.subject);
  const world = played(watched, episodePhases(watched));
  const timeline = timelineOn(watched, world);
  const fires = timeline.first(true);
  const ends = fires === undefined ? undefined : timeline.first(false, fires);
  const { interval } = watched;
  return { world, timeline, begins: calm / interval, over: (calm + extreme) / interval, fires, ends };
}

/** A replica of three with phases of its own. */
export interface Part {
  readonly phases: readonly Phase[];
  readonly options?: ReplicaOptions;
  /** Added to the name of its instance, where a replica is replaced. */
  readonly generation?: number;
}

/** A world in which each of three replicas, `a`, `b` and `c`, lives through phases of its own. Units: seconds. */
export function castOf(watched: Watched, parts: readonly (readonly Part[])[], seconds: number): World {
  const replicas = trioOf(watched).flatMap((member, index) =>
    (parts[index] ?? []).map(({ phases, options, generation }) =>
      replicaOf(watched, renamed(member, generation), phases, options),
    ),
  );
  return worldOn(watched, { replicas: [...replicas, ...bystander(watched, seconds)], seconds });
}

function renamed(member: Member, generation: number | undefined): Member {
  return generation === undefined ? member : { ...member, instance: `${member.instance}${generation}` };
}
