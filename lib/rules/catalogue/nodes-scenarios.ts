import { quantityInWords } from "../../model/conventions.ts";
import { type SyntheticSeries, series } from "../../model/scenario.ts";
import type { Phase, Stage } from "../../model/stage.ts";
import { type Draft, timeline, words } from "./scenarios.ts";
import type { Scope } from "./selection.ts";
import { stageOf } from "./stages.ts";
import { ONSET, stateDrafts, untilOf } from "./state-scenarios.ts";

/** What the scenarios of a node's conditions depend on. Units: `pending` in seconds. */
interface Nodes {
  readonly scope: Scope;
  readonly pending: number;
}

type Status = "true" | "false" | "unknown";

/** A condition of a node as kube-state-metrics exports it: three series, one of which is 1. */
function condition(
  scope: Scope,
  node: string,
  name: string,
  until: number,
  phases: readonly Phase[],
  status: { readonly on: Status; readonly off: Status },
): readonly SyntheticSeries[] {
  return (["true", "false", "unknown"] as const).map((own) =>
    series(
      "kube_node_status_condition",
      { ...scope.labels(), node, condition: name, status: own },
      ...timeline(
        until,
        ...phases.map(([at, is]) => [at, is === "on" || is === "off" ? Number(status[is] === own) : is] as const),
      ),
    ),
  );
}

const FALSE = { on: "false", off: "true" } as const;
const UNKNOWN = { on: "unknown", off: "true" } as const;

/** Stage of nodeNotReady. */
export function notReadyStage(scope: Scope): Stage {
  return stageOf("the Ready condition of a node is false", (until, phases) =>
    condition(scope, "node-1", "Ready", until, phases, FALSE),
  );
}

/** Scenarios of nodeNotReady. */
export function notReadyDrafts({ scope, pending }: Nodes): readonly Draft[] {
  const until = untilOf(pending);
  const broken: readonly Phase[] = [
    [0, "off"],
    [ONSET, "on"],
  ];
  return [
    ...stateDrafts({
      pending,
      on: "the Ready condition is false",
      off: "for a ready node",
      idle: "without nodes",
      exporter: "kube-state-metrics",
      series: (end, ...phases) => condition(scope, "node-1", "Ready", end, phases, FALSE),
    }),
    {
      name: `fires ${words(pending)} after the kubelet of a node has died: its Ready condition is unknown`,
      obligation: "fires-just-above",
      defect: "OCTO-D03",
      series: [
        ...condition(scope, "node-1", "Ready", until, broken, UNKNOWN),
        ...condition(scope, "node-2", "Ready", until, [[0, "off"]], UNKNOWN),
      ],
      until,
    },
  ];
}

/** Nodes of the synthetic cluster. */
const FLEET = 20;

/** Most nodes of a cluster whose share comes near to the threshold. */
const LARGEST_FLEET = 50;

/** Nodes that are not ready, as many as make the smallest share above the threshold that so few nodes can have. */
function smallestAbove(above: number): { readonly bad: number; readonly nodes: number } {
  const sizes = Array.from({ length: LARGEST_FLEET - 1 }, (_, index) => index + 2);
  const fleets = sizes.map((nodes) => ({ bad: Math.min(Math.floor(above * nodes + 1e-9) + 1, nodes), nodes }));
  return fleets.reduce((best, fleet) => (fleet.bad / fleet.nodes < best.bad / best.nodes ? fleet : best));
}

/** Stage of nodesNotReadyShare: one node more, or less, decides. */
export function notReadyShareStage(scope: Scope, above: number): Stage {
  const { bad, nodes } = smallestAbove(above);
  return stageOf(`${bad} of ${nodes} nodes are not ready`, (until, phases) =>
    Array.from({ length: nodes }, (_, index) => {
      const always = index + 1 < bad;
      const never = index >= bad;
      const own = phases.map(
        ([at, is]): Phase => [at, is === "off" && always ? "on" : is === "on" && never ? "off" : is],
      );
      const told = condition(scope, `node-${index}`, "Ready", until, own, index % 2 === 0 ? FALSE : UNKNOWN);
      // One node with all its statuses shows as much as all of them.
      return index === 0 ? told : told.filter(({ labels }) => labels.status === "true");
    }).flat(),
  );
}

/** Scenarios of nodesNotReadyShare. */
export function notReadyShareDrafts({ scope, above, pending }: Nodes & { readonly above: number }): readonly Draft[] {
  const most = Math.floor(above * FLEET + 1e-9);
  const enough = Math.min(most + 1, FLEET);
  const fleet = (bad: number, until: number, phases: readonly Phase[]) =>
    Array.from({ length: FLEET }, (_, index) => {
      const own = phases.map(([at, is]): Phase => [at, is === "on" && index >= bad ? "off" : is]);
      return condition(scope, `node-${index}`, "Ready", until, own, index % 2 === 0 ? FALSE : UNKNOWN);
    }).flat();
  const until = untilOf(pending);
  return [
    ...stateDrafts({
      pending,
      on: `${enough} of ${FLEET} nodes are not ready`,
      off: "while all nodes are ready",
      idle: "without nodes",
      exporter: "kube-state-metrics",
      series: (end, ...phases) => fleet(enough, end, phases),
    }),
    {
      name: `fires ${words(pending)} after ${enough} of ${FLEET} nodes are not ready, one of which two exporters tell of`,
      obligation: "rollout",
      series: [
        ...fleet(enough, until, [[0, "on"]]),
        ...condition(scope, "node-0", "Ready", until, [[0, "on"]], FALSE).map((own) => ({
          ...own,
          labels: { ...own.labels, instance: "exporter-2:8080" },
        })),
      ],
      until,
    },
    {
      name: `silent for ${most} of ${FLEET} nodes, which is not above ${quantityInWords({ unit: "ratio", value: above })}`,
      obligation: "silent-just-below",
      series: fleet(most, until, [
        [0, "off"],
        [ONSET, "on"],
      ]),
      until,
    },
  ];
}

/** Stage of nodePressure: a node that lacks everything that is watched. */
export function pressureStage(scope: Scope, conditions: readonly string[]): Stage {
  return stageOf(`a node has ${conditions.join(", ")}`, (until, phases) =>
    conditions.flatMap((name) => condition(scope, "node-1", name, until, phases, { on: "true", off: "false" })),
  );
}

/** Scenarios of nodePressure. */
export function pressureDrafts(given: Nodes & { readonly conditions: readonly string[] }): readonly Draft[] {
  const { scope, pending, conditions } = given;
  const until = untilOf(pending);
  const status = { on: "true", off: "false" } as const;
  return [
    ...stateDrafts({
      pending,
      on: `a node has ${conditions.join(", ")}`,
      off: "for a node that lacks nothing",
      idle: "without nodes",
      exporter: "kube-state-metrics",
      series: (end, ...phases) => conditions.flatMap((name) => condition(scope, "node-1", name, end, phases, status)),
    }),
    {
      name: "silent while a node is ready: true is the good status of that condition",
      obligation: "silent-just-below",
      series: condition(scope, "node-1", "Ready", until, [[0, "on"]], status),
      until,
    },
  ];
}
