/** Every kind of problem that the rules of a model can have, as `docs/errors.md` explains them. */
export const RULE_CODES = [
  "burn-rate-unreachable",
  "burn-rate-below-one",
  "burn-rate-empty",
  "windows-not-ordered",
  "window-too-short",
  "window-short",
  "window-beyond-retention",
  "window-longer-than-objective",
  "evaluation-too-slow",
  "for-longer-than-window",
  "for-shorter-than-evaluation",
  "absence-too-short",
  "alert-duplicate",
  "recording-duplicate",
  "annotation-label-dropped",
  "annotation-label-uncertain",
  "template-invalid",
  "condition-unselective",
  "condition-without-scenario",
  "expression-never",
  "expression-always",
  "label-impossible",
  "inhibition-alert-unknown",
  "inhibition-label-missing",
  "inhibition-never",
  // Also of thresholds, targets and guards, where the model is checked.
  "unit-mismatch",
  "low-traffic-invalid",
] as const;

/** One of {@link RULE_CODES}. */
export type RuleCode = (typeof RULE_CODES)[number];
