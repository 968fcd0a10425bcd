import type { LabelSelection } from "../../model/metric.ts";
import { type Samples, type SyntheticSeries, series } from "../../model/scenario.ts";
import type { Stage } from "../../model/stage.ts";
import { valueIn, valueOutside } from "./sample.ts";
import { type Draft, type From, STEP, timeline, up, words } from "./scenarios.ts";
import type { Scope } from "./selection.ts";
import { stageOf, valued } from "./stages.ts";

interface Replicas {
  readonly scope: Scope;
  readonly namespace: string | RegExp;
  readonly workload?: LabelSelection;
  /** Minutes of the window from which the alert fires. */
  readonly fewest: number;
  /** Units: seconds. */
  readonly over: number;
  readonly pending: number;
}

const ONSET = 300;
const SPECIFIED = 3;

/** Series of Deployments. */
export const DEPLOYMENT = {
  label: "deployment",
  specified: "kube_deployment_spec_replicas",
  present: "kube_deployment_status_replicas_available",
} as const;

/** Series of StatefulSets. */
export const STATEFUL_SET = {
  label: "statefulset",
  specified: "kube_statefulset_replicas",
  present: "kube_statefulset_status_replicas_ready",
} as const;

/** Stages of deploymentReplicasMismatch: one of three replicas is missing, of either kind of workload. */
export function replicasStages({ scope, workload }: Replicas): readonly Stage[] {
  const name = workload === undefined ? "api" : valueIn(workload);
  return [DEPLOYMENT, STATEFUL_SET].map(({ label, specified, present }) =>
    stageOf(
      `a replica of a ${label} is missing`,
      (until, phases) =>
        [
          { metric: specified, on: SPECIFIED },
          { metric: present, on: SPECIFIED - 1 },
        ].map(({ metric, on }) =>
          series(metric, { ...scope.labels(), [label]: name }, ...timeline(until, ...valued(phases, on, SPECIFIED))),
        ),
      specified,
      present,
    ),
  );
}

/** Scenarios of deploymentReplicasMismatch; `present` counts available replicas of three. */
export function replicasDrafts(given: Replicas): readonly Draft[] {
  const { scope, fewest, over, pending } = given;
  const end = ONSET + (fewest - 1) * STEP + up(pending) + 300;
  const until = end + up(over) + 300;
  const name = given.workload === undefined ? "api" : valueIn(given.workload);
  const object = (
    until: number,
    present: readonly From[],
    kind: typeof DEPLOYMENT | typeof STATEFUL_SET = DEPLOYMENT,
    own: Readonly<Record<string, string>> = {},
  ): Pick<Draft, "series" | "until"> => {
    const specified = present.map(([at, value]) => [at, typeof value === "number" ? SPECIFIED : value] as const);
    const samples = timeline(until, ...present);
    const of = (metric: string, values: readonly Samples[]): SyntheticSeries =>
      series(metric, { ...scope.labels(), [kind.label]: name, ...own }, ...values);
    return {
      series: [of(kind.specified, timeline(until, ...specified)), of(kind.present, samples)],
      until,
    };
  };
  const scaledUp = (kind: typeof DEPLOYMENT | typeof STATEFUL_SET) => {
    const last = ONSET + up(over) * 2 + 600;
    const of = (metric: string, ...values: readonly From[]) =>
      series(metric, { ...scope.labels(), [kind.label]: name }, ...timeline(last, ...values));
    const later = ONSET + up(over) + 300;
    return [
      of(kind.specified, [0, SPECIFIED], [later, SPECIFIED + 2]),
      of(
        kind.present,
        [0, SPECIFIED],
        [ONSET, SPECIFIED - 2],
        [ONSET + 120, SPECIFIED - 1],
        [later, SPECIFIED],
        [later + 240, SPECIFIED + 1],
      ),
    ];
  };
  const from = [
    [0, SPECIFIED],
    [ONSET, SPECIFIED - 1],
  ] as const;
  const elsewhere = valueOutside(given.namespace);
  const flapping = Array.from({ length: 12 }, (_, round) => ONSET + round * 600).flatMap((at): readonly From[] => [
    [at, SPECIFIED - 1],
    [at + 540, SPECIFIED],
  ]);
  const short = `${fewest} of ${Math.ceil(over / STEP)} minutes`;
  return [
    {
      name: `fires ${words(pending)} after ${short} with 2 of 3 replicas`,
      obligation: "fires-just-above",
      ...object(end, from),
    },
    {
      name: `silent after ${fewest - 1} such minutes`,
      obligation: "silent-just-below",
      ...object(until, [...from, [ONSET + (fewest - 1) * STEP, SPECIFIED]]),
    },
    {
      name: "resolves when the window has too few such minutes",
      obligation: "resolves",
      ...object(until, [...from, [end, SPECIFIED]]),
    },
    {
      name: `silent at most ${words(over)} after kube-state-metrics is lost, whose own alert tells`,
      obligation: "target-lost",
      ...object(until, [...from, [end, "stale"]]),
    },
    { name: "silent without workloads", obligation: "no-traffic", series: [], until },
    {
      name: "2 of 3 replicas, complete for one minute in ten",
      obligation: "flapping",
      defect: "OCTO-D18",
      ...object(ONSET + 7_200, [[0, SPECIFIED], ...flapping]),
    },
    ...[DEPLOYMENT, STATEFUL_SET].map(
      (kind): Draft => ({
        name: `a ${kind.label} that lacks two replicas for two minutes, then one, and is scaled up from 3 to 5`,
        obligation: "one-replica-bad",
        series: scaledUp(kind),
        until: ONSET + up(over) * 2 + 600,
      }),
    ),
    {
      name: "fires for a StatefulSet too",
      obligation: "fires-just-above",
      defect: "OCTO-D18",
      ...object(end, from, STATEFUL_SET),
    },
    {
      name: "silent for a Deployment that starts within the time that is borne",
      obligation: "born-late",
      ...object(until, [
        [0, "missing"],
        [ONSET, 0],
        [ONSET + (fewest - 1) * STEP, SPECIFIED],
      ]),
    },
    ...(elsewhere === undefined
      ? []
      : [
          {
            name: `silent for a Deployment of namespace ${elsewhere}`,
            obligation: "isolation",
            defect: "OCTO-D24",
            ...object(end, from, DEPLOYMENT, { namespace: elsewhere }),
          } satisfies Draft,
        ]),
  ];
}
