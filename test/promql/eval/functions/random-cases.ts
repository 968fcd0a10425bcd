import type { Asked, Query } from "./beside-oracle.ts";
import type { Rows, Sample } from "./rows.ts";

const BOUNDS = ["-Inf", "-5", "-1", "0", "0.5", "1", "1.0", "1e0", "2", "10", "+Inf", "inf", "bad"];
const FLOATS = [
  0,
  1,
  -1,
  2.5,
  1e-3,
  1e9,
  -7,
  0.1,
  3,
  5,
  10,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];
const SIMPLE =
  "abs ceil floor sgn sqrt year month day_of_month day_of_week day_of_year days_in_month hour minute timestamp absent sort " +
  "sort_desc scalar histogram_count";

/** The same cases each time: series that come and go, and queries with every function that takes them. */
export function randomCases(count: number, queries: number): readonly Asked[] {
  const dice = new Dice(1);
  return Array.from({ length: count }, () => ({
    rows: rows(dice),
    delayedNameRemoval: dice.chance(0.5),
    queries: Array.from({ length: queries }, () => query(dice)),
  }));
}

class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** At least 0 and below 1, by mulberry32. */
  roll(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.roll() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.roll() * items.length)] as T;
  }
}

function rows(dice: Dice): Rows {
  const result: Record<string, readonly Sample[]> = {};
  for (const host of ["zz", "a1", "a10", "a2", "b"]) {
    let counts = [0, 0, 0, 0, 0, 0];
    for (const le of BOUNDS.filter(() => dice.chance(0.5))) {
      counts = counts.map((n) => n + (dice.chance(0.85) ? Math.floor(dice.roll() * 5) : -Math.floor(dice.roll() * 3)));
      result[`b{host="${host}", le="${le}"}`] = holes(dice, counts, 0.05);
      if (dice.chance(0.1)) result[`e{host="${host}", le="${le}"}`] = counts;
    }
    result[`m{host="${host}"}`] = counts.map(() => float(dice));
    result[`n{host="${host}", z="${dice.pick(["q", "01", "1", "x1y", "x01y"])}"}`] = counts.map(() => float(dice));
  }
  for (const name of ["up", "target_info", "target_info", "build_info", "build_info", "x_info"]) {
    for (let index = 0; index < 3; index++)
      result[`${name}{${identity(dice)}}`] ??= holes(dice, [1, 1, 1, 1, 1, 1], 0.4);
  }
  return { ...result, s: [float(dice), float(dice), float(dice), dice.roll(), dice.roll(), dice.roll()] };
}

function identity(dice: Dice): string {
  const labels = [
    ...[dice.pick(['job="a"', 'job="b"', ""]), dice.pick(['instance="1"', 'instance="2"', ""])],
    ...[
      dice.pick(['data="x"', 'data="y"', ""]),
      dice.pick(['env="p"', "", ""]),
      dice.pick(['host="h"', 'host="i"', ""]),
    ],
  ];
  return labels.filter((label) => label !== "").join(", ");
}

function holes(dice: Dice, values: readonly number[], probability: number): readonly Sample[] {
  return values.map((value) => (dice.chance(0.1) ? "stale" : dice.chance(probability) ? undefined : value));
}

function float(dice: Dice): number {
  const large = (dice.roll() - 0.5) * 1e12;
  return dice.pick([...FLOATS, dice.roll() * 100, large, Math.floor(dice.roll() * 3e9)]);
}

function query(dice: Dice): Query {
  const expr = dice.chance(0.4) ? infoCall(dice) : functionCall(dice);
  const start = dice.pick([0, 60_000, 150_000]);
  return { expr, start, end: 300_000, step: dice.pick([0, 0, 60_000, 45_000, 400_000]) };
}

function infoCall(dice: Dice): string {
  const vector = dice.pick([
    ...[
      "up",
      "up offset 1m",
      "up @ 120",
      "{__name__=~'up|.*_info'}",
      "sum by (job) (up)",
      "sum by (job, instance) (up)",
    ],
    ...["up + up", "last_over_time(up[2m:1m])", "last_over_time(up[90s] offset 1m)", "rate(up[3m])", "up or vector(1)"],
  ]);
  const selector = dice.pick([
    ...[
      "",
      ", {}",
      ", {data=~'.+'}",
      ", {data='x'}",
      ", {env=~'.*'}",
      ", {__name__='build_info'}",
      ", {__name__=~'.+_info'}",
    ],
    ...[
      ", {__name__!='x_info'}",
      ", {__name__=~'build_info|target_info', data=~'.+'}",
      ", {host!='h'}",
      ", {data!='x', env=''}",
    ],
  ]);
  const call = `info(${vector}${selector})`;
  return dice.pick([call, call, `count_over_time(${call}[3m:1m])`, `sum(${call})`]);
}

function functionCall(dice: Dice): string {
  const q = dice.pick(["0", "0.5", "1", "0.25", "0.999", "scalar(s)", "NaN", "-0.1", "1.1", String(dice.roll())]);
  const v = dice.pick(["m", "n", "{__name__=~'m|n'}", "m * 1.5", "m @ 120", "m offset 1m", "-n"]);
  const h = dice.pick([
    "b",
    "b",
    "e",
    "{__name__=~'b|e'}",
    "b * 0.1",
    "sum by (le) (b)",
    "b{le!='1.0'}",
    "b{le!~'1.0|1e0'}",
    "m",
  ]);
  const limit = (): string => dice.pick(["scalar(s)", "0", "1", "-1", "Inf", "-Inf", "NaN", "0.3", "5"]);
  const label = (): string => dice.pick(["host", "z", "new", "__name__"]);
  const replacement = dice.pick(["$1", "x$1", "", "$0"]);
  return dice.pick([
    ...[`histogram_quantile(${q}, ${h})`, `histogram_quantiles(${h}, "q", ${q})`],
    ...[`histogram_fraction(${limit()}, ${limit()}, ${h})`, `round(${v}, ${limit()})`],
    ...[`clamp(${v}, ${limit()}, ${limit()})`, `clamp_min(${v}, ${limit()})`, `clamp_max(${v}, ${limit()})`],
    ...[`${dice.pick(SIMPLE.split(" "))}(${v})`, `${dice.pick(SIMPLE.split(" "))}(${v})`],
    ...[`sort_by_label(${v}, "${label()}", "${label()}")`, `sort_by_label_desc(${v}, "${label()}", "${label()}")`],
    ...[`max_of(scalar(s), ${limit()}) + min_of(${limit()}, time())`],
    ...[
      `label_replace(${v}, "${label()}", "${replacement}", "${label()}", "${dice.pick([".*", "(.).*", "a(.*)", "(a|b)?.*"])}")`,
    ],
    ...[`label_join(${v}, "${label()}", "${dice.pick(["-", ""])}", "${label()}", "${label()}")`],
  ]);
}
