import type { Call } from "../../ast.ts";
import { isReadable } from "../../literals.ts";
import { compileRegexp, type Regexp } from "../../re2/compile.ts";
import { expandTemplate } from "../../re2/expand.ts";
import type { Column } from "../column.ts";
import { EvaluationError } from "../error.ts";
import type { VectorFunction } from "../evaluator.ts";
import { mergeSameSeries } from "../names.ts";
import { argumentAt, vectorOf } from "./argument.ts";
import { relabelled } from "./result-columns.ts";

/** `label_replace(v, destination, replacement, source, regexp)`: sets a label where the value of another one matches. */
export const labelReplace: VectorFunction = (call, evaluator) => {
  const text = (index: number): string => evaluator.text(argumentAt(call, index));
  const destination = text(1);
  const replacement = text(2);
  const source = text(3);
  const regexp = compiled(text(4));
  requireLabelName("destination", destination, call);
  const columns = vectorOf(call, evaluator).map((column) => {
    const groups = regexp.exec(column.labels.get(source));
    if (groups === undefined) return relabelled(column, column.labels, column.dropName);
    return withLabel(column, destination, expandTemplate(replacement, groups, regexp.groupNames));
  });
  return mergeSameSeries(columns);
};

/** `label_join(v, destination, separator, sources...)`: sets a label to the values of others. */
export const labelJoin: VectorFunction = (call, evaluator) => {
  const destination = evaluator.text(argumentAt(call, 1));
  const separator = evaluator.text(argumentAt(call, 2));
  const sources = call.arguments.slice(3).map((source) => evaluator.text(source));
  for (const source of sources) requireLabelName("source", source, call);
  requireLabelName("destination", destination, call);
  const columns = vectorOf(call, evaluator).map((column) =>
    withLabel(column, destination, sources.map((source) => column.labels.get(source)).join(separator)),
  );
  return mergeSameSeries(columns);
};

/** A name that was given here is meant to stay. */
function withLabel(column: Column, name: string, value: string): Column {
  return relabelled(column, column.labels.with(name, value), name === "__name__" ? false : column.dropName);
}

function compiled(pattern: string): Regexp {
  try {
    return compileRegexp(pattern);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new EvaluationError(`invalid regular expression in label_replace(): ${pattern}`);
  }
}

/** Any text of valid characters, as Prometheus has it since 3.0. */
function requireLabelName(role: "source" | "destination", name: string, call: Call): void {
  if (name !== "" && isReadable(name)) return;
  throw new EvaluationError(`invalid ${role} label name in ${call.function}(): ${name}`);
}
