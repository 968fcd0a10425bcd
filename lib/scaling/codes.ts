/** Every kind of problem that scaling can have, as `docs/errors.md` explains them. */
export const SCALING_CODES = [
  // Objects of anybody.
  "autoscaler-unreadable",
  // What is scaled.
  "scaling-not-on-kubernetes",
  "scaling-workload-unscalable",
  "scaling-single-writer",
  "scaling-replicas-set",
  "scaling-labels-missing",
  "scaling-container-missing",
  "scaling-request-missing",
  "scaling-selects-others",
  "scaling-twice",
  "scaling-name-invalid",
  // How far and how fast.
  "scaling-bounds-invalid",
  "scaling-room-exceeded",
  "scaling-pace-invalid",
  "scaling-flapping",
  "scaling-single-replica",
  "scaling-budget-blocks",
  // What it follows.
  "scaling-trigger-missing",
  "scaling-trigger-twice",
  "scaling-memory-alone",
  "scaling-target-invalid",
  "scaling-unreachable",
  "scaling-metric-unsound",
  "scaling-metric-unscraped",
  "scaling-window-short",
  "scaling-prometheus-address",
  "scaling-beyond-alert",
  "scaling-beyond-promise",
  "scaling-alert-unknown",
] as const;

/** One of {@link SCALING_CODES}. */
export type ScalingCode = (typeof SCALING_CODES)[number];
