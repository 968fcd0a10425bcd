/** Every kind of problem that the text of a model can have besides those of the model, as `docs/errors.md` explains them. */
export const TEXT_CODES = [
  "key-unknown",
  "key-missing",
  "choice-missing",
  "choice-ambiguous",
  "value-invalid",
  "assumption-without-why",
  "metric-unknown",
  "selector-invalid",
  "promql-invalid",
  "samples-invalid",
] as const;

/** One of {@link TEXT_CODES}. */
export type TextCode = (typeof TEXT_CODES)[number];
