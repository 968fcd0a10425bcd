import { quote } from "../../promql/quote.ts";
import { compileUnanchored } from "../../promql/re2/compile.ts";
import { escapeQuery } from "../builtins/escape.ts";
import { FunctionError } from "../error.ts";
import type { GoFunction, QuerySample } from "../function.ts";
import type { SliceValue, StructValue, Value } from "../value.ts";
import * as values from "../value.ts";
import { toFloat, toInt64, toNanoseconds } from "./convert.ts";
import * as human from "./humanize.ts";
import { lower, parseDuration, splitHostPort, stripDomain, titled, upper } from "./texts.ts";

const text = (value: Value | undefined): string => (value?.kind === "string" ? value.value : "");

function ofText(change: (text: string) => string, type?: string): GoFunction {
  return { parameters: ["string"], call: ([value]) => values.stringValue(change(text(value)), type) };
}

function ofNumber(change: (value: number) => Value): GoFunction {
  return { parameters: ["interface {}"], call: ([value]) => change(toFloat(value)) };
}

function humanized(change: (value: number) => string): GoFunction {
  return ofNumber((value) => values.stringValue(change(value)));
}

/** The functions that Prometheus adds (https://prometheus.io/docs/prometheus/latest/configuration/template_reference/). */
export const PROMETHEUS_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  query: {
    parameters: ["string"],
    call: ([expression], environment) => queryResult(environment.query(text(expression), environment.timeMs)),
  },
  first: {
    parameters: ["template.queryResult"],
    call: ([result]) => items(result)[0] ?? fail("first() called on vector with no elements"),
  },
  label: {
    parameters: ["string", "*template.sample"],
    call: ([label, sample]) => labelOf(sample, text(label)),
  },
  value: { parameters: ["*template.sample"], call: ([sample]) => values.asInterface(fieldOf(sample, "Value")) },
  strvalue: { parameters: ["*template.sample"], call: ([sample]) => labelOf(sample, "__value__") },
  args: {
    parameters: [],
    rest: "interface {}",
    call: (all) => ({
      kind: "map",
      type: "map[string]interface {}",
      entries: new Map(all.map((value, i) => [`arg${i}`, values.asInterface(value)])),
    }),
  },
  reReplaceAll: {
    parameters: ["string", "string", "string"],
    call: ([pattern, replacement, source]) =>
      values.stringValue(replaceAll(text(pattern), text(replacement), text(source))),
  },
  match: {
    parameters: ["string", "string"],
    call: ([pattern, source]) => values.boolValue(compiled(text(pattern)).matches(text(source))),
  },
  safeHtml: ofText((html) => html, "template.HTML"),
  title: ofText(titled),
  toUpper: ofText(upper),
  toLower: ofText(lower),
  graphLink: ofText((expression) => `/graph?g0.expr=${escapeQuery(expression)}&g0.tab=0`),
  tableLink: ofText((expression) => `/graph?g0.expr=${escapeQuery(expression)}&g0.tab=1`),
  sortByLabel: {
    parameters: ["string", "template.queryResult"],
    call: ([label, result]) => sorted(result as SliceValue, text(label)),
  },
  stripPort: ofText((address) => splitHostPort(address)?.host ?? address),
  stripDomain: ofText(stripDomain),
  humanize: humanized(human.humanize),
  humanize1024: humanized(human.humanize1024),
  humanizeDuration: humanized(human.humanizeDuration),
  humanizePercentage: humanized(human.humanizePercentage),
  humanizeTimestamp: humanized(human.humanizeTimestamp),
  toTime: ofNumber((seconds) =>
    values.pointerTo(values.timeValue(toNanoseconds(seconds) ?? fail("value is NaN or Inf"))),
  ),
  toDuration: ofNumber((seconds) => values.pointerTo(values.durationValue(toInt64(seconds * 1e9)))),
  now: { parameters: [], call: (_, { timeMs }) => values.floatValue(timeMs / 1000) },
  pathPrefix: { parameters: [], call: (_, { externalURL }) => values.stringValue(pathOf(externalURL)) },
  externalURL: { parameters: [], call: (_, { externalURL }) => values.stringValue(externalURL) },
  parseDuration: { parameters: ["string"], call: ([duration]) => values.floatValue(parseDuration(text(duration))) },
  urlQueryEscape: ofText(escapeQuery),
};

function fail(message: string): never {
  throw new FunctionError(message);
}

function queryResult(samples: readonly QuerySample[]): Value {
  const results = samples.map(({ labels, value }) => {
    const sample: StructValue = {
      kind: "struct",
      type: "template.sample",
      fields: [
        ["Labels", values.stringMap(labels)],
        ["Value", values.asInterface(sampleValue(value))],
      ],
    };
    return values.pointerTo(sample);
  });
  return { kind: "slice", type: "template.queryResult", items: results };
}

/** The value of a series as templates get it: a float, or a pointer to a histogram. */
export function sampleValue(value: QuerySample["value"]): Value {
  if (typeof value === "number") return values.floatValue(value);
  const float = (number: number): Value => values.floatValue(number);
  const target: StructValue = {
    kind: "struct",
    type: "histogram.FloatHistogram",
    fields: [
      ["Schema", values.intValue(value.schema, "int32")],
      ["ZeroThreshold", float(value.zeroThreshold)],
      ["ZeroCount", float(value.zeroCount)],
      ["Count", float(value.count)],
      ["Sum", float(value.sum)],
      ["PositiveBuckets", { kind: "slice", type: "[]float64", items: value.positiveBuckets.map(float) }],
      ["NegativeBuckets", { kind: "slice", type: "[]float64", items: value.negativeBuckets.map(float) }],
      ["CustomValues", { kind: "slice", type: "[]float64", items: (value.customValues ?? []).map(float) }],
    ],
    histogram: value,
  };
  return values.pointerTo(target);
}

function items(result: Value | undefined): readonly Value[] {
  return result?.kind === "slice" ? result.items : [];
}

function fieldOf(sample: Value | undefined, name: string): Value {
  const target = sample?.kind === "pointer" ? sample.target : undefined;
  if (target?.kind !== "struct") return fail("runtime error: invalid memory address or nil pointer dereference");
  return values.unwrapped(target.fields.find(([field]) => field === name)?.[1] ?? values.INVALID);
}

function labelOf(sample: Value | undefined, label: string): Value {
  const labels = fieldOf(sample, "Labels");
  return (labels.kind === "map" ? labels.entries.get(label) : undefined) ?? values.stringValue("");
}

/** Sorted in place: what else holds the result sees the new order, as in Go. */
function sorted(result: SliceValue, label: string): Value {
  const all = result.items as Value[];
  all.sort((a, b) => values.compareStrings(text(labelOf(a, label)), text(labelOf(b, label))));
  return result;
}

function compiled(pattern: string): ReturnType<typeof compileUnanchored> {
  try {
    return compileUnanchored(pattern);
  } catch (error) {
    return fail((error as Error).message);
  }
}

function replaceAll(pattern: string, replacement: string, source: string): string {
  try {
    return compileUnanchored(pattern).replaceAll(source, replacement);
  } catch (error) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a raw string cannot hold
    const quoted = /[\x00-\x08\x0a-\x1f\x7f`\ufeff]/.test(pattern) ? quote(pattern) : `\`${pattern}\``;
    return fail(`regexp: Compile(${quoted}): ${(error as Error).message}`);
  }
}

function pathOf(url: string): string {
  const path = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] ?? /^[^?#]*/.exec(url)?.[0] ?? "";
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
