import { type Samples, type SyntheticSeries, series } from "../../model/scenario.ts";
import type { Phase, Stage } from "../../model/stage.ts";
import { valueOutside } from "./sample.ts";
import { type Draft, STEP, timeline, up, words } from "./scenarios.ts";
import type { Scope } from "./selection.ts";
import { jumping, stageOf, valued } from "./stages.ts";

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
const ONSET = 300;

/** How long a wait in CrashLoopBackOff is remembered. Units: seconds. */
const REMEMBERED = 300;

type Labels = Readonly<Record<string, string>>;

function container(scope: Scope, name: string, samples: readonly Samples[], own: Labels = {}): SyntheticSeries {
  return series(name, { pod: "api-0", container: "app", ...scope.labels(), ...own }, ...samples);
}

function total(scope: Scope, samples: readonly Samples[], own: Labels = {}): SyntheticSeries {
  return container(scope, "kube_pod_container_status_restarts_total", samples, own);
}

/** A burst in which every step has as many restarts as the threshold, and what becomes of it. */
function burst({ restarts, window, pending }: Restarts) {
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
function justTooMany({ restarts, window }: Restarts, until: number, phases: readonly Phase[]): readonly Samples[] {
  return timeline(until, ...jumping(phases, until, restarts, Math.max(up(window) - STEP, STEP)));
}

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

function times(number: number): string {
  return number === 1 ? "once" : `${number} times`;
}

/** Stage of restarts after which the container's last end was an out-of-memory kill: its reason stays once there is one. */
export function killStage(given: Restarts): Stage {
  const { restarts, window } = given;
  const about = `a container restarts ${times(restarts)} within ${words(window)} after a kill for its memory`;
  return stageOf(
    about,
    (until, phases) => {
      const first = phases.find(([, is]) => is === "on")?.[0] ?? Number.POSITIVE_INFINITY;
      const last = phases.map(
        ([at, is]) => [at, is === "stale" ? is : at < first ? "missing" : is === "missing" ? is : 1] as const,
      );
      return [
        total(given.scope, justTooMany(given, until, phases)),
        container(given.scope, "kube_pod_container_status_last_terminated_reason", timeline(until, ...last), {
          reason: "OOMKilled",
        }),
      ];
    },
    "kube_pod_container_status_restarts_total",
  );
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

/** The same burst in a namespace that is not the system's. */
function elsewhere({ scope, namespace }: Restarts, samples: readonly Samples[], until: number): readonly Draft[] {
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
const hourly = [
  [0, 0],
  [ONSET, 1],
  [ONSET + 3_600, 2],
] as const;

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

/** Scenarios of restarts after which the container's last end was an out-of-memory kill. */
export function killDrafts(given: Restarts): readonly Draft[] {
  const { scope, restarts, window, pending } = given;
  const { going, over, lost, short, end, until } = burst(given);
  const last = (changes: readonly Samples[], reason = "OOMKilled") =>
    container(scope, "kube_pod_container_status_last_terminated_reason", changes, { reason });
  const since = timeline(until, [0, "missing"], [ONSET, 1]);
  const job = timeline(12 * 3_600, [0, 1]);
  const visible = Array.from({ length: 6 }, (_, index) => [ONSET + index * 300, index + 1] as const);
  const afterKills = ONSET + 1_800 + up(window);
  const kills = timeline(afterKills, [0, 0], ...visible);
  return [
    {
      name: `fires ${words(pending)} after ${restarts} kills within ${words(window)}`,
      obligation: "fires-just-above",
      series: [total(scope, going), last(since)],
      until: end,
    },
    {
      name: `silent for ${restarts - 1} kills within ${words(window)}`,
      obligation: "silent-just-below",
      series: [total(scope, short), last(since)],
      until,
    },
    {
      name: `resolves when the window of ${words(window)} has no ${restarts} kills any more`,
      obligation: "resolves",
      series: [total(scope, over), last(since)],
      until,
    },
    {
      name: "silent once kube-state-metrics is lost, whose own alert tells",
      obligation: "target-lost",
      series: [total(scope, lost), last(timeline(until, [0, "missing"], [ONSET, 1], [end, "stale"]))],
      until,
    },
    {
      name: "silent for a container that was killed long ago and has not restarted since",
      obligation: "no-traffic",
      series: [total(scope, timeline(until, [0, restarts + 5])), last(timeline(until, [0, 1]))],
      until,
    },
    {
      name: "one kill an hour",
      obligation: "one-failure",
      series: [total(scope, timeline(7_200, ...hourly)), last(timeline(7_200, [0, "missing"], [ONSET, 1]))],
      until: 7_200,
    },
    {
      name: "silent where an older kube-state-metrics has the reason as 0",
      obligation: "silent-just-below",
      series: [total(scope, going), last(timeline(end, [0, 0]))],
      until: end,
    },
    {
      name: "fires after kills whose reason a second, older kube-state-metrics has as 0",
      obligation: "rollout",
      series: [
        total(scope, going),
        last(since),
        container(scope, "kube_pod_container_status_last_terminated_reason", timeline(end, [0, 0]), {
          reason: "OOMKilled",
          instance: "exporter-2:8080",
        }),
      ],
      until: end,
    },
    {
      name: "silent for restarts that ended in an error",
      obligation: "silent-just-below",
      series: [total(scope, going), last(since, "Error")],
      until: end,
    },
    {
      name: "six kills, one every 5 minutes, none of which a scrape saw as the current state",
      obligation: "fires-just-above",
      defect: "OCTO-D16",
      series: [total(scope, kills), last(timeline(afterKills, [0, "missing"], [ONSET, 1]))],
      until: afterKills,
    },
    {
      name: "silent for 12 h for the pod of a Job that was killed and has finished",
      obligation: "silent-just-below",
      defect: "OCTO-D16",
      series: [
        total(scope, timeline(12 * 3_600, [0, 0])),
        container(scope, "kube_pod_container_status_terminated_reason", job, { reason: "OOMKilled" }),
      ],
      until: 12 * 3_600,
    },
    ...elsewhere(given, going, end),
  ];
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
