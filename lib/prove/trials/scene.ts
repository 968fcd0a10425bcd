import { scaledSeries } from "../scaled-series.ts";
import { stimulate } from "../stimulate/stimulate.ts";
import { worldOf } from "../stimulate/world-of.ts";
import type { Clock, Replica } from "../stimulus.ts";
import type { Subject } from "../trial.ts";
import type { RangeSemantics, ScrapedSeries, World } from "../world.ts";
import { partsOf } from "./cast.ts";
import type { Watched } from "./watched.ts";

/** What becomes of the replicas of a service, and when Prometheus looks. Units: seconds. */
export interface Scene {
  readonly replicas: readonly Replica[];
  /** Evaluations last so long, both ends included. */
  readonly seconds: number;
  readonly clock?: Omit<Clock, "start">;
  readonly ranges?: RangeSemantics;
  /** Indexes of evaluations that are missed. */
  readonly missed?: readonly number[];
  /** Unix time of the first evaluation; gauges that hold times need a late one anyway. */
  readonly start?: number;
  /** What to do with the series, and a name that tells two such changes apart. */
  readonly changed?: {
    readonly key: string;
    readonly by: (series: readonly ScrapedSeries[], start: number) => readonly ScrapedSeries[];
  };
}

/** Start of worlds with gauges that hold times, so that ages of years do not reach before 1970; a multiple of 300 s. */
const TIMESTAMP_START = 1_600_000_200;

const stages = new WeakMap<Subject, Map<string, World>>();

/** The world of a scene. Alerts of a group that ask for the same scene share its world, which is then run once. */
export function worldOn(watched: Watched, scene: Scene): World {
  const { subject, objective, interval } = watched;
  const { replicas, seconds, clock, ranges, missed, changed } = scene;
  const start = scene.start ?? (objective.indicator.kind === "freshness" ? TIMESTAMP_START : 0);
  const ofSubject = stages.get(subject) ?? new Map<string, World>();
  stages.set(subject, ofSubject);
  const key = JSON.stringify([replicas, seconds, clock, ranges, missed, start, changed?.key]);
  const known = ofSubject.get(key);
  if (known !== undefined) return known;
  const made = seriesOf(watched, replicas, { ...clock, start });
  const series = ranges === "closed" ? made.map(asPrometheus2) : made;
  const world = worldOf(changed === undefined ? series : changed.by(series, start), {
    interval,
    seconds,
    start,
    ...(ranges === undefined ? {} : { ranges }),
    ...(missed === undefined ? {} : { missed: new Set(missed) }),
  });
  ofSubject.set(key, world);
  return world;
}

/** The series of replicas, counted in whole events again where they are counted in parts. */
export function seriesOf(watched: Watched, replicas: readonly Replica[], clock: Clock): readonly ScrapedSeries[] {
  const made = stimulate(watched.objective, watched.subject.context, replicas, clock);
  const parts = partsOf(watched);
  return parts === 1 ? made : made.map((one) => (one.name === "up" ? one : scaledSeries(one, 1 / parts)));
}

/** Prometheus 2 stores bucket bounds as exporters spell them: `1`, where Prometheus 3 has `1.0`. */
function asPrometheus2(series: ScrapedSeries): ScrapedSeries {
  const { le } = series.labels;
  if (le === undefined) return series;
  return { ...series, labels: { ...series.labels, le: le.replace(/\.0$/, "") } };
}
