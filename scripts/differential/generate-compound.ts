import { duration, matchers, modifiers, plainSelector } from "./generate-selector.ts";
import { familyFor, type Kind, type Maker, operand } from "./maker.ts";
import type { Random } from "./random.ts";

const LABELS = ["job", "instance", "code", "le", "version"] as const;
const AGGREGATIONS = ["sum", "avg", "count", "min", "max", "group", "stddev", "stdvar", "sum", "avg"] as const;
const COMPARISONS = ["==", "!=", ">", "<", ">=", "<="] as const;

/** `sum by (job) (...)` and its kin. */
export function aggregation(maker: Maker, depth: number, kind: Kind): string {
  const { random, options } = maker.scope;
  const argument = maker.vector(depth - 1, kind);
  const grouping = random.chance(0.6)
    ? ` ${random.pick(["by", "by", "without"])} (${random.some(LABELS).join(", ")}) `
    : "";
  const parameter = (usual: readonly string[]): string =>
    random.chance(0.85) ? random.pick(usual) : maker.scalar(depth - 1);
  // Prometheus keeps the order of series from step to step only for selectors, and these take the first they meet.
  const first = (): string => steady(maker, kind);
  return random.weighted<string>([
    [6, () => `${random.pick(AGGREGATIONS)}${grouping}(${argument})`],
    [
      1.5,
      () => `${random.pick(["topk", "bottomk"])}${grouping}(${parameter(["1", "2", "3", "0", "100"])}, ${first()})`,
    ],
    [0.8, () => `quantile${grouping}(${parameter(["0.5", "0.9", "0", "1", "-1", "2", "NaN"])}, ${argument})`],
    // The last digit of a computed number would decide what counts as one value, and Prometheus never comes back from
    // writing a native histogram of which it has read count and sum only.
    [0.8, () => `count_values${grouping}("${random.pick(["value", "job", "value"])}", ${scraped(maker)})`],
    [options.functions ? 0.8 : 0, () => `limitk${grouping}(${parameter(["1", "2", "0", "10"])}, ${first()})`],
    [
      options.functions ? 0.8 : 0,
      () => `limit_ratio${grouping}(${parameter(["0.5", "-0.5", "0.1", "1", "-1", "0"])}, ${argument})`,
    ],
  ]);
}

/** A vector of floats as they were scraped. */
function scraped({ scope }: Maker): string {
  return plainSelector(scope, familyFor(scope, "float")) + modifiers(scope);
}

/** A vector whose series Prometheus has in the same order each time. */
function steady(maker: Maker, kind: Kind): string {
  const { random } = maker.scope;
  const selector = plainSelector(maker.scope, familyFor(maker.scope, kind));
  const ranged = `${random.pick(["rate", "increase", "avg_over_time", "last_over_time", "irate"])}(${selector}[${duration(maker.scope, 1, 8)}])`;
  const vector = random.chance(0.5) ? selector : ranged;
  if (random.chance(0.5)) return vector;
  return `${random.pick(["sum", "avg", "max", "count"])} by (${random.some(LABELS).join(", ")}) (${vector})`;
}

/** Two operands and what is between them. */
export function binary(maker: Maker, depth: number, kind: Kind): string {
  const { random } = maker.scope;
  const side = (): string => operand(maker.vector(depth - 1, random.chance(0.85) ? kind : "any"));
  const number = (): string => operand(maker.scalar(depth - 1));
  return random.weighted<string>([
    [
      3,
      () =>
        random.chance(0.7)
          ? `${side()} ${scalarOperator(random)} ${number()}`
          : `${number()} ${scalarOperator(random)} ${side()}`,
    ],
    // What a remainder is of must be exact: the last digit of a power decides about all of it.
    [0.4, () => `${steady(maker, kind)} % ${number()}`],
    [4, () => matched(maker, side)],
    [
      2,
      () => `${side()} ${random.pick(["and", "or", "unless"])}${random.chance(0.6) ? matching(random) : ""} ${side()}`,
    ],
    [kind === "float" ? 0.2 : 1.5, () => `${side()} ${random.pick(["</", ">/"])} ${number()}`],
  ]);
}

function scalarOperator(random: Random): string {
  if (random.chance(0.7)) return random.pick(["+", "-", "*", "/", "^", "atan2"]);
  return `${random.pick(COMPARISONS)}${random.chance(0.3) ? " bool" : ""}`;
}

