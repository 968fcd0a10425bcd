import type { Samples } from "../../model/scenario.ts";
import type { Stage } from "../../model/stage.ts";
import { burst, container, elsewhere, hourly, justTooMany, ONSET, type Restarts, times, total } from "./pods-series.ts";
import { type Draft, STEP, timeline, up, words } from "./scenarios.ts";
import { stageOf, valued } from "./stages.ts";

/** How long a wait in CrashLoopBackOff is remembered. Units: seconds. */
const REMEMBERED = 300;

/** Stages of podCrashLooping: restarts, and a wait after fewer of them. */
export function crashStages(given: Restarts): readonly Stage[] {
  const { scope, restarts, window } = given;
  return [
    stageOf(
      `a container restarts ${times(restarts)} within ${words(window)}`,
      (until, phases) => [total(scope, justTooMany(given, until, phases))],
      "kube_pod_container_status_restarts_total",
    ),
    stageOf("a container waits in CrashLoopBackOff", (until, phases) => [
      total(scope, timeline(until, ...valued(phases, restarts < 2 ? 0 : 1, 0))),
      container(
        scope,
        "kube_pod_container_status_waiting_reason",
        timeline(until, ...phases.map(([at, is]) => [at, is === "on" ? 1 : is === "off" ? "stale" : is] as const)),
        { reason: "CrashLoopBackOff" },
      ),
    ]),
  ];
}

/** Scenarios of podCrashLooping. */
export function crashDrafts(given: Restarts): readonly Draft[] {
  const { scope, restarts, window, pending } = given;
  const { going, over, lost, short, end, until } = burst(given);
  const seen = `${restarts} restarts within ${words(window)}`;
  const loop = backOff(3_600);
  const quick = timeline(3_600, [0, 0], [ONSET, 2]);
  const wait = timeline(3_600, [0, "missing"], [ONSET, 1], [ONSET + STEP, "stale"]);
  const waitsAndRuns = Array.from({ length: 16 }, (_, round) => [
    [round * 180, 0] as const,
    [round * 180 + 120, 1] as const,
  ]).flat();
  const longer = ONSET + up(window) + 600;
  const single = timeline(3_600, [0, 0], [ONSET, 1]);
  return [
    {
      name: `fires ${words(pending)} after the last of ${seen}`,
      obligation: "fires-just-above",
      series: [total(scope, going)],
      until: end,
    },
    {
      name: `silent for ${restarts - 1} restarts within ${words(window)}`,
      obligation: "silent-just-below",
      series: [total(scope, short)],
      until,
    },
    {
      name: `resolves when the window of ${words(window)} has no ${restarts} restarts any more`,
      obligation: "resolves",
      series: [total(scope, over)],
      until,
    },
    {
      name: "silent once kube-state-metrics is lost, whose own alert tells",
      obligation: "target-lost",
      series: [total(scope, lost)],
      until,
    },
    {
      name: "silent for a container that never restarts",
      obligation: "no-traffic",
      series: [total(scope, timeline(until, [0, 0]))],
      until,
    },
    {
      name: `fires ${words(pending)} after the first wait of a loop in the kubelet's back-off, 10 s doubling to 5 m`,
      obligation: "fires-just-above",
      defect: "OCTO-D02",
      series: [
        total(scope, loop.restarts),
        container(scope, "kube_pod_container_status_waiting_reason", loop.waiting, { reason: "CrashLoopBackOff" }),
      ],
      until: 3_600,
    },
    ...(restarts < 2
      ? []
      : [
          {
            name: "silent for exactly one restart, as of a rollout",
            obligation: "pod-restart",
            defect: "ALCS-D06",
            series: [total(scope, single)],
            until: 3_600,
          } satisfies Draft,
        ]),
    ...elsewhere(given, going, end),
    {
      name: `fires ${words(pending)} after the first wait of a loop that an older kube-state-metrics tells of, as 0 between waits`,
      obligation: "fires-just-above",
      series: [
        total(scope, timeline(3_600, [0, 0])),
        container(scope, "kube_pod_container_status_waiting_reason", timeline(3_600, ...waitsAndRuns), {
          reason: "CrashLoopBackOff",
        }),
      ],
      until: 3_600,
    },
    {
      name: "fires for a wait that a second, older kube-state-metrics has as 0",
      obligation: "rollout",
      series: [
        total(scope, timeline(3_600, [0, 0])),
        ...["1", "0"].map((value) =>
          container(scope, "kube_pod_container_status_waiting_reason", timeline(3_600, [0, Number(value)]), {
            reason: "CrashLoopBackOff",
            instance: `exporter-${value}:8080`,
          }),
        ),
      ],
      until: 3_600,
    },
    {
      name: `restarts ${restarts < 2 ? "never" : "once"}, and waits for longer than ${words(window)}`,
      obligation: "flapping",
      series: [
        total(scope, timeline(longer, [0, 0], [ONSET, restarts < 2 ? 0 : 1])),
        container(scope, "kube_pod_container_status_waiting_reason", timeline(longer, [0, "missing"], [ONSET, 1]), {
          reason: "CrashLoopBackOff",
        }),
      ],
      until: longer,
    },
    {
      name: "one restart an hour",
      obligation: "one-failure",
      series: [total(scope, timeline(7_200, ...hourly))],
      until: 7_200,
    },
    {
      name: "silent where an older kube-state-metrics has the reason as 0",
      obligation: "silent-just-below",
      series: [
        total(scope, timeline(until, [0, 0])),
        container(scope, "kube_pod_container_status_waiting_reason", timeline(until, [0, 0]), {
          reason: "CrashLoopBackOff",
        }),
      ],
      until,
    },
    {
      name: "silent while a container waits for its image",
      obligation: "silent-just-below",
      series: [
        total(scope, timeline(until, [0, 0])),
        container(scope, "kube_pod_container_status_waiting_reason", timeline(until, [0, 1]), {
          reason: "ContainerCreating",
        }),
      ],
      until,
    },
    {
      name: "two quick restarts and one wait of 10 s that a single scrape saw",
      obligation: "for-boundary",
      series: [
        total(scope, quick),
        container(scope, "kube_pod_container_status_waiting_reason", wait, { reason: "CrashLoopBackOff" }),
      ],
      until: 3_600,
    },
    recreated(given),
  ];
}

