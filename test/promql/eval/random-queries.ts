/** Chance with a seed, so that what failed once fails again. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0 to below 1. */
  next(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return this.state / 2 ** 32;
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[Math.floor(this.next() * choices.length)];
    if (chosen === undefined) throw new RangeError("nothing to choose from");
    return chosen;
  }

  /** Each of the choices or not, in their order. */
  some<T>(choices: readonly T[], share = 0.5): readonly T[] {
    return choices.filter(() => this.next() < share);
  }
}

const FLOATS = [
  "1",
  "2",
  "2",
  "3",
  "-1.5",
  "0.1",
  "0.2",
  "1e300",
  "-1e308",
  "1.7e308",
  "NaN",
  "Inf",
  "-Inf",
  "0",
  "1e-7",
];
const HISTOGRAMS = [
  "{{schema:0 count:5 sum:6 buckets:[2 3]}}",
  "{{schema:1 count:9 sum:20 z_bucket:1 buckets:[2 0 3] n_buckets:[3]}}",
  "{{schema:0 count:2 sum:1 counter_reset_hint:gauge buckets:[2]}}",
  "{{schema:0 count:2 sum:1 counter_reset_hint:reset buckets:[2]}}",
  "{{schema:-53 count:4 sum:5 custom_values:[1 2 5] buckets:[1 2 1]}}",
  "{{schema:-53 count:4 sum:5 custom_values:[1 5 10] buckets:[1 2 1]}}",
  "{{schema:0 count:1e300 sum:1.7e308 buckets:[1e300 1.7e308]}}",
];

/** Lines of series with gaps, ends, and, in a share of all samples, native histograms. */
export function randomSeries(chance: Chance, histograms: number, length: number): string {
  const lines: string[] = [];
  for (const name of ["a", "b", "c"]) {
    for (const x of ["", "1", "2", "3"]) {
      for (const y of ["", "1", "2"]) {
        if (chance.next() < 0.6) continue;
        const labels = [...(x === "" ? [] : [`x="${x}"`]), ...(y === "" ? [] : [`y="${y}"`])];
        if (histograms === 0 && chance.next() < 0.1) labels.push(`__type__="${chance.pick(["gauge", "counter"])}"`);
        const sparse = chance.next() < 0.5;
        const samples = Array.from({ length }, () => randomSample(chance, histograms, sparse));
        lines.push(`${name}{${labels.join(",")}} ${samples.join(" ")}`);
      }
    }
  }
  return lines.join("\n");
}

function randomSample(chance: Chance, histograms: number, sparse: boolean): string {
  if (sparse && chance.next() < 0.5) return "stale";
  return chance.pick(chance.next() < histograms ? HISTOGRAMS : FLOATS);
}

/** An instant vector to start from: all of a metric, a part of it, or several metrics at once. */
function randomSelector(chance: Chance): string {
  return chance.pick(["a", "b", "c", 'a{x="1"}', 'b{y="1"}', 'c{x=""}', '{__name__=~"a|b"}', "-b", "-a"]);
}

/** An aggregation over a selector. */
export function randomAggregation(chance: Chance, inner = randomSelector(chance)): string {
  const mode = chance.pick(["", "by", "without"]);
  const names = chance.some(["x", "y", "__name__", "missing"], 0.4).join(", ");
  const grouping = mode === "" ? "" : ` ${mode} (${names})`;
  const operator = chance.pick(
    "sum avg count min max group stddev stdvar topk bottomk quantile count_values limitk limit_ratio".split(" "),
  );
  const scalar = chance.pick([
    "2",
    "3",
    "time() / 60",
    "scalar(a)",
    "scalar(missing)",
    "1e30",
    "-5",
    "time() / 60 - 2",
  ]);
  const share = chance.pick(["0.5", "0", "1", "-0.3", "1.5", "-2", "0.9", "time() / 200", "time() / 60", "scalar(b)"]);
  const parameters: Readonly<Record<string, string>> = {
    topk: scalar,
    bottomk: scalar,
    limitk: scalar,
    quantile: share,
    limit_ratio: share,
    count_values: chance.pick(['"value"', '"x"', '"__name__"']),
  };
  const parameter = parameters[operator];
  return `${operator}${grouping} (${parameter === undefined ? "" : `${parameter}, `}${inner})`;
}

/** A binary expression of vectors and scalars. */
export function randomBinary(chance: Chance): string {
  const operand = (): string => (chance.next() < 0.2 ? `(${randomAggregation(chance)})` : randomSelector(chance));
  if (chance.next() < 0.15)
    return `${operand()} ${chance.pick(["and", "or", "unless"])} ${labelsModifier(chance)} ${operand()}`;
  const arithmetic = chance.next() < 0.5;
  const operator = chance.pick(
    arithmetic ? ["+", "-", "*", "/", "%", "^", "atan2"] : ["==", "!=", ">", "<", ">=", "<=", "</", ">/"],
  );
  const bool =
    !arithmetic && !operator.endsWith("/") && !operator.startsWith("</") && chance.next() < 0.4 ? "bool" : "";
  if (chance.next() < 0.2) {
    const scalar = chance.pick(["2", "0", "-1", "time() / 60", "scalar(a)", "Inf"]);
    const [left, right] = chance.next() < 0.5 ? [scalar, operand()] : [operand(), scalar];
    return `${left} ${operator} ${bool} ${right}`;
  }
  return `${operand()} ${operator} ${bool} ${labelsModifier(chance)} ${groupModifier(chance)} ${operand()}`.replace(
    /^(.*?) {2,}group_(left|right)/,
    "$1 ignoring () group_$2",
  );
}

function labelsModifier(chance: Chance): string {
  const mode = chance.pick(["", "on", "ignoring"]);
  return mode === "" ? "" : `${mode} (${chance.some(["x", "y"]).join(", ")})`;
}

function groupModifier(chance: Chance): string {
  const group = chance.pick(["", "", "group_left", "group_right"]);
  const include = group === "" ? "" : ` (${chance.some(["z", "__name__", "__type__"], 0.3).join(", ")})`;
  const fill =
    chance.next() < 0.7
      ? ""
      : chance.pick(["fill (1)", "fill_left (0)", "fill_right (7)", "fill_left (2) fill_right (3)"]);
  return `${group}${include} ${fill}`;
}
