import { given } from "../../core/given.ts";
import type { Duration } from "../../core/quantity.ts";
import { quantityInWords, windowName } from "../../model/conventions.ts";
import type { LabelSelection } from "../../model/metric.ts";
import type { Expression } from "../../promql/ast.ts";
import { and, call, eqv, gte, max, or, range, sub } from "../../promql/build.ts";
import { crashDrafts, crashStages } from "./crash-scenarios.ts";
import { type Body, defineEntry } from "./entry.ts";
import { killDrafts, killStage } from "./kill-scenarios.ts";
import { NAMESPACED, optional, required, SHORTEST_WINDOW, STATE } from "./parameters.ts";
import { onNode } from "./pod-node.ts";
import { eachOnItsNode } from "./pod-node-meaning.ts";
import { placedDrafts, placedStages } from "./pod-node-scenarios.ts";
import { crashLoops, killsForMemory } from "./pods-meaning.ts";
import { type Scope, scope } from "./selection.ts";

/** The kubelet's longest wait between two starts of a container. Units: seconds. */
const LONGEST_BACK_OFF = 300;

const CONTAINERS = {
  ...STATE,
  ...NAMESPACED,
  pod: optional("selection", "Pods to watch; default all of the namespace"),
  container: optional("selection", "Containers to watch; default all of the pods"),
};

const OBJECT = "{{ $labels.namespace }}/{{ $labels.pod }} container {{ $labels.container }}";

interface Containers {
  readonly job: string;
  readonly matchers?: Readonly<Record<string, LabelSelection>>;
  readonly namespace: string | RegExp;
  readonly pod?: LabelSelection;
  readonly container?: LabelSelection;
}

function containers({ namespace, pod, container, ...rest }: Containers): Scope {
  return scope(rest, { namespace, pod, container });
}

/** Metrics of pods have no label `container`. */
function podsOf({ job, matchers, namespace, pod }: Containers): Scope {
  return scope({ job, ...given("matchers", matchers) }, { namespace, pod });
}

/**
 * Restarts within a window, per container. A difference of samples, because `increase` extrapolates whole restarts to
 * fractions; the smallest sample of the window, because a recreated pod of a StatefulSet starts again at 0.
 */
function restarts(within: Scope, window: number): Expression {
  const total = within.select("kube_pod_container_status_restarts_total");
  return max(
    sub(total, call("min_over_time", range(total, window * 1_000))),
    within.by("namespace", "pod", "container"),
  );
}

/**
 * A container that restarts again and again: so many restarts within a window, or the kubelet makes it wait.
 * kube-state-metrics exports `kube_pod_container_status_waiting_reason` only while the container waits, and
 * `..._restarts_total` from the pod's first scrape on; the kubelet's waits double from 10 s to 5 min, so a loop may have
 * no more than two restarts in ten minutes. Init containers have metrics of their own and are not watched.
 */
export const podCrashLooping = defineEntry({
  name: "podCrashLooping",
  about: "A container restarts a number of times within a window, or waits in CrashLoopBackOff",
  parameters: {
    ...CONTAINERS,
    restarts: required("count", "Restarts within the window from which it is a loop", 1),
    within: required("duration", "Window that the restarts are counted in", SHORTEST_WINDOW),
    node: optional("flag", "Whether the alert has the node of the pod, so that the node's own alert can inhibit it"),
  },
  build: (options) => {
    const within = containers(options);
    const pods = podsOf(options);
    const restarted = restarts(within, options.within.value);
    const told = {
      scope: within,
      namespace: options.namespace,
      pending: options.for.value,
      restarts: Math.ceil(options.restarts.value),
      window: options.within.value,
    };
    const waiting = within.select("kube_pod_container_status_waiting_reason", { reason: "CrashLoopBackOff" });
    const waited = max(
      // The container runs between two waits: without the range every run would start `for` again.
      call("max_over_time", range(waiting, LONGEST_BACK_OFF * 1_000)),
      within.by("namespace", "pod", "container"),
    );
    const looping = or(gte(restarted, options.restarts.value), and(restarted, eqv(waited, 1)));
    const loops = crashLoops({ ...told, restarts: options.restarts.value }, LONGEST_BACK_OFF);
    const total = within.select("kube_pod_container_status_restarts_total");
    return {
      expression: options.node === true ? onNode(looping, pods, total) : looping,
      unit: "count",
      summary: `${OBJECT} is crash looping`,
      means:
        `The container restarted at least ${quantityInWords(options.restarts)} times within ` +
        `${windowName(options.within.value)}, or the kubelet had it wait in CrashLoopBackOff within the last ` +
        `${windowName(LONGEST_BACK_OFF)}. The value is the number of restarts.`,
      meaning: options.node === true ? eachOnItsNode(loops, pods) : loops,
      stages: options.node === true ? placedStages(crashStages(told), pods) : crashStages(told),
      drafts: options.node === true ? placedDrafts(crashDrafts(told), pods, told) : crashDrafts(told),
    };
  },
});

/** Restarts whose container was last ended by the kernel's out-of-memory killer, at least `fewest` within a window. */
function killed(
  options: Containers & { readonly for: Duration; readonly within: Duration },
  fewest: number,
): Omit<Body, "summary" | "means"> {
  const within = containers(options);
  const last = within.select("kube_pod_container_status_last_terminated_reason", { reason: "OOMKilled" });
  const restarted = restarts(within, options.within.value);
  const told = {
    scope: within,
    namespace: options.namespace,
    restarts: fewest,
    window: options.within.value,
    pending: options.for.value,
  };
  return {
    expression: and(gte(restarted, fewest), eqv(max(last, within.by("namespace", "pod", "container")), 1)),
    unit: "count",
    meaning: killsForMemory(told),
    stages: [killStage(told)],
    drafts: killDrafts(told),
  };
}

/**
 * A container was killed for its memory and restarted. The current state
 * (`kube_pod_container_status_terminated_reason`) is gone after the restart and stays for ever on finished pods; the
 * last state stays for ever on restarted ones. Only a new restart together with the last state tells a new kill.
 * The pod of a Job that is killed and not restarted is a failed Job, not this.
 */
export const podOOMKilled = defineEntry({
  name: "podOOMKilled",
  about: "A container restarted within a window after the out-of-memory killer ended it",
  parameters: {
    ...CONTAINERS,
    within: required("duration", "How long ago the restart may be", SHORTEST_WINDOW),
  },
  build: (options) => ({
    ...killed(options, 1),
    summary: `${OBJECT} was killed for its memory`,
    means:
      `The container restarted within the last ${windowName(options.within.value)}, and the out-of-memory killer ended ` +
      "it the last time it ended. The value is the number of restarts.",
  }),
});

/**
 * A container is killed for its memory again and again. kube-state-metrics has no counter of kills: counted are the
 * restarts of a container whose last end was a kill, so other failures in between count too.
 */
export const oomKilledRepeatedly = defineEntry({
  name: "oomKilledRepeatedly",
  about: "A container restarted more than a number of times within a window, the last time after a kill for its memory",
  parameters: {
    ...CONTAINERS,
    moreThan: required("count", "Restarts within the window that are still borne"),
    within: required("duration", "Window that the restarts are counted in", SHORTEST_WINDOW),
  },
  build: (options) => ({
    ...killed(options, Math.floor(options.moreThan.value) + 1),
    summary: `${OBJECT} is killed for its memory again and again`,
    means:
      `The container restarted more than ${quantityInWords(options.moreThan)} times within ` +
      `${windowName(options.within.value)}, and the out-of-memory killer ended it the last time it ended. ` +
      "The value is the number of restarts.",
  }),
});
