import { type SyntheticSeries, series } from "../../model/scenario.ts";
import type { Phase, Stage } from "../../model/stage.ts";
import { valueOutside } from "./sample.ts";
import { type Draft, timeline, words } from "./scenarios.ts";
import type { Scope } from "./selection.ts";
import { stageOf } from "./stages.ts";
import { ONSET, stateDrafts, untilOf } from "./state-scenarios.ts";

const PHASES = ["Bound", "Pending", "Lost"] as const;

interface Claims {
  readonly scope: Scope;
  readonly namespace: string | RegExp;
  /** Units: seconds. */
  readonly pending: number;
}

type Labels = Readonly<Record<string, string>>;

/** A claim as kube-state-metrics exports it, one series a phase; `on` is the phase given, `off` is Bound. */
function claim(
  scope: Scope,
  until: number,
  phases: readonly Phase[],
  on: (typeof PHASES)[number],
  own: Labels = {},
): readonly SyntheticSeries[] {
  const base = { persistentvolumeclaim: "data-postgres-0", ...scope.labels(), ...own };
  return PHASES.map((phase) => {
    const value = (is: "on" | "off") => Number(phase === (is === "on" ? on : "Bound"));
    return series(
      "kube_persistentvolumeclaim_status_phase",
      { ...base, phase },
      ...timeline(until, ...phases.map(([at, is]) => [at, is === "on" || is === "off" ? value(is) : is] as const)),
    );
  });
}

function user(scope: Scope, until: number, phases: readonly Phase[], own: Labels = {}): SyntheticSeries {
  return series(
    "kube_pod_spec_volumes_persistentvolumeclaims_info",
    { persistentvolumeclaim: "data-postgres-0", pod: "postgres-0", volume: "data", ...scope.labels(), ...own },
    ...timeline(until, ...phases.map(([at, is]) => [at, is === "on" || is === "off" ? 1 : is] as const)),
  );
}

/** Stages of persistentVolumeClaimPending: a claim that a pod uses all the time, and one that no pod uses. */
export function claimStages(scope: Scope): readonly Stage[] {
  return [
    stageOf("a claim that a pod uses is pending", (until, phases) => [
      ...claim(scope, until, phases, "Pending"),
      user(scope, until, phases),
    ]),
    stageOf("a claim is lost", (until, phases) => claim(scope, until, phases, "Lost")),
  ];
}

/** Scenarios of persistentVolumeClaimPending. */
export function claimDrafts({ scope, namespace, pending }: Claims): readonly Draft[] {
  const until = untilOf(pending);
  const long = 10 * 3_600;
  const from: readonly Phase[] = [
    [0, "off"],
    [ONSET, "on"],
  ];
  const other = valueOutside(namespace);
  return [
    ...stateDrafts({
      pending,
      on: "a claim that a pod uses is pending",
      off: "for a bound claim",
      idle: "without claims",
      exporter: "kube-state-metrics",
      series: (end, ...phases) => [...claim(scope, end, phases, "Pending"), user(scope, end, phases)],
    }),
    {
      name: "silent for 10 h for a pending claim that waits for its first consumer",
      obligation: "silent-just-below",
      defect: "OCTO-D17",
      series: claim(scope, long, [[0, "on"]], "Pending"),
      until: long,
    },
    {
      name: `fires ${words(pending)} after a claim is lost, with or without a pod`,
      obligation: "fires-just-above",
      defect: "OCTO-D17",
      series: claim(scope, until, from, "Lost"),
      until,
    },
    {
      name: "silent for a pending claim while a pod uses another one, and one of its name elsewhere",
      obligation: "silent-just-below",
      series: [
        ...claim(scope, until, [[0, "on"]], "Pending"),
        user(scope, until, [[0, "on"]], { persistentvolumeclaim: "data-postgres-1" }),
        user(scope, until, [[0, "on"]], { namespace: `${scope.labels().namespace}-2` }),
      ],
      until,
    },
    {
      name: "one alert while two pods use the claim and two kube-state-metrics answer",
      obligation: "rollout",
      series: ["exporter:8080", "exporter-new:8080"].flatMap((instance) => [
        ...claim(scope, until, from, "Pending", { instance }),
        user(scope, until, [[0, "on"]], { instance }),
        user(scope, until, [[0, "on"]], { instance, pod: "postgres-1" }),
      ]),
      until,
    },
    ...(other === undefined
      ? []
      : [
          {
            name: `silent for a claim of namespace ${other}`,
            obligation: "isolation",
            defect: "OCTO-D24",
            series: [
              ...claim(scope, until, from, "Pending", { namespace: other }),
              user(scope, until, [[0, "on"]], { namespace: other }),
            ],
            until,
          } satisfies Draft,
        ]),
  ];
}
