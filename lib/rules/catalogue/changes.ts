import { windowName } from "../../model/conventions.ts";
import type { LabelSelection } from "../../model/metric.ts";
import type { Expression } from "../../promql/ast.ts";
import { call, gt, lt, max, or, range, sub } from "../../promql/build.ts";
import { configMapChanges, deploymentChanges, scales } from "./changes-meaning.ts";
import { configMapDrafts, configMapStage, scalingDrafts, scalingStage } from "./changes-scenarios.ts";
import { deploymentDrafts, deploymentStages } from "./deployment-scenarios.ts";
import { type Body, defineEntry } from "./entry.ts";
import { COMMON, NAMESPACED, optional, required, SHORTEST_WINDOW } from "./parameters.ts";
import { scope } from "./selection.ts";

/** Events have no `for`: one that must last is never told of. */
const EVENT = {
  ...COMMON,
  ...NAMESPACED,
  within: required("duration", "How long the event is told of; at least two scrapes", SHORTEST_WINDOW),
};

interface Event {
  readonly job: string;
  readonly matchers?: Readonly<Record<string, LabelSelection>>;
  readonly namespace: string | RegExp;
  readonly within: { readonly value: number };
}

/**
 * A Deployment was rolled out anew, or made. Every change of the specification raises its generation, a change of the
 * number of replicas too, so changes of the generation are held against those of the replicas. The generation is that
 * of the metadata, which kube-state-metrics reads together with the replicas; the observed one follows a moment later.
 * An update that changes both at once in a single request is taken for scaling.
 */
export const deploymentChanged = defineEntry({
  name: "deploymentChanged",
  about: "The specification of a Deployment changed, and not only its number of replicas, or the Deployment is new",
  parameters: { ...EVENT, deployment: optional("selection", "Deployments to watch; default all of the namespace") },
  build: ({ deployment, ...options }) => {
    const objects = scope(options, { namespace: options.namespace, deployment });
    const by = objects.by("namespace", "deployment");
    const window = options.within.value;
    const changes = (name: string): Expression => max(call("changes", range(objects.select(name), window * 1_000)), by);
    const told = { scope: objects, namespace: options.namespace, window };
    const age = sub(call("time"), max(objects.select("kube_deployment_created"), by));
    return {
      expression: or(
        gt(changes("kube_deployment_metadata_generation"), changes("kube_deployment_spec_replicas")),
        lt(age, window),
      ),
      summary: "Deployment {{ $labels.namespace }}/{{ $labels.deployment }} was changed",
      means:
        `Within the last ${windowName(window)} the specification of the Deployment changed more often than its number ` +
        "of replicas did, or the Deployment was made.",
      meaning: deploymentChanges({ scope: objects, window }),
      stages: deploymentStages(told),
      drafts: deploymentDrafts(told),
    };
  },
});

const AUTOSCALER = {
  ...EVENT,
  horizontalpodautoscaler: optional("selection", "Autoscalers to watch; default all of the namespace"),
};

/** Desired replicas against the least or most of the window: what the autoscaler decided, whoever else makes pods. */
function scaled(
  { horizontalpodautoscaler, ...options }: Event & { readonly horizontalpodautoscaler?: LabelSelection },
  direction: "up" | "down",
): Body {
  const objects = scope(options, { namespace: options.namespace, horizontalpodautoscaler });
  const desired = objects.select("kube_horizontalpodautoscaler_status_desired_replicas");
  const window = options.within.value;
  const extreme = call(direction === "up" ? "min_over_time" : "max_over_time", range(desired, window * 1_000));
  const told = { scope: objects, namespace: options.namespace, window };
  const difference = direction === "up" ? sub(desired, extreme) : sub(extreme, desired);
  return {
    expression: gt(max(difference, objects.by("namespace", "horizontalpodautoscaler")), 0),
    unit: "count",
    summary: `autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} scaled ${direction}`,
    means:
      `The autoscaler wants ${direction === "up" ? "more" : "fewer"} replicas than it did within the last ` +
      `${windowName(window)}. The value is the difference.`,
    meaning: scales(told, direction),
    stages: [scalingStage(told, direction)],
    drafts: scalingDrafts(told, direction),
  };
}

/**
 * An autoscaler scaled up. kube-state-metrics 2 has `kube_horizontalpodautoscaler_*` with the label
 * `horizontalpodautoscaler`; `kube_hpa_*` with `hpa` was version 1.
 */
export const hpaScaledUp = defineEntry({
  name: "hpaScaledUp",
  about: "A HorizontalPodAutoscaler raised its number of replicas",
  parameters: AUTOSCALER,
  build: (options) => scaled(options, "up"),
});

/** An autoscaler scaled down; see {@link hpaScaledUp}. */
export const hpaScaledDown = defineEntry({
  name: "hpaScaledDown",
  about: "A HorizontalPodAutoscaler lowered its number of replicas",
  parameters: AUTOSCALER,
  build: (options) => scaled(options, "down"),
});

/**
 * A ConfigMap was edited. `kube_configmap_info` is always 1; the resource version changes with every edit, labels and
 * annotations included. Leave out ConfigMaps that controllers write all the time, as for leader election.
 */
export const configMapChanged = defineEntry({
  name: "configMapChanged",
  about: "A ConfigMap was changed",
  parameters: { ...EVENT, configmap: optional("selection", "ConfigMaps to watch; default all of the namespace") },
  build: ({ configmap, ...options }) => {
    const objects = scope(options, { namespace: options.namespace, configmap });
    const version = objects.select("kube_configmap_metadata_resource_version");
    const window = options.within.value;
    const told = { scope: objects, namespace: options.namespace, window };
    return {
      expression: gt(max(call("changes", range(version, window * 1_000)), objects.by("namespace", "configmap")), 0),
      unit: "count",
      summary: "ConfigMap {{ $labels.namespace }}/{{ $labels.configmap }} was changed",
      means: `The resource version of the ConfigMap changed within the last ${windowName(window)}. The value says how often.`,
      meaning: configMapChanges(told),
      stages: [configMapStage(told)],
      drafts: configMapDrafts(told),
    };
  },
});
