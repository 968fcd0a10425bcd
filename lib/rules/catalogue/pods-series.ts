import { type Samples, type SyntheticSeries, series } from "../../model/scenario.ts";
import type { Phase } from "../../model/stage.ts";
import { valueOutside } from "./sample.ts";
import { type Draft, STEP, timeline, up } from "./scenarios.ts";
import type { Scope } from "./selection.ts";
import { jumping } from "./stages.ts";

/** What the scenarios of restarts depend on. Units: `window` and `pending` in seconds. */
export interface Restarts {
  readonly scope: Scope;
  readonly namespace: string | RegExp;
  /** Fewest restarts within the window that fire. */
  readonly restarts: number;
  readonly window: number;
  readonly pending: number;
}

/** When the first restarts happen. Units: seconds. */
export const ONSET = 300;

type Labels = Readonly<Record<string, string>>;

/** A series of one container. */
export function container(scope: Scope, name: string, samples: readonly Samples[], own: Labels = {}): SyntheticSeries {
  return series(name, { pod: "api-0", container: "app", ...scope.labels(), ...own }, ...samples);
}

/** The restarts of one container. */
export function total(scope: Scope, samples: readonly Samples[], own: Labels = {}): SyntheticSeries {
  return container(scope, "kube_pod_container_status_restarts_total", samples, own);
}

/** A burst in which every step has as many restarts as the threshold, and what becomes of it. */
export function burst({ restarts, window, pending }: Restarts) {
  const end = ONSET + up(pending) + 300;
  const total = (restarts * (end - ONSET)) / STEP;
  const until = end + up(window) + 300;
  const during = [ONSET, { from: restarts, increase: restarts }] as const;
  return {
    going: timeline(end, [0, 0], during),
    over: timeline(until, [0, 0], during, [end, total]),
    lost: timeline(until, [0, 0], during, [end, "stale"]),
    short: timeline(until, [0, 0], [ONSET, restarts - 1]),
    end,
    until,
  };
}

/** The fewest restarts that are too many, and again before they leave the window. */
export function justTooMany(
  { restarts, window }: Restarts,
  until: number,
  phases: readonly Phase[],
): readonly Samples[] {
  return timeline(until, ...jumping(phases, until, restarts, Math.max(up(window) - STEP, STEP)));
}

/** `once`, `3 times`. */
export function times(number: number): string {
  return number === 1 ? "once" : `${number} times`;
}

/** The same burst in a namespace that is not the system's. */
export function elsewhere(
  { scope, namespace }: Restarts,
  samples: readonly Samples[],
  until: number,
): readonly Draft[] {
  const other = valueOutside(namespace);
  if (other === undefined) return [];
  return [
    {
      name: `silent for a container of the same name in namespace ${other}`,
      obligation: "isolation",
      defect: "ALCS-D07",
      series: [
        total(scope, samples, { namespace: other }),
        container(scope, "kube_pod_container_status_last_terminated_reason", timeline(until, [0, 1]), {
          namespace: other,
          reason: "OOMKilled",
        }),
      ],
      until,
    },
  ];
}

/** Restarts of a container that fails once an hour. */
export const hourly = [
  [0, 0],
  [ONSET, 1],
  [ONSET + 3_600, 2],
] as const;
