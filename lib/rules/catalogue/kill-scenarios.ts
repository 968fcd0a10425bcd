import type { Samples } from "../../model/scenario.ts";
import type { Stage } from "../../model/stage.ts";
import { burst, container, elsewhere, hourly, justTooMany, ONSET, type Restarts, times, total } from "./pods-series.ts";
import { type Draft, timeline, up, words } from "./scenarios.ts";
import { stageOf } from "./stages.ts";

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
