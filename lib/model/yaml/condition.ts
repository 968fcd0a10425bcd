import type { Unit } from "../../core/quantity.ts";
import { PromqlError } from "../../promql/error.ts";
import { parse } from "../../promql/parse.ts";
import { type Condition, condition } from "../condition.ts";
import { type Obligation, type Scenario, type SyntheticSeries, series } from "../scenario.ts";
import { type Data, leafOf, listOf, mapOf, optional, optionalLeaf, textMapOf, textOf } from "./data.ts";
import { durationOf, type Reading } from "./reading.ts";
import { readSamples } from "./samples.ts";

/** Keys that a condition in PromQL needs; an entry of the catalogue brings them. */
const OWN = ["for", "summary", "means", "scenarios"];

/** A condition; `undefined` when it cannot be read, which is reported. */
export function conditionOf(data: Data, owner: string, reading: Reading): Condition | undefined {
  const alert = textOf(data.alert);
  const path = `${owner}.conditions.${alert}`;
  if (data.catalogue !== undefined) {
    const { catalogue, with: parameters, ...common } = data;
    return reading.fromCatalogue(textOf(catalogue), { ...mapOf(parameters), ...common }, path);
  }
  const lacking = OWN.filter((key) => data[key] === undefined);
  for (const key of lacking) {
    reading.report.error("key-missing", `${path}.${key}`, `${key} is missing`, {
      expected: "what every condition in PromQL has",
    });
  }
  const scenarios = listOf(data.scenarios).map((item, index) =>
    scenarioOf(mapOf(item), { alert, severity: textOf(data.severity), path: `${path}.scenarios.${index}` }, reading),
  );
  if (lacking.length > 0) return undefined;
  try {
    return condition(alert, {
      promql: textOf(data.promql),
      for: leafOf(data.for, durationOf),
      severity: textOf(data.severity),
      ...optional(data, "unit", (unit) => unit as Unit),
      summary: leafOf(data.summary, textOf),
      ...optionalLeaf(data, "impact", textOf),
      means: leafOf(data.means, textOf),
      scenarios: scenarios.filter((scenario) => scenario !== undefined),
    });
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    reading.report.error("promql-invalid", `${path}.promql`, error.detail, {
      found: textOf(data.promql),
      expected: `an expression that Prometheus takes; it stops at column ${error.position.column}`,
    });
    return undefined;
  }
}

function scenarioOf(
  data: Data,
  { alert, severity, path }: { readonly alert: string; readonly severity: string; readonly path: string },
  reading: Reading,
): Scenario | undefined {
  const inputs = listOf(data.series).map((item, index) => seriesOf(mapOf(item), `${path}.series.${index}`, reading));
  const sound = inputs.filter((input) => input !== undefined);
  if (sound.length < inputs.length) return undefined;
  return {
    name: textOf(data.name),
    obligation: data.obligation as Obligation,
    alert,
    labels: { severity, ...textMapOf(data.labels) },
    step: durationOf(data.step).value,
    series: sound,
    expect: listOf(data.expect)
      .map(mapOf)
      .map(({ at, firing }) => ({ at: durationOf(at).value, firing: Number(firing) })),
    ...optional(data, "defect", textOf),
  };
}

function seriesOf(data: Data, path: string, { report }: Reading): SyntheticSeries | undefined {
  const samples = readSamples(textOf(data.samples));
  const labelled = nameAndLabels(textOf(data.series));
  if (samples === undefined) {
    report.error("samples-invalid", `${path}.samples`, "samples are written as in promtool's unit tests", {
      found: textOf(data.samples),
      expected: "such as 1x5 (six ones), 0+10x5 (a ramp), _x5 (five gaps), stale",
    });
  }
  if (labelled === undefined) {
    report.error("selector-invalid", `${path}.series`, "a series has a name and the value of each label", {
      found: textOf(data.series),
      expected: 'such as up{job="checkout"}',
    });
  }
  return samples === undefined || labelled === undefined
    ? undefined
    : series(labelled.name, labelled.labels, ...samples);
}

function nameAndLabels(text: string) {
  try {
    const parsed = parse(text);
    if (parsed.type !== "vector" || parsed.name === undefined || parsed.offset !== undefined) return undefined;
    if (parsed.matchers.some(({ op }) => op !== "=")) return undefined;
    return { name: parsed.name, labels: Object.fromEntries(parsed.matchers.map(({ label, value }) => [label, value])) };
  } catch (error) {
    if (error instanceof PromqlError) return undefined;
    throw error;
  }
}
