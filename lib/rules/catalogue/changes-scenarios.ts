import { type Samples, type SyntheticSeries, series } from "../../model/scenario.ts";
import type { Stage } from "../../model/stage.ts";
import { valueOutside } from "./sample.ts";
import { type Draft, type From, instant, STEP, timeline, up, windowed, words } from "./scenarios.ts";
import type { Scope } from "./selection.ts";
import { jumping, stageOf, valued } from "./stages.ts";

/** What the scenarios of events depend on. Units: `window` in seconds. */
export interface Events {
  readonly scope: Scope;
  readonly namespace: string | RegExp;
  readonly window: number;
}

/** When the event happens. Units: seconds. */
export const ONSET = 300;

/** A one-object event: series of one metric, whose values say when the alert holds. */
interface Changing {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly before: number;
  readonly after: number;
  readonly holds: (samples: readonly Samples[]) => (at: number) => boolean;
  /** What happens: `an edit`. */
  readonly event: string;
}

/** How often a value changes between samples of the window. */
export function changesWithin(samples: readonly Samples[], window: number): (at: number) => number {
  const inside = windowed(samples, window);
  return (at) => inside(at).filter((value, index, all) => index > 0 && value !== all[index - 1]).length;
}

/** A series of one object. */
export function object(
  { scope }: Events,
  metric: string,
  labels: Readonly<Record<string, string>>,
  samples: readonly Samples[],
): SyntheticSeries {
  return series(metric, { ...labels, ...scope.labels() }, ...samples);
}

/** The obligations of an event: it is told of while a sample from before it is in the window. */
export function eventDrafts(given: Events, changing: Changing): readonly Draft[] {
  const { window, namespace } = given;
  const until = ONSET + up(window) + 600;
  const { before, after, event } = changing;
  const one = (...changes: readonly From[]): Pick<Draft, "series" | "holds" | "until"> => {
    const samples = timeline(until, ...changes);
    return {
      series: [object(given, changing.metric, changing.labels, samples)],
      holds: [changing.holds(samples)],
      until,
    };
  };
  const lost = ONSET + STEP;
  const lostSamples = timeline(until, [0, before], [ONSET, after], [lost, "stale"]);
  const other = valueOutside(namespace);
  const elsewhere = object(given, changing.metric, changing.labels, timeline(until, [0, before], [ONSET, after]));
  return [
    { name: `fires at once for ${event}`, obligation: "fires-just-above", ...one([0, before], [ONSET, after]) },
    { name: `silent without ${event}`, obligation: "silent-just-below", ...one([0, after]), holds: [] },
    {
      name: `resolves ${words(window)} after the last scrape before ${event}`,
      obligation: "resolves",
      ...one([0, before], [ONSET, after]),
    },
    {
      name: "silent at the latest after the window once kube-state-metrics is lost, whose own alert tells",
      obligation: "target-lost",
      series: [object(given, changing.metric, changing.labels, lostSamples)],
      holds: [changing.holds(lostSamples)],
      until,
    },
    { name: "silent without objects", obligation: "no-traffic", series: [], holds: [], until },
    {
      name: "silent when kube-state-metrics is replaced: its series are new and their values are not",
      obligation: "other",
      series: [
        [
          "exporter:8080",
          [
            [0, after],
            [ONSET, "stale"],
          ],
        ] as const,
        [
          "exporter-new:8080",
          [
            [0, "missing"],
            [ONSET, after],
          ],
        ] as const,
      ].map(([instance, changes]) =>
        series(
          changing.metric,
          { ...changing.labels, ...given.scope.labels(), instance },
          ...timeline(until, ...changes),
        ),
      ),
      holds: [],
      until,
    },
    ...(other === undefined
      ? []
      : [
          {
            name: `silent for ${event} in namespace ${other}`,
            obligation: "defect",
            defect: "OCTO-D24",
            series: [{ ...elsewhere, labels: { ...elsewhere.labels, namespace: other } }],
            holds: [],
            until,
          } satisfies Draft,
        ]),
  ];
}

