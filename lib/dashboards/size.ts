/** Panels that a board has at most: more than about twenty are not looked at, and each asks Prometheus. */
export const MOST_PANELS = 20;

/** Boards that a text names; the list at the top of each board has all of them. */
export const MOST_LISTED = 50;
