import type { AutoscalerSpec, ControllerSettings } from "./spec.ts";
import type { Recommendation } from "./state.ts";

/** An answer after stabilization, and the recommendations with the new one among them. */
export interface Stabilized {
  readonly replicas: number;
  readonly recommendations: readonly Recommendation[];
}

/**
 * The mildest of the recent answers: the least within the window of scaling up, but no less than now; the most within that of
 * scaling down, but no more than now (stabilizeRecommendationWithBehaviors in horizontal.go, Kubernetes v1.34). Without
 * `behavior` only scaling down is held back, and its window has its oldest moment within it (stabilizeRecommendation).
 */
export function stabilize(
  { behaviour }: AutoscalerSpec,
  past: readonly Recommendation[],
  current: number,
  desired: number,
  now: number,
  settings: ControllerSettings,
): Stabilized {
  const upFrom = now - (behaviour?.up.window ?? 0);
  const downFrom = now - (behaviour?.down.window ?? settings.downscaleStabilization);
  const recommendations: Recommendation[] = [];
  let least = desired;
  let most = desired;
  for (const one of past) {
    if (behaviour === undefined) {
      if (one.at < downFrom) continue;
      if (one.replicas > most) most = one.replicas;
    } else {
      if (one.at < upFrom && one.at < downFrom) continue;
      if (one.at > upFrom && one.replicas < least) least = one.replicas;
      if (one.at > downFrom && one.replicas > most) most = one.replicas;
    }
    recommendations.push(one);
  }
  recommendations.push({ replicas: desired, at: now });
  if (behaviour === undefined) return { replicas: most, recommendations };
  return { replicas: Math.min(Math.max(current, least), most), recommendations };
}