function matched({ scope }: Maker, side: () => string): string {
  const { random, options } = scope;
  const how = random.chance(0.75) ? `${matching(random)}${grouped(random)}` : "";
  const value = (): string => random.pick(["0", "1", "-5", "NaN"]);
  const fill =
    options.fill && random.chance(0.15)
      ? random.pick([
          ` fill(${value()})`,
          ` fill_left(${value()})`,
          ` fill_right(${value()})`,
          ` fill_left(${value()}) fill_right(${value()})`,
        ])
      : "";
  // Fills stand behind a grouping only for the side that is not grouped.
  return `${side()} ${scalarOperator(random)}${how}${fill} ${side()}`;
}

function matching(random: Random): string {
  return ` ${random.pick(["on", "on", "ignoring"])} (${random.chance(0.9) ? random.some(LABELS).join(", ") : ""})`;
}

function grouped(random: Random): string {
  if (random.chance(0.5)) return "";
  const include = random.pick([" ()", " (version)", " (region, version)"]);
  return ` ${random.pick(["group_left", "group_left", "group_right"])}${include}`;
}

/** A function that makes floats of histograms. */
export function histogramCall(maker: Maker, depth: number): string {
  const { random, options } = maker.scope;
  const native = (): string => maker.vector(depth - 1, "histogram");
  const classic = (): string => {
    const buckets = `latency_seconds_bucket${random.chance(0.3) ? `{${matchers(random)}}` : ""}`;
    return random.pick([
      buckets,
      `rate(${buckets}[2m])`,
      `sum by (le) (rate(${buckets}[3m]))`,
      `sum by (le, job) (${buckets})`,
    ]);
  };
  const either = (): string =>
    random.weighted<string>([
      [5, native],
      [4, classic],
      [0.6, () => maker.vector(depth - 1, "any")],
    ]);
  const quantile = (): string =>
    random.chance(0.85) ? random.pick(["0.5", "0.9", "0.99", "0", "1", "-1", "2", "NaN"]) : maker.scalar(depth - 1);
  const bound = (): string => random.pick(["0", "1", "0.2", "-1", "10", "-Inf", "Inf", "NaN", "0.5"]);
  return random.weighted<string>([
    [4, () => `histogram_quantile(${quantile()}, ${either()})`],
    [2, () => `histogram_fraction(${bound()}, ${bound()}, ${either()})`],
    [
      4,
      () =>
        `${random.pick(["histogram_count", "histogram_sum", "histogram_avg", "histogram_stddev", "histogram_stdvar"])}(${native()})`,
    ],
    [options.functions ? 1 : 0, () => `histogram_quantiles(${either()}, "q", ${quantile()}, ${quantile()})`],
  ]);
}

/** `label_replace` and `label_join`. */
export function labelCall(maker: Maker, depth: number, kind: Kind): string {
  const { random } = maker.scope;
  const argument = maker.vector(depth - 1, kind);
  // Floats and histograms that come to have the same labels are what Prometheus itself stumbles over.
  const isMixed = /mixed|__name__/.test(argument);
  const target = isMixed ? "new" : random.pick(["new", "job", "instance", "__name__", "le"]);
  if (random.chance(0.3)) return `label_join(${argument}, "${target}", "-", "job", "instance")`;
  const [pattern, replacement] = random.pick([
    ["(.*)", "$1-x"],
    ["(a|d)(.*)", "$2$1"],
    [".*", ""],
    ["(?P<first>.).*", "$first"],
    ["nothing", "gone"],
  ] as const);
  return `label_replace(${argument}, "${target}", "${replacement}", "${random.pick(["job", "instance", "missing"])}", "${pattern}")`;
}

/** `info(...)` with and without a selector. */
export function infoCall(maker: Maker, depth: number, kind: Kind): string {
  const { random, scope } = { ...maker, random: maker.scope.random };
  const argument = random.chance(0.5) ? plainSelector(scope, "counter") : maker.vector(depth - 1, kind);
  const selector = random.pick([
    "",
    "",
    ', {version=~".+"}',
    ', {__name__="build_info"}',
    ', {region="eu", version="1"}',
    ', {__name__=~".+_info", region=~".*"}',
  ]);
  return `info(${argument}${selector})`;
}
