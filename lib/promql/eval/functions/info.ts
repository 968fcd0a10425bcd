import type { Expression } from "../../ast.ts";
import { Labels } from "../../data/labels.ts";
import { ABSENT } from "../../data/series.ts";
import { FirstFailure } from "../binary/first-failure.ts";
import { collidesBefore, put, sampleAt } from "../binary/results.ts";
import { Column } from "../column.ts";
import type { Evaluator, VectorFunction } from "../evaluator.ts";
import { getOrMake } from "../get-or-make.ts";
import { mergeSameLabels } from "../names.ts";
import { referenceTimes } from "../reference-time.ts";
import { argumentAt } from "./argument.ts";
import { type InfoMatchers, infoMatchers } from "./info-matchers.ts";
import { type InfoMetric, type InfoReference, infoMetricsByTarget, targetOf } from "./info-series.ts";
import { relabelled } from "./result-columns.ts";

/** `info(v, {data labels})`: adds the labels of info series of the same target. */
export const info: VectorFunction = (call, evaluator) => {
  const subject = argumentAt(call, 0);
  const matchers = infoMatchers(call.arguments[1]);
  const columns = evaluator.vector(subject);
  const enrichable = columns.filter(({ labels }) => !matchers.isInfo(labels));
  const needed = stepsWithSamples(columns, evaluator);
  const failure = new FirstFailure();
  const metrics = infoMetricsByTarget(enrichable, matchers, referenceOf(subject), evaluator, needed, failure);
  const results = columns.flatMap((column) => {
    if (matchers.isInfo(column.labels)) return [relabelled(column, column.labels, column.dropName)];
    return enriched(column, metrics.get(targetOf(column.labels)) ?? [], matchers, failure);
  });
  if (!collidesBefore(failure.step, results, evaluator)) failure.raise();
  return mergeSameLabels(results);
};

/** Info series are read at the moment that the subject speaks of, where that is one moment. */
function referenceOf(subject: Expression): InfoReference {
  const { first, uniform } = referenceTimes(subject);
  if (first === undefined || !uniform) return {};
  return first.at === undefined ? { offset: first.offset } : { offset: first.offset, at: first.at / 1_000 };
}

/** The samples of one series under the labels that the info metrics of their step make. */
function enriched(
  column: Column,
  metrics: readonly InfoMetric[],
  matchers: InfoMatchers,
  failure: FirstFailure,
): readonly Column[] {
  const byLabels = new Map<string, Column>();
  let previous: readonly (Labels | undefined)[] | undefined;
  let result: Column | undefined;
  for (let step = 0; step < column.kinds.length; step++) {
    if (column.kinds[step] === ABSENT) continue;
    const infos = metrics.map(({ labelsAt }) => labelsAt[step]);
    if (previous === undefined || infos.some((labels, index) => labels !== previous?.[index])) {
      previous = infos;
      result = resultFor(infos, step);
    }
    if (result === undefined) continue;
    put(result, step, sampleAt(column, step));
  }
  return [...byLabels.values()];

  function resultFor(infos: readonly (Labels | undefined)[], step: number): Column | undefined {
    const matched = infos.filter((labels) => labels !== undefined);
    if (matched.length === 0 && !matchers.optional) return undefined;
    const labels = withInfo(column.labels, matched, matchers.dataLabels, (name) => {
      failure.report(step, () => `conflicting label: ${name}`);
    });
    return getOrMake(byLabels, labels.key, () => new Column(labels, column.kinds.length, column.dropName));
  }
}

/** `onConflict` hears of the labels on which two info metrics disagree. */
function withInfo(
  labels: Labels,
  infos: readonly Labels[],
  wanted: ReadonlySet<string>,
  onConflict: (name: string) => void,
): Labels {
  const added = new Map<string, string>();
  for (const info of infos) {
    for (const [name, value] of info.entries()) {
      if (name === "__name__" || (wanted.size > 0 && !wanted.has(name))) continue;
      const known = added.get(name);
      if (known !== undefined && known !== value) onConflict(name);
      if (labels.get(name) === "") added.set(name, value);
    }
  }
  return added.size === 0 ? labels : Labels.from([...labels.entries(), ...added]);
}

function stepsWithSamples(columns: readonly Column[], evaluator: Evaluator): Uint8Array {
  const steps = new Uint8Array(evaluator.steps.count);
  for (const { kinds } of columns) {
    for (let step = 0; step < kinds.length; step++) if (kinds[step] !== ABSENT) steps[step] = 1;
  }
  return steps;
}
