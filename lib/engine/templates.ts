import type { Labels } from "../promql/data/labels.ts";
import type { SampleValue, VectorSample } from "../promql/eval/result.ts";

/** What a template of an alert is expanded with. */
export interface TemplateInput {
  readonly text: string;
  /** As errors call the template: `__alert_` and the name of the alert. */
  readonly name: string;
  /** `$labels`: those of the sample that raised the alert, with its metric name. */
  readonly labels: Labels;
  /** `$value`. */
  readonly value: SampleValue;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalURL: string;
  /** Moment of the evaluation. Units: milliseconds. */
  readonly time: number;
  /** What `query` gives at that moment. Errors: as `instantQuery`. */
  readonly query: (text: string) => readonly VectorSample[];
}

/** Expands a template. Errors: an `Error` with Prometheus' words, `error executing template __alert_x: ...`. */
export type ExpandTemplate = (input: TemplateInput) => string;

/** What the templates of all rules of a run see. */
export interface TemplateSettings {
  readonly expand: ExpandTemplate;
  /** `$externalLabels`. */
  readonly externalLabels: Readonly<Record<string, string>>;
  /** `$externalURL`. */
  readonly externalURL: string;
}

/** As Prometheus puts it into a label or an annotation: a template that fails becomes a text that says why. */
export function expandedOrError(expand: ExpandTemplate, input: TemplateInput): string {
  if (!input.text.includes("{{")) return input.text;
  try {
    return expand(input);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `<error expanding template: ${error.message}>`;
  }
}
