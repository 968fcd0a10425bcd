import { type Chance, randomAggregation, randomBinary } from "../eval/random-queries.ts";

const UNARY = "abs ceil sgn sqrt exp ln floor round sort sort_desc timestamp hour day_of_month sin".split(" ");
const RANGED =
  "rate increase irate delta idelta deriv changes resets avg_over_time min_over_time max_over_time sum_over_time count_over_time last_over_time first_over_time present_over_time stddev_over_time stdvar_over_time mad_over_time ts_of_max_over_time absent_over_time".split(
    " ",
  );

/** Any expression over the series of `randomSeries`; `depth` is how many more levels it may have. */
export function randomExpression(chance: Chance, depth: number): string {
  if (depth === 0) return randomLeaf(chance);
  const inner = (): string => `(${randomExpression(chance, depth - 1)})`;
  switch (Math.floor(chance.next() * 12)) {
    case 0:
      return randomAggregation(chance, inner());
    case 1:
      return randomBinary(chance);
    case 2:
      return `${chance.pick(UNARY)}(${inner()})`;
    case 3:
      return `${chance.pick(RANGED)}(${inner()}[3m:1m])`;
    case 4:
      return `${chance.pick(RANGED)}(${chance.pick(["a", "b", 'c{x="1"}', '{__name__=~"a|b"}'])}[3m])`;
    case 5:
      return randomLabelCall(chance, inner());
    case 6:
      return `${inner()} ${chance.pick(["and", "or", "unless"])} ${chance.pick(["", "on (x)", "ignoring (y)"])} ${inner()}`;
    case 7:
      return `${inner()} ${chance.pick(["+", "-", "*", "/", "%", "^", ">", "<=", "==", "!=", "> bool"])} ${chance.pick(["2", "0", "-1", "0.5", "time()"])}`;
    case 8:
      return `${chance.pick(["3", "-1", "0"])} ${chance.pick(["+", "-", "*", "/", "%", "^", ">", "<=", "== bool"])} ${inner()}`;
    case 9:
      return `${inner()} ${chance.pick(["+", "-", "*", "/", ">", "<=", "== bool", "atan2"])} ${chance.pick(["", "on (x)", "ignoring (y)", "on (x) group_left (y)", "on (y) group_right (x)", "fill (1)", "on (x) fill_left (0)", "on (x, y) group_left () fill (3)"])} ${inner()}`;
    case 10:
      return chance.pick([
        `clamp(${inner()}, 0, 2)`,
        `clamp_min(${inner()}, 1)`,
        `clamp_max(${inner()}, 1)`,
        `-${inner()}`,
        `absent(${inner()})`,
        `vector(scalar(${inner()}))`,
        `quantile_over_time(0.5, ${inner()}[3m:1m])`,
        `predict_linear(${inner()}[3m:1m], 60)`,
        `histogram_quantile(0.9, ${inner()})`,
        `histogram_fraction(0, 1, ${inner()})`,
        `histogram_quantiles(${inner()}, "q", 0.5, 0.9)`,
        `histogram_count(${inner()})`,
        `histogram_sum(${inner()})`,
        `histogram_stddev(${inner()})`,
        `round(${inner()}, 0.3)`,
        `sort_by_label(${inner()}, "x")`,
        `info(${inner()}, {x=~".*"})`,
        `info(${inner()}, {__name__="a", z=~".+"})`,
      ]);
    default:
      return randomLeaf(chance);
  }
}

function randomLeaf(chance: Chance): string {
  return chance.pick([
    "a",
    "b",
    "c",
    'a{x="1"}',
    'b{y=~".+"}',
    'c{x=""}',
    'a{x!=""}',
    "vector(1)",
    "vector(time())",
    'absent(a{x="1", y=~"1"})',
    'absent(nothing{x="1", y="2", z=""})',
    'absent((nothing{x="1", x!="2"}))',
    "a offset 1m",
    "b @ 120",
  ]);
}

function randomLabelCall(chance: Chance, inner: string): string {
  const name = (): string => chance.pick(["x", "y", "z", "__name__"]);
  if (chance.next() < 0.4) {
    const sources = chance.some(["x", "y", "missing"]).map((source) => `, "${source}"`);
    return `label_join(${inner}, "${name()}", "${chance.pick(["", "-"])}"${sources.join("")})`;
  }
  const replacement = chance.pick(["", "fixed", "$1", "p-$1", "$1suffix", "$1-$x"]);
  return `label_replace(${inner}, "${name()}", "${replacement}", "${name()}", "${chance.pick(["", ".*", "(.*)", "(.+)", "1", "(1)?.*"])}")`;
}
