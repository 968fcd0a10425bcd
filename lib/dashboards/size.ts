/** Panels that a board has at most: more than about twenty are not looked at, and each asks Prometheus. */
export const MOST_PANELS = 20;
