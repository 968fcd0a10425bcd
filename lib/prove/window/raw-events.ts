import type { EventIndicator } from "../../model/indicator.ts";
import { keptLabels } from "../../rules/labels.ts";
import { Accumulated, type RateChange } from "./accumulated.ts";
import { type Life, livesOf } from "./lives.ts";
import type { PlannedReplica } from "./plan.ts";

/** A replica with all that happens in it. */
export interface LivedReplica {
  readonly replica: PlannedReplica;
  readonly lives: readonly Life[];
}

/** The true events behind one recorded series, each at its instant. */
export interface RawEvents {
  /** Those of the labels that an indicator keeps by which the replicas differ. */
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: readonly LivedReplica[];
  /** Of uptime: seconds in which no replica works. */
  readonly bad: Accumulated;
  /** Of uptime: all seconds. */
  readonly events: Accumulated;
}

/** The true events of a plan, for each series that is recorded of them. */
export function rawEvents(indicator: EventIndicator, replicas: readonly PlannedReplica[]): readonly RawEvents[] {
  const lived = replicas.map((replica) => ({ replica, lives: livesOf(replica) }));
  if (indicator.kind === "up") return [downtime(lived)];
  const apart = keptLabels(indicator).includes("instance");
  const groups = apart ? lived.map((one) => [one]) : [lived];
  return groups.map((group) => ({
    labels: apart ? { instance: group[0]?.replica.instance ?? "" } : {},
    replicas: group,
    bad: flowOf(group, ({ bad }) => bad),
    events: flowOf(group, ({ bad, good }) => bad + good),
  }));
}

/** The events of one sort in some replicas. */
export function flowOf(replicas: readonly LivedReplica[], rate: (life: Life) => number): Accumulated {
  return new Accumulated(
    replicas.flatMap(({ lives }) =>
      lives.flatMap((life): readonly RateChange[] => [
        { at: life.from, by: rate(life) },
        { at: life.to, by: -rate(life) },
      ]),
    ),
  );
}

/** Time counts from the beginning of the first replica on. */
function downtime(replicas: readonly LivedReplica[]): RawEvents {
  const begin = Math.min(...replicas.map(({ replica: { from = 0 } }) => from));
  const changes = replicas
    .flatMap(({ lives }) => lives.filter(({ works }) => works))
    .flatMap(({ from, to }) => [
      { at: from, by: 1 },
      { at: to, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || b.by - a.by);
  const bad: RateChange[] = [{ at: begin, by: 1 }];
  let working = 0;
  for (const { at, by } of changes) {
    if (working === 0) bad.push({ at, by: -1 });
    working += by;
    if (working === 0) bad.push({ at, by: 1 });
  }
  return { labels: {}, replicas, bad: new Accumulated(bad), events: new Accumulated([{ at: begin, by: 1 }]) };
}
