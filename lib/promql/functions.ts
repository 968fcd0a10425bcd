/** The types of PromQL expressions; `vector` is an instant vector, `matrix` a range vector. */
export type ValueType = "scalar" | "vector" | "matrix" | "string";

/** What a function takes and gives back. */
export interface Signature {
  readonly name: string;
  readonly arguments: readonly ValueType[];
  /**
   * How often the last argument may be repeated beyond being left out: `0` is exactly the arguments listed, `1` makes the
   * last one optional, `n` allows up to `n` of it, `-1` any number including none.
   */
  readonly variadic: number;
  readonly returns: ValueType;
  /** Refused by Prometheus unless started with `--enable-feature=promql-experimental-functions`. */
  readonly experimental: boolean;
  /** The section of Prometheus' documentation that tells what it does. */
  readonly documentation: string;
}

const DOCUMENTATION = "https://prometheus.io/docs/prometheus/latest/querying/functions/#";
const TRIGONOMETRIC = "acos acosh asin asinh atan atanh cos cosh sin sinh tan tanh";

/** Sections that are not named after one function. */
const SECTIONS: ReadonlyMap<string, string> = new Map([
  ...`${TRIGONOMETRIC} deg pi rad`.split(" ").map((name): [string, string] => [name, "trigonometric-functions"]),
  ["histogram_count", "histogram_count-and-histogram_sum"],
  ["histogram_sum", "histogram_count-and-histogram_sum"],
  ["histogram_stddev", "histogram_stddev-and-histogram_stdvar"],
  ["histogram_stdvar", "histogram_stddev-and-histogram_stdvar"],
]);

const V: readonly ValueType[] = ["vector"];
const M: readonly ValueType[] = ["matrix"];

const SIGNATURES: readonly Signature[] = [
  ...each("abs absent ceil deg exp floor histogram_avg histogram_count histogram_stddev histogram_stdvar", V),
  ...each("histogram_sum ln log10 log2 rad sgn sort sort_desc sqrt timestamp", V),
  ...each(TRIGONOMETRIC, V),
  ...each("day_of_month day_of_week day_of_year days_in_month hour minute month year", V, { variadic: 1 }),
  ...each("absent_over_time avg_over_time count_over_time first_over_time last_over_time max_over_time", M),
  ...each("min_over_time present_over_time stddev_over_time stdvar_over_time sum_over_time", M),
  ...each("changes delta deriv idelta increase irate rate resets", M),
  ...each("clamp", ["vector", "scalar", "scalar"]),
  ...each("clamp_max clamp_min", ["vector", "scalar"]),
  ...each("histogram_fraction", ["scalar", "scalar", "vector"]),
  ...each("histogram_quantile", ["scalar", "vector"]),
  ...each("label_join", ["vector", "string", "string", "string"], { variadic: -1 }),
  ...each("label_replace", ["vector", "string", "string", "string", "string"]),
  ...each("predict_linear", ["matrix", "scalar"]),
  ...each("quantile_over_time", ["scalar", "matrix"]),
  ...each("round", ["vector", "scalar"], { variadic: 1 }),
  ...each("vector", ["scalar"]),
  ...each("pi time", [], { returns: "scalar" }),
  ...each("scalar", V, { returns: "scalar" }),
  ...each("mad_over_time ts_of_first_over_time ts_of_last_over_time", M, { experimental: true }),
  ...each("ts_of_max_over_time ts_of_min_over_time", M, { experimental: true }),
  ...each("start_timestamp", V, { experimental: true }),
  ...each("double_exponential_smoothing", ["matrix", "scalar", "scalar"], { experimental: true }),
  ...each("histogram_quantiles", ["vector", "string", "scalar", "scalar"], { variadic: 9, experimental: true }),
  ...each("info", ["vector", "vector"], { variadic: 1, experimental: true }),
  ...each("sort_by_label sort_by_label_desc", ["vector", "string"], { variadic: -1, experimental: true }),
  ...each("start end step range", [], { returns: "scalar", experimental: true }),
  ...each("max_of min_of", ["scalar", "scalar"], { returns: "scalar", experimental: true }),
];

/** Every function of Prometheus 3.15 by name: the one table the type check, the evaluator and the documentation share. */
export const FUNCTIONS: ReadonlyMap<string, Signature> = new Map(
  SIGNATURES.map((signature) => [signature.name, signature]),
);

/** What an aggregation operator takes besides its expression. */
export interface AggregationSignature {
  readonly parameter?: "scalar" | "string";
  readonly experimental: boolean;
}

/** Every aggregation operator of Prometheus 3.15 by name. */
export const AGGREGATIONS: ReadonlyMap<string, AggregationSignature> = new Map<string, AggregationSignature>([
  ...["sum", "avg", "count", "min", "max", "group", "stddev", "stdvar"].map((name): [string, AggregationSignature] => [
    name,
    { experimental: false },
  ]),
  ["topk", { parameter: "scalar", experimental: false }],
  ["bottomk", { parameter: "scalar", experimental: false }],
  ["quantile", { parameter: "scalar", experimental: false }],
  ["count_values", { parameter: "string", experimental: false }],
  ["limitk", { parameter: "scalar", experimental: true }],
  ["limit_ratio", { parameter: "scalar", experimental: true }],
]);

function each(
  names: string,
  args: readonly ValueType[],
  rest?: Partial<Pick<Signature, "variadic" | "returns" | "experimental">>,
): Signature[] {
  return names.split(" ").map((name) => {
    const documentation = DOCUMENTATION + sectionOf(name);
    return { name, arguments: args, variadic: 0, returns: "vector", experimental: false, documentation, ...rest };
  });
}

function sectionOf(name: string): string {
  const isAggregation = name.endsWith("_over_time") && name !== "absent_over_time";
  return isAggregation ? "aggregation_over_time" : (SECTIONS.get(name) ?? name);
}
