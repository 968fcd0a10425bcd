import type { Meaning, Observed } from "../../model/observed.ts";
import { byObject, newestOf } from "./meaning.ts";
import type { Scope } from "./selection.ts";

const CLAIM = ["namespace", "persistentvolumeclaim"];

/** A claim that is pending although a pod uses it, or whose volume is lost. */
export function claimsWithoutVolume(scope: Scope): Meaning {
  return (observed) => {
    const inPhase = (phase: string) => claims(scope, observed, phase);
    const used = byObject(
      scope.sees(observed, "kube_pod_spec_volumes_persistentvolumeclaims_info"),
      scope.by(...CLAIM).by,
    );
    const pending = [...inPhase("Pending")].map(([key, claim]) => ({
      labels: { ...claim.labels, phase: "Pending" },
      value: (time: number) =>
        newestOf(claim, time) === 1 && newestOf(used.get(key), time) !== undefined ? 1 : undefined,
    }));
    const lost = [...inPhase("Lost").values()].map((claim) => ({
      labels: { ...claim.labels, phase: "Lost" },
      value: (time: number) => (newestOf(claim, time) === 1 ? 1 : undefined),
    }));
    return [...pending, ...lost];
  };
}

function claims(scope: Scope, observed: Observed, phase: string) {
  return byObject(scope.sees(observed, "kube_persistentvolumeclaim_status_phase", { phase }), scope.by(...CLAIM).by);
}
