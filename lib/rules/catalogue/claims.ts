import { and, eqv, max, or } from "../../promql/build.ts";
import { claimsWithoutVolume } from "./claims-meaning.ts";
import { claimDrafts, claimStages } from "./claims-scenarios.ts";
import { defineEntry } from "./entry.ts";
import { NAMESPACED, optional, STATE } from "./parameters.ts";
import { scope } from "./selection.ts";

/**
 * A claim that a pod waits for has no volume, or its volume is lost. A claim of a class that binds at the first consumer
 * is pending until a pod uses it, which is no fault: `kube_pod_spec_volumes_persistentvolumeclaims_info` tells which
 * claims pods name, those that are not scheduled yet included. Lost claims need no pod to be a fault.
 */
export const persistentVolumeClaimPending = defineEntry({
  name: "persistentVolumeClaimPending",
  about: "A persistent volume claim is pending although a pod uses it, or is lost",
  parameters: {
    ...STATE,
    ...NAMESPACED,
    claim: optional("selection", "Claims to watch; default all of the namespace"),
  },
  build: ({ namespace, claim, ...options }) => {
    const claims = scope(options, { namespace, persistentvolumeclaim: claim });
    const object = ["namespace", "persistentvolumeclaim"];
    const inPhase = (phase: string) =>
      eqv(max(claims.select("kube_persistentvolumeclaim_status_phase", { phase }), claims.by(...object, "phase")), 1);
    const used = claims.select("kube_pod_spec_volumes_persistentvolumeclaims_info");
    return {
      expression: or(and(inPhase("Pending"), used, { on: claims.by(...object).by }), inPhase("Lost")),
      summary:
        "persistent volume claim {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is {{ $labels.phase }}",
      means: "The claim is Pending and a pod uses it, or it is Lost: its volume does not exist any more.",
      meaning: claimsWithoutVolume(claims),
      stages: claimStages(claims),
      drafts: claimDrafts({ scope: claims, namespace, pending: options.for.value }),
    };
  },
});
