import { duration, modifiers, plainSelector } from "./generate-selector.ts";
import { familyFor, type Kind, type Maker } from "./maker.ts";

const FLOATS = "changes deriv idelta irate resets avg_over_time sum_over_time last_over_time first_over_time".split(
  " ",
);
const COUNTERS = ["rate", "increase", "delta", "rate", "increase"];
const OVER_TIME =
  "min_over_time max_over_time stddev_over_time stdvar_over_time count_over_time present_over_time absent_over_time".split(
    " ",
  );
const EXPERIMENTAL =
  "mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time".split(" ");

/** A function over a range vector, or over a subquery. */
export function rangeCall(maker: Maker, depth: number, kind: Kind): string {
  return anyRangeFunction(maker, depth, kind).call;
}

/** As `rangeCall`, with the range vector by itself as well. */
export function anyRangeFunction(
  maker: Maker,
  depth: number,
  kind: Kind = "float",
): { readonly call: string; readonly argument: string } {
  const { random, options } = maker.scope;
  const selected = random.chance(0.75);
  const argument = selected ? matrix(maker, kind) : subquery(maker, depth, kind);
  const extended = options.extended && random.chance(0.12) ? extendedCall(maker, kind) : undefined;
  if (extended !== undefined) return { call: extended, argument };
  const name = random.weighted<string>([
    [5, () => random.pick(COUNTERS)],
    [5, () => random.pick(FLOATS)],
    [3, () => random.pick(OVER_TIME)],
    // The last digit of a computed number would decide which one is the largest.
    [options.functions && selected ? 2 : 0, () => random.pick(EXPERIMENTAL)],
    [0.7, () => "quantile_over_time"],
    [0.7, () => "predict_linear"],
    [options.functions ? 0.7 : 0, () => "double_exponential_smoothing"],
  ]);
  return { call: callOf(maker, depth, name, argument), argument };
}

function callOf(maker: Maker, depth: number, name: string, argument: string): string {
  const { random } = maker.scope;
  const parameter = (usual: readonly string[]): string =>
    random.chance(0.85) ? random.pick(usual) : maker.scalar(depth - 1);
  switch (name) {
    case "quantile_over_time":
      return `${name}(${parameter(["0.5", "0.9", "0", "1", "-1", "2", "NaN"])}, ${argument})`;
    case "predict_linear":
      return `${name}(${argument}, ${parameter(["60", "3600", "-60", "0"])})`;
    case "double_exponential_smoothing":
      return `${name}(${argument}, ${parameter(["0.5", "0.1", "0.9"])}, ${parameter(["0.5", "0.2"])})`;
    default:
      return `${name}(${argument})`;
  }
}

function matrix({ scope }: Maker, kind: Kind): string {
  const most = scope.random.chance(0.12) ? 60 : 8;
  return `${plainSelector(scope, familyFor(scope, kind))}[${duration(scope, 1, most)}]${modifiers(scope)}`;
}

function subquery(maker: Maker, depth: number, kind: Kind): string {
  const { scope } = maker;
  const { random, scrape } = scope;
  const inner = maker.vector(Math.min(depth - 1, 2), kind);
  const text = /^[\w:]+$/.test(inner) ? inner : `(${inner})`;
  const step = random.pick([scrape.step, scrape.step / 2, scrape.step * 2, 7_000]) / 1000;
  return `${text}[${duration(scope, 1, 8)}:${random.chance(0.2) ? "" : `${step}s`.replace(/\.\d+s/, "s")}]${modifiers(scope)}`;
}

function extendedCall({ scope }: Maker, kind: Kind): string {
  const { random } = scope;
  const word = random.pick(["anchored", "smoothed"]);
  const names = random.chance(0.05)
    ? ["sum_over_time", "irate"]
    : word === "anchored"
      ? ["rate", "increase", "delta", "changes", "resets"]
      : ["rate", "increase", "delta"];
  const family = familyFor(scope, random.chance(0.85) ? "float" : kind);
  return `${random.pick(names)}(${plainSelector(scope, family)}[${duration(scope, 1, 8)}] ${word}${modifiers(scope)})`;
}