/** A pod of a StatefulSet comes back under its name: its count starts again. */
function recreated({ scope, restarts }: Restarts): Draft {
  const before = timeline(3_600, [0, restarts + 5], [1_800, "stale"]);
  const after = timeline(3_600, [0, "missing"], [1_800, 0]);
  return {
    name: `silent when a pod with ${restarts + 5} old restarts is replaced by one of its name`,
    obligation: "counter-reset",
    series: [total(scope, before, { uid: "old" }), total(scope, after, { uid: "new" })],
    until: 3_600,
  };
}

/** What kube-state-metrics sees of a container that fails a second after each start. Units: seconds. */
function backOff(until: number): { readonly restarts: readonly Samples[]; readonly waiting: readonly Samples[] } {
  const starts = [0];
  for (let [start, wait] = [0, 10]; start <= until; wait = Math.min(2 * wait, REMEMBERED)) {
    start += 1 + wait;
    starts.push(start);
  }
  const times = Array.from({ length: until / STEP + 1 }, (_, step) => step * STEP);
  const begun = (time: number): number => starts.filter((start) => start <= time).length;
  return {
    restarts: times.map((time) => ({ kind: "constant", value: begun(time) - 1, steps: 1 })),
    waiting: times.map((time) =>
      starts.includes(time) ? { kind: "stale" } : { kind: "constant", value: 1, steps: 1 },
    ),
  };
}