/** How often an event comes again while the stage is on: before the one before it is out of the window. */
export function again({ window }: Events): number {
  return Math.max(up(window) - STEP, STEP);
}

/** Stage of configMapChanged: edits. */
export function configMapStage(given: Events): Stage {
  return stageOf((until, phases) => {
    const versions = jumping(phases, until, 436, again(given), 1_204_551);
    const labels = { configmap: "api-config" };
    return [object(given, "kube_configmap_metadata_resource_version", labels, timeline(until, ...versions))];
  });
}

/** Stage of hpaScaledUp and hpaScaledDown: one replica more, or less, and back. */
export function scalingStage(given: Events, direction: "up" | "down"): Stage {
  const [before, after] = direction === "up" ? [3, 4] : [4, 3];
  return stageOf((until, phases) => [
    object(
      given,
      "kube_horizontalpodautoscaler_status_desired_replicas",
      { horizontalpodautoscaler: "api" },
      timeline(until, ...valued(phases, after, before)),
    ),
  ]);
}

/** Scenarios of configMapChanged. */
export function configMapDrafts(given: Events): readonly Draft[] {
  const { window } = given;
  const until = ONSET + up(window) + 600;
  const versions = timeline(until, [0, 1_204_551], [ONSET, 1_204_987]);
  const edits = changesWithin(versions, window);
  const configmap = { configmap: "api-config" };
  return [
    ...eventDrafts(given, {
      metric: "kube_configmap_metadata_resource_version",
      labels: configmap,
      before: 1_204_551,
      after: 1_204_987,
      holds: (samples) => {
        const within = changesWithin(samples, window);
        return (at) => within(at) > 0;
      },
      event: "an edit of a ConfigMap",
    }),
    {
      name: "fires for an edit while kube_configmap_info stays 1",
      obligation: "defect",
      defect: "OCTO-D23",
      series: [
        object(given, "kube_configmap_info", configmap, timeline(until, [0, 1])),
        object(given, "kube_configmap_metadata_resource_version", configmap, versions),
      ],
      holds: [(at) => edits(at) > 0],
      until,
    },
  ];
}

/** Scenarios of hpaScaledUp and hpaScaledDown. */
export function scalingDrafts(given: Events, direction: "up" | "down"): readonly Draft[] {
  const { window } = given;
  const metric = "kube_horizontalpodautoscaler_status_desired_replicas";
  const labels = { horizontalpodautoscaler: "api" };
  const until = ONSET + up(window) + 600;
  const holds = (samples: readonly Samples[]) => {
    const now = instant(samples);
    const inside = windowed(samples, window);
    return (at: number) => {
      const value = now(at);
      if (value === undefined) return false;
      return direction === "up" ? value > Math.min(...inside(at)) : value < Math.max(...inside(at));
    };
  };
  // The smallest step, and the other way the one of the document.
  const [before, after] = direction === "up" ? [3, 4] : [4, 3];
  const [most, least] = direction === "up" ? [10, 3] : [3, 10];
  const opposite = timeline(until, [0, most], [ONSET, least]);
  return [
    ...eventDrafts(given, {
      metric,
      labels,
      before,
      after,
      holds,
      event: `a step from ${before} to ${after} replicas`,
    }),
    {
      name: `silent for a step from ${most} to ${least} replicas`,
      obligation: "defect",
      defect: "OCTO-D21",
      series: [object(given, metric, labels, opposite)],
      holds: [],
      until,
    },
    {
      name: "silent while a rollout makes more pods than the autoscaler wants",
      obligation: "other",
      series: [
        object(given, metric, labels, timeline(until, [0, 4])),
        object(
          given,
          "kube_horizontalpodautoscaler_status_current_replicas",
          labels,
          timeline(until, [0, 4], [ONSET, 5], [ONSET + STEP, 4]),
        ),
      ],
      holds: [],
      until,
    },
  ];
}
