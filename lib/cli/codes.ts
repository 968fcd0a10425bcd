/** Every kind of problem that the command line itself reports, as `docs/errors.md` explains them. */
export const CLI_CODES = [
  "command-unknown",
  "command-missing",
  "option-unknown",
  "option-value-missing",
  "option-value-unexpected",
  "option-value-unknown",
  "option-value-invalid",
  "model-missing",
  "model-unreadable",
  "model-kind-unknown",
  "model-needs-typescript",
  "model-failed",
  "model-without-system",
  "test-missing",
  "file-unwritable",
  "pattern-invalid",
  "text-invalid",
  "system-unknown",
  "system-duplicate",
  "alert-unknown",
  "alert-missing",
  "objective-missing",
  "objective-unknown",
  "objective-ambiguous",
  "incident-missing",
] as const;

/** One of {@link CLI_CODES}. */
export type CliCode = (typeof CLI_CODES)[number];
