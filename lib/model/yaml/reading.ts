import type { Given } from "../../core/assumed.ts";
import { nearest } from "../../core/names.ts";
import { type Quantity, seconds, type Unit } from "../../core/quantity.ts";
import { PromqlError } from "../../promql/error.ts";
import { parse } from "../../promql/parse.ts";
import type { Report } from "../check/report.ts";
import { didYouMean } from "../check/walk.ts";
import type { Condition } from "../condition.ts";
import type { Metric } from "../metric.ts";
import type { TextCode } from "./codes.ts";
import { type Data, leafOf } from "./data.ts";
import { readDuration, readQuantity } from "./quantity.ts";

/** Builds the condition of an entry of the catalogue, or reports why it cannot; the catalogue is known to the rules only. */
export type FromCatalogue = (entry: string, options: Data, path: string) => Condition | undefined;

/** What the parts of a model are read with. */
export interface Reading {
  readonly report: Report<TextCode>;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly fromCatalogue: FromCatalogue;
}

/** A length of time whose form the schema has checked. */
export function durationOf(value: unknown): Quantity<"seconds"> {
  return readDuration(value) ?? seconds(Number.NaN);
}

/** A quantity whose form the schema has checked. Units: lengths of time in those of `wanted`. */
export function quantityOf(value: unknown, wanted: Unit): Given<Quantity> {
  return leafOf<Quantity>(value, (inner) => readQuantity(inner) ?? { unit: wanted, value: Number.NaN });
}

/** A declared metric, narrowed by the matchers of a selector: `http_requests_total{status=~"5.."}`. */
export function metricOf(given: unknown, path: string, { report, metrics }: Reading): Metric | undefined {
  const text = String(given);
  const plain = metrics.get(text);
  if (plain !== undefined) return plain;
  const selector = selectorOf(text, path, report);
  if (selector === undefined) return undefined;
  const { name, matchers } = selector;
  const metric = metrics.get(name);
  if (metric !== undefined) return { ...metric, matchers: [...metric.matchers, ...matchers] };
  const near = nearest(name, [...metrics.keys()]);
  report.error("metric-unknown", path, "the model declares no such metric", {
    found: name,
    expected: metrics.size === 0 ? "a metric declared under metrics" : `one of ${[...metrics.keys()].join(", ")}`,
    mend: didYouMean(near) ?? `declare ${name} under metrics`,
  });
  return undefined;
}

function selectorOf(text: string, path: string, report: Report<TextCode>) {
  const expected = 'a metric with label matchers, such as http_requests_total{status=~"5.."}';
  try {
    const expression = parse(text);
    const plain = expression.type === "vector" && expression.offset === undefined && expression.at === undefined;
    if (plain && expression.name !== undefined) return { name: expression.name, matchers: expression.matchers };
    report.error("selector-invalid", path, "an indicator reads metrics; it makes the rates and sums itself", {
      found: text,
      expected,
    });
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    report.error("selector-invalid", path, error.detail, { found: text, expected });
  }
  return undefined;
}
