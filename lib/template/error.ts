/** A template that Prometheus would refuse, or could not expand; the message is in Go's words. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

/** What a function of a template complains about; the template says which function, and where. */
export class FunctionError extends Error {
  override readonly name = "FunctionError";
}
