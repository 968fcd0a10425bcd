/** A template that Prometheus would refuse, or could not expand; the message is in Go's words. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  /** Where in the text of the template, for one that could not be read. */
  readonly start: number | undefined;

  constructor(message: string, start?: number) {
    super(message);
    this.start = start;
  }
}

/** What a function of a template complains about; the template says which function, and where. */
export class FunctionError extends Error {
  override readonly name = "FunctionError";
}
