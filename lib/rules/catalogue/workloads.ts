import { tidy } from "../../core/decimal.ts";
import { quantityInWords, windowName } from "../../model/conventions.ts";
import type { Expression } from "../../promql/ast.ts";
import { and, call, gt, gte, max, or, sub, subquery } from "../../promql/build.ts";
import { defineEntry } from "./entry.ts";
import { NAMESPACED, optional, required, SHORTEST_WINDOW, STATE } from "./parameters.ts";
import { scope } from "./selection.ts";
import { lacksReplicas } from "./workloads-meaning.ts";
import { DEPLOYMENT, replicasDrafts, replicasStages, STATEFUL_SET } from "./workloads-scenarios.ts";

/** Distance of the moments that the share of time is measured at. Units: seconds. */
const MOMENT = 60;

/**
 * A Deployment or StatefulSet lacks replicas for a share of a window, however short each time is. Counted are the
 * minutes of the window with missing replicas, so a Deployment that has only just been made needs as many as an old one.
 * kube-state-metrics exports both sides for each Deployment, 0 included; of StatefulSets the ready replicas are compared.
 */
export const deploymentReplicasMismatch = defineEntry({
  name: "deploymentReplicasMismatch",
  about: "A Deployment or StatefulSet has fewer available replicas than specified for a share of a window",
  parameters: {
    ...STATE,
    ...NAMESPACED,
    workload: optional("selection", "Names of Deployments and StatefulSets; default all of the namespace"),
    share: required("ratio", "Share of the window with missing replicas from which the alert fires"),
    over: required("duration", "Window that the share is measured in", SHORTEST_WINDOW),
  },
  build: ({ namespace, workload, ...options }) => {
    const objects = scope(options, { namespace });
    const missing = (specified: string, present: string, label: string) => {
      const select = (name: string) => objects.select(name, { [label]: workload });
      return max(sub(select(specified), select(present)), objects.by("namespace", label));
    };
    const lacking = or(
      missing("kube_deployment_spec_replicas", "kube_deployment_status_replicas_available", "deployment"),
      missing("kube_statefulset_replicas", "kube_statefulset_status_replicas_ready", "statefulset"),
    );
    const moments = (expression: Expression) => subquery(expression, options.over.value * 1_000, MOMENT * 1_000);
    const fewest = Math.ceil(tidy((options.share.value * options.over.value) / MOMENT));
    const told = {
      scope: objects,
      namespace,
      ...(workload === undefined ? {} : { workload }),
      fewest,
      over: options.over.value,
      pending: options.for.value,
    };
    return {
      expression: and(
        call("max_over_time", moments(lacking)),
        gte(call("count_over_time", moments(gt(lacking, 0))), fewest),
      ),
      unit: "count",
      summary: "{{ $labels.namespace }}/{{ $labels.deployment }}{{ $labels.statefulset }} lacks replicas",
      means:
        `For at least ${quantityInWords(options.share)} of the last ${windowName(options.over.value)} fewer replicas ` +
        "were available than specified. The value is the most that were missing at once.",
      meaning: lacksReplicas({ ...told, kinds: [DEPLOYMENT, STATEFUL_SET], every: MOMENT }),
      stages: replicasStages(told),
      drafts: replicasDrafts(told),
    };
  },
});
