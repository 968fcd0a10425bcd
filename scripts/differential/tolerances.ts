/**
 * What may differ between the two engines without being a difference. All of it stands here; an entry says why Prometheus
 * itself does not promise more.
 */

/** Floats: a different order of the same additions may show in the last digits. */
export const RELATIVE = 1e-9;

/**
 * Errors that name one of several equal culprits. Prometheus goes through maps (of groups in `count_values` and `info`, of all
 * series in range queries), and names the first it happens to meet.
 */
export function withoutCulprits(error: string): string {
  return error
    .replace(/match group \{.*\} on the/s, "match group {} on the")
    .replace(/: \[.*\];many-to-many/s, ": [];many-to-many");
}
