import { type Samples, type SyntheticSeries, series } from "../../model/scenario.ts";
import type { Stage } from "../../model/stage.ts";
import { valueOutside } from "./sample.ts";
import { type Draft, type From, STEP, timeline, up, words } from "./scenarios.ts";
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

/** A one-object event: series of one metric, and its values before and after. */
interface Changing {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly before: number;
  readonly after: number;
  /** What happens: `an edit`. */
  readonly event: string;
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
  const one = (...changes: readonly From[]): Pick<Draft, "series" | "until"> => ({
    series: [object(given, changing.metric, changing.labels, timeline(until, ...changes))],
    until,
  });
  const other = valueOutside(namespace);
  const elsewhere = object(given, changing.metric, changing.labels, timeline(until, [0, before], [ONSET, after]));
  return [
    { name: `fires at once for ${event}`, obligation: "fires-just-above", ...one([0, before], [ONSET, after]) },
    { name: `silent without ${event}`, obligation: "silent-just-below", ...one([0, after]) },
    {
      name: `resolves ${words(window)} after the last scrape before ${event}`,
      obligation: "resolves",
      ...one([0, before], [ONSET, after]),
    },
    {
      name: "silent at the latest after the window once kube-state-metrics is lost, whose own alert tells",
      obligation: "target-lost",
      ...one([0, before], [ONSET, after], [ONSET + STEP, "stale"]),
    },
    { name: "silent without objects", obligation: "no-traffic", series: [], until },
    {
      name: "silent when kube-state-metrics is replaced: its series are new and their values are not",
      obligation: "rollout",
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
      until,
    },
    ...(other === undefined
      ? []
      : [
          {
            name: `silent for ${event} in namespace ${other}`,
            obligation: "isolation",
            defect: "OCTO-D24",
            series: [{ ...elsewhere, labels: { ...elsewhere.labels, namespace: other } }],
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
  return stageOf("a ConfigMap is edited", (until, phases) => {
    const versions = jumping(phases, until, 436, again(given), 1_204_551);
    const labels = { configmap: "api-config" };
    return [object(given, "kube_configmap_metadata_resource_version", labels, timeline(until, ...versions))];
  });
}

/** Stage of hpaScaledUp and hpaScaledDown: one replica more, or less, and back. */
export function scalingStage(given: Events, direction: "up" | "down"): Stage {
  const [before, after] = direction === "up" ? [3, 4] : [4, 3];
  const about = `an autoscaler wants one replica ${direction === "up" ? "more" : "fewer"}`;
  return stageOf(
    about,
    (until, phases) => [
      object(
        given,
        "kube_horizontalpodautoscaler_status_desired_replicas",
        { horizontalpodautoscaler: "api" },
        timeline(until, ...valued(phases, after, before)),
      ),
    ],
    "kube_horizontalpodautoscaler_status_desired_replicas",
  );
}

/** Scenarios of configMapChanged. */
export function configMapDrafts(given: Events): readonly Draft[] {
  const { window } = given;
  const until = ONSET + up(window) + 600;
  const versions = timeline(until, [0, 1_204_551], [ONSET, 1_204_987]);
  const configmap = { configmap: "api-config" };
  return [
    ...eventDrafts(given, {
      metric: "kube_configmap_metadata_resource_version",
      labels: configmap,
      before: 1_204_551,
      after: 1_204_987,
      event: "an edit of a ConfigMap",
    }),
    {
      name: "fires for an edit while kube_configmap_info stays 1",
      obligation: "fires-just-above",
      defect: "OCTO-D23",
      series: [
        object(given, "kube_configmap_info", configmap, timeline(until, [0, 1])),
        object(given, "kube_configmap_metadata_resource_version", configmap, versions),
      ],
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
      event: `a step from ${before} to ${after} replicas`,
    }),
    {
      name: `silent for a step from ${most} to ${least} replicas`,
      obligation: "silent-just-below",
      defect: "OCTO-D21",
      series: [object(given, metric, labels, opposite)],
      until,
    },
    {
      name: "silent while a rollout makes more pods than the autoscaler wants",
      obligation: "rollout",
      series: [
        object(given, metric, labels, timeline(until, [0, 4])),
        object(
          given,
          "kube_horizontalpodautoscaler_status_current_replicas",
          labels,
          timeline(until, [0, 4], [ONSET, 5], [ONSET + STEP, 4]),
        ),
      ],
      until,
    },
  ];
}
