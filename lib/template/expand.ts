import type { FloatHistogram } from "../promql/histogram/float-histogram.ts";
import { TemplateError } from "./error.ts";
import { functionNamed } from "./evaluate.ts";
import { execute } from "./execute.ts";
import type { TemplateEnvironment } from "./function.ts";
import { type Bodies, parseBodies } from "./parser.ts";
import { sampleValue } from "./prometheus/functions.ts";
import { asInterface, stringMap, stringValue, type Value } from "./value.ts";

/** A template that Go would take, read. */
export interface Template {
  readonly name: string;
  readonly text: string;
  readonly bodies: Bodies;
}

/** What the template of an alert is about. */
export interface TemplateData {
  readonly labels: Readonly<Record<string, string>>;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalURL: string;
  readonly value: number | FloatHistogram;
}

/** What Prometheus puts before each template of a rule (https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#templating). */
export const DEFINITIONS =
  "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}";

const DATA_TYPE =
  "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }";

/**
 * Reads a template. `text` is the whole text: `DEFINITIONS` is not put before it. Errors: `TemplateError` with Go's
 * words, `template: name:1: function "foo" not defined`.
 */
export function parseTemplate(name: string, text: string): Template {
  return { name, text, bodies: parseBodies(name, text, (one) => functionNamed(one) !== undefined) };
}

/** Expands a template. Errors: `TemplateError` with Go's words. */
export function expandTemplate(template: Template, data: TemplateData, environment: TemplateEnvironment): string {
  const fields: readonly (readonly [string, Value])[] = [
    ["Labels", stringMap(data.labels)],
    ["ExternalLabels", stringMap(data.externalLabels)],
    ["ExternalURL", stringValue(data.externalURL)],
    ["Value", asInterface(sampleValue(data.value))],
  ];
  return execute(
    template.name,
    template.text,
    template.bodies,
    { kind: "struct", type: DATA_TYPE, fields },
    environment,
  );
}

/** Templates of rules that are kept read. */
const CACHED = 1000;
const cache = new Map<string, Template>();

/**
 * What Prometheus makes of a label or an annotation of an alerting rule: `text` expanded with `$labels`, `$externalLabels`,
 * `$externalURL` and `$value`, or `<error expanding template: ...>` where that fails.
 */
export function expandForAlert(
  alert: string,
  text: string,
  data: TemplateData,
  environment: TemplateEnvironment,
): string {
  try {
    return expandOrThrow(`__alert_${alert}`, text, data, environment);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return `<error expanding template: ${error.message}>`;
  }
}

/** As `expandForAlert`, but fails: with what stands in the brackets there. */
export function expandOrThrow(
  name: string,
  text: string,
  data: TemplateData,
  environment: TemplateEnvironment,
): string {
  const template = failingAs(`error parsing template ${name}`, () => cachedTemplate(name, DEFINITIONS + text));
  return failingAs(`error executing template ${name}`, () => expandTemplate(template, data, environment));
}

function cachedTemplate(name: string, text: string): Template {
  const key = `${name}\n${text}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const template = parseTemplate(name, text);
  const [oldest] = cache.keys();
  if (cache.size >= CACHED && oldest !== undefined) cache.delete(oldest);
  cache.set(key, template);
  return template;
}

function failingAs<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof TemplateError) throw new TemplateError(`${what}: ${error.message}`);
    throw error;
  }
}
