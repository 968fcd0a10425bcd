import type { Labels } from "../promql/data/labels.ts";
import type { SampleValue, VectorSample } from "../promql/eval/result.ts";
import { TemplateError } from "../template/error.ts";
import { DEFINITIONS, expandOrThrow, parseTemplate } from "../template/expand.ts";

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

/** Expands a template as Prometheus does. Errors: `TemplateError` with its words. */
export function expandAsPrometheus(input: TemplateInput): string {
  const { labels, externalLabels, externalURL, value, time } = input;
  const query = (text: string): { labels: Readonly<Record<string, string>>; value: SampleValue }[] =>
    input.query(text).map((sample) => ({ labels: sample.labels.toRecord(), value: sample.value }));
  const data = { labels: labels.toRecord(), externalLabels, externalURL, value };
  return expandOrThrow(input.name, input.text, data, { query, timeMs: time, externalURL });
}

/** Why Prometheus would not read a template, in its words; `undefined` when it would. */
export function templateFault(text: string, name: string): string | undefined {
  try {
    parseTemplate(name, DEFINITIONS + text);
    return undefined;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return error.message;
  }
}
