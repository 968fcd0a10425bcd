/** Every kind of problem that scaling can have, as `docs/errors.md` explains them. */
export const SCALING_CODES = ["autoscaler-unreadable"] as const;

/** One of {@link SCALING_CODES}. */
export type ScalingCode = (typeof SCALING_CODES)[number];
