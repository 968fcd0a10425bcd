/** Every kind of problem that runbook pages can have, as `docs/errors.md` explains them. */
export const RUNBOOK_CODES = [
  "page-duplicate",
  "anchor-duplicate",
  "page-alert-unknown",
  "page-severity-unknown",
  "procedure-empty",
  "procedure-query-invalid",
  "procedure-logql-invalid",
  "procedure-yaml-invalid",
  "command-empty",
  "command-unmarked",
  "command-unrestricted",
] as const;

/** One of {@link RUNBOOK_CODES}. */
export type RunbookCode = (typeof RUNBOOK_CODES)[number];
