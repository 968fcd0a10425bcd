/** Every kind of problem that the text of an incident can have, as `docs/errors.md` explains them. */
export const INCIDENT_CODES = [
  "incident-kind-unknown",
  "incident-invalid",
  "incident-unfit",
  "incident-overlaps",
  "incident-beyond-end",
] as const;

/** One of {@link INCIDENT_CODES}. */
export type IncidentCode = (typeof INCIDENT_CODES)[number];
