import { parseDuration } from "../core/duration.ts";
import type { RuleSource } from "../core/rules-read.ts";
import { PromqlError } from "../promql/error.ts";
import { parse } from "../promql/parse.ts";
import type { ParseOptions } from "../promql/parse-options.ts";
import { templateFault } from "./templates.ts";

/** Everything for which Prometheus would refuse a rule, in its words and its order. */
export function ruleFaults(rule: RuleSource, options: ParseOptions): readonly string[] {
  return [...kindFaults(rule), ...expressionFaults(rule, options), ...recordingFaults(rule), ...textFaults(rule)];
}

function kindFaults({ record, alert }: RuleSource): readonly string[] {
  if (record !== undefined && alert !== undefined) return ["only one of 'record' and 'alert' must be set"];
  if (record === undefined && alert === undefined) return ["one of 'record' or 'alert' must be set"];
  return [];
}

function expressionFaults({ expr }: RuleSource, options: ParseOptions): readonly string[] {
  if (expr === "") return ["field 'expr' must be set in rule"];
  try {
    parse(expr, options);
    return [];
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    const { line, column } = error.position;
    return [`could not parse expression: ${line}:${column}: parse error: ${error.detail}`];
  }
}

function recordingFaults(rule: RuleSource): readonly string[] {
  const { record } = rule;
  if (record === undefined) return [];
  const faults: string[] = [];
  if (Object.keys(rule.annotations ?? {}).length > 0) faults.push("invalid field 'annotations' in recording rule");
  if (isSet(rule.for)) faults.push("invalid field 'for' in recording rule");
  if (isSet(rule.keep_firing_for)) faults.push("invalid field 'keep_firing_for' in recording rule");
  if (/[{}]/.test(record)) {
    faults.push(`braces present in the recording rule name; should it be in expr?: ${record}`);
  }
  return faults;
}

function textFaults(rule: RuleSource): readonly string[] {
  const { alert, labels = {}, annotations = {} } = rule;
  const faults: string[] = [];
  for (const name of Object.keys(labels)) {
    if (name === "" || name === "__name__") faults.push(`invalid label name: ${name}`);
  }
  if (Object.hasOwn(annotations, "")) faults.push("invalid annotation name: ");
  if (alert === undefined) return faults;
  const check = (kind: string, texts: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(texts)) {
      const fault = templateFault(text, `__alert_${alert}`);
      if (fault !== undefined) faults.push(`${kind} ${JSON.stringify(name)}: ${fault}`);
    }
  };
  check("label", labels);
  check("annotation", annotations);
  return faults;
}

function isSet(duration: string | undefined): boolean {
  return duration !== undefined && parseDuration(duration) !== 0;
}
