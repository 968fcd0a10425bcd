import { aggregation, binary, histogramCall, infoCall, labelCall } from "./generate-compound.ts";
import { anyRangeFunction, rangeCall } from "./generate-range.ts";
import { modifiers, plainSelector, type Scope } from "./generate-selector.ts";
import { familyFor, type Kind, type Maker, operand } from "./maker.ts";

const MATH = "abs ceil exp floor ln log2 log10 sgn sqrt deg rad acos acosh asin asinh atan atanh cosh sinh tanh".split(
  " ",
);
/** Of large numbers these show the last digit first, so they stand before selectors only. */
const PERIODIC = ["sin", "cos", "tan"];
const DATES = "day_of_month day_of_week day_of_year days_in_month hour minute month year".split(" ");
const NUMBERS = [
  "0",
  "1",
  "2",
  "0.5",
  "-1",
  "3",
  "10",
  "100",
  "-0.25",
  "NaN",
  "Inf",
  "-Inf",
  "1e9",
  "0.9",
  "0.1",
  "5m",
];

/** A query of any type, `depth` calls and operators deep at most. `instant` allows strings and range vectors. */
export function generateExpression(scope: Scope, depth: number, instant: boolean): string {
  const maker = makerFor(scope);
  const { random } = scope;
  if (instant && random.chance(0.02)) {
    return random.pick(['"text"', ...[1, 2, 3].map(() => anyRangeFunction(maker, depth).argument)]);
  }
  if (random.chance(0.04)) return maker.scalar(depth);
  return maker.vector(depth, random.pick(["float", "float", "float", "histogram", "any"]));
}

function makerFor(scope: Scope): Maker {
  const maker: Maker = {
    scope,
    vector: (depth, kind) => vector(maker, depth, kind),
    scalar: (depth) => scalar(maker, depth),
  };
  return maker;
}

function vector(maker: Maker, depth: number, kind: Kind): string {
  const { scope } = maker;
  const { random } = scope;
  if (depth <= 0) return leaf(maker, kind);
  const inner = (): string => maker.vector(depth - 1, kind);
  const any = (): string => maker.vector(depth - 1, random.chance(0.85) ? kind : "any");
  const rare = scope.options.functions ? 1 : 0;
  return random.weighted<string>([
    [2, () => leaf(maker, kind)],
    [6, () => rangeCall(maker, depth, kind)],
    [5, () => aggregation(maker, depth, kind)],
    [6, () => binary(maker, depth, kind)],
    [2, () => `${random.pick(MATH)}(${any()})`],
    [0.5, () => `${random.pick(PERIODIC)}(${leaf(maker, kind)})`],
    [kind === "float" ? 4 : 1, () => histogramCall(maker, depth)],
    [1.5, () => labelCall(maker, depth, kind)],
    [rare, () => infoCall(maker, depth, kind)],
    [0.5, () => `${random.pick(DATES)}(${random.chance(0.2) ? "" : any()})`],
    [0.7, () => `timestamp(${random.chance(0.6) ? leaf(maker, kind) : inner()})`],
    [rare * 0.5, () => `start_timestamp(${random.chance(0.8) ? leaf(maker, kind) : inner()})`],
    [1, () => clampOrRound(maker, depth, any)],
    [0.7, () => `vector(${maker.scalar(depth - 1)})`],
    [0.7, () => `absent(${any()})`],
    [0.7, () => `${random.pick(["-", "+", "-"])}${operand(inner())}`],
    [0.5, () => `(${inner()})`],
    [0.8, () => `${random.pick(["sort", "sort_desc"])}(${any()})`],
    [rare * 0.4, () => `${random.pick(["sort_by_label", "sort_by_label_desc"])}(${any()}, "job", "instance")`],
  ]);
}

function clampOrRound(maker: Maker, depth: number, argument: () => string): string {
  const { random } = maker.scope;
  const bound = (): string => (random.chance(0.8) ? random.pick(NUMBERS) : maker.scalar(depth - 1));
  return random.pick([
    () => `clamp(${argument()}, ${bound()}, ${bound()})`,
    () => `${random.pick(["clamp_min", "clamp_max"])}(${argument()}, ${bound()})`,
    () => `round(${argument()})`,
    () => `round(${argument()}, ${bound()})`,
  ])();
}

function leaf({ scope }: Maker, kind: Kind): string {
  return `${plainSelector(scope, familyFor(scope, kind))}${modifiers(scope)}`;
}

function scalar(maker: Maker, depth: number): string {
  const { random, options } = maker.scope;
  if (depth <= 0) {
    const words = options.functions ? ["start()", "end()", "step()", "range()"] : [];
    return random.chance(0.75) ? random.pick(NUMBERS) : random.pick(["time()", "pi()", ...words]);
  }
  const inner = (): string => maker.scalar(depth - 1);
  return random.weighted<string>([
    [4, () => scalar(maker, 0)],
    [3, () => `scalar(${maker.vector(depth - 1, "float")})`],
    [2, () => `(${inner()} ${random.pick(["+", "-", "*", "/", "^", "atan2"])} ${inner()})`],
    [1, () => `(${inner()} ${random.pick(["==", "!=", ">", "<", ">=", "<="])} bool ${inner()})`],
    [0.5, () => `-(${inner()})`],
    [options.functions ? 0.7 : 0, () => `${random.pick(["max_of", "min_of"])}(${inner()}, ${inner()})`],
  ]);
}
