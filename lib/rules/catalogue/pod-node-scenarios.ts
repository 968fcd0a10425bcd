import { type Samples, type SyntheticSeries, series } from "../../model/scenario.ts";
import type { Stage } from "../../model/stage.ts";
import { ONSET, type Restarts, total } from "./pods-series.ts";
import { type Draft, timeline, up, words } from "./scenarios.ts";
import type { Scope } from "./selection.ts";

/** The node of the one pod, or of another. */
function info(pods: Scope, node: string, samples: readonly Samples[], own: Own = {}): SyntheticSeries {
  return series("kube_pod_info", { pod: "api-0", ...pods.labels(), ...own, node }, ...samples);
}

/** Labels that tell another pod from the one. */
type Own = Readonly<Record<string, string>>;

/** The same series of another pod. */
function of(own: Own, { name, labels, samples }: SyntheticSeries): SyntheticSeries {
  return series(name, { ...labels, ...own }, ...samples);
}

/** Stages with the node of the pod, and the first of them without. */
export function placedStages(stages: readonly Stage[], pods: Scope): readonly Stage[] {
  const placed = stages.map(
    (stage): Stage => ({
      ...stage,
      series: (until, ...phases) => [
        ...stage.series(until, ...phases),
        info(
          pods,
          "node-a",
          timeline(until, ...phases.map(([at, is]) => [at, is === "on" || is === "off" ? 1 : is] as const)),
        ),
      ],
    }),
  );
  const unplaced = stages
    .slice(0, 1)
    .map((stage): Stage => ({ ...stage, about: `${stage.about}, of a pod without a known node` }));
  return [...placed, ...unplaced];
}

/** The scenarios with the node of the pod, and what becomes of an alert whose pod moves, is told of twice, or not at all. */
export function placedDrafts(drafts: readonly Draft[], pods: Scope, given: Restarts): readonly Draft[] {
  const { scope, restarts, pending } = given;
  const move = ONSET + up(pending) + 300;
  const until = move + up(pending) + 300;
  const going = total(scope, timeline(until, [0, 0], [ONSET, { from: restarts, increase: restarts }]));
  const always = timeline(until, [0, 1]);
  const elsewhere = { namespace: `${scope.labels().namespace ?? ""}-x` };
  const calm = (own: Own): SyntheticSeries => of(own, total(scope, always));
  const on = (node: string, own: Own): SyntheticSeries => info(pods, node, always, own);
  const draft = (name: string, obligation: Draft["obligation"], ...places: readonly SyntheticSeries[]): Draft => ({
    name,
    obligation,
    series: [going, ...places],
    until,
  });
  return [
    ...drafts.map(
      (one): Draft => ({ ...one, series: [...one.series, info(pods, "node-a", timeline(one.until, [0, 1]))] }),
    ),
    draft(
      `fires ${words(pending)} after too many restarts of a pod that kube_pod_info does not tell of`,
      "fires-just-above",
    ),
    draft(
      "fires without a node once kube_pod_info is gone",
      "other",
      info(pods, "node-a", timeline(until, [0, 1], [move, "stale"])),
    ),
    draft(
      "fires on the new node after the pod has moved",
      "other",
      info(pods, "node-a", timeline(until, [0, 1], [move, "stale"])),
      info(pods, "node-b", timeline(until, [0, "missing"], [move, 1])),
    ),
    draft(
      "fires without a node for a pod that is seen on two nodes at once",
      "other",
      info(pods, "node-a", always),
      info(pods, "node-b", timeline(until, [0, "missing"], [ONSET, 1])),
    ),
    draft("fires for a pod whose node is not known yet", "other", info(pods, "", always)),
    draft(
      "fires on its own node beside pods of its namespace, or of its name, that are seen on two",
      "other",
      on("node-a", {}),
      ...[{ pod: "api-1" }, elsewhere].flatMap((own) => [calm(own), on("node-b", own), on("node-c", own)]),
    ),
    draft(
      "fires without a node beside pods of its namespace, or of its name, that have one",
      "other",
      ...[{ pod: "api-1" }, elsewhere].flatMap((own) => [calm(own), on("node-b", own)]),
    ),
    draft(
      "fires on its own node where another job tells of another one",
      "other",
      on("node-a", {}),
      on("node-b", { job: "other", instance: "other:8080" }),
    ),
    draft(
      "has no node for a pod of another namespace that is seen on two",
      "other",
      of(elsewhere, going),
      on("node-a", elsewhere),
      on("node-b", elsewhere),
    ),
  ];
}
