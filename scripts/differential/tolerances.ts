/**
 * What may differ between the two engines without being a difference. All of it stands here; an entry says why Prometheus
 * itself does not promise more.
 */

/** Floats: a different order of the same additions may show in the last digits. */
export const RELATIVE = 1e-9;

/** Errors that name one of several equal culprits, whichever Prometheus meets first in a map. */
export const UNORDERED_ERRORS: readonly RegExp[] = [];
