import type { WireOptions } from "./case.ts";
import { type Family, METRICS, type Scrape } from "./generate-series.ts";
import type { Random } from "./random.ts";

/** What a generated expression may speak of. */
export interface Scope {
  readonly random: Random;
  readonly scrape: Scrape;
  readonly options: WireOptions;
  /** The metrics that have series. */
  readonly present: ReadonlySet<string>;
}

/** A duration somewhere between two steps and twelve. */
export function duration(scope: Scope, least = 1, most = 8): string {
  const { random, scrape, options } = scope;
  const seconds = (random.int(least * 4, most * 4) * scrape.step) / 4000;
  const plain = random.pick([`${Math.max(1, Math.round(seconds))}s`, `${Math.round(seconds * 1000)}ms`, `${seconds}`]);
  if (!options.durations || random.chance(0.9)) return plain;
  return random.pick([
    `${plain} * 2`,
    `(${plain} + 7s)`,
    `${plain} / 2`,
    "step() + 1m",
    "range() + 30s",
    `max_of(${plain}, step())`,
    `min_of(${plain}, 3m)`,
    `${plain} - 1s`,
    `-${plain}`,
    "2 ^ 6",
    `${plain} % 1m`,
  ]);
}

/** `offset` and `@`, or mostly nothing. */
export function modifiers(scope: Scope): string {
  const { random } = scope;
  const offset = random.chance(0.12) ? ` offset ${random.pick(["", "", "-"])}${plainDuration(scope)}` : "";
  const at = random.chance(0.08) ? ` @ ${moment(scope)}` : "";
  return random.chance(0.5) ? `${offset}${at}` : `${at}${offset}`;
}

function plainDuration(scope: Scope): string {
  const { random } = scope;
  const shown = duration(scope, 0, 6);
  return /^[\w.]+$/.test(shown) ? shown : random.pick(["30s", "1m", `(${shown})`]);
}

function moment({ random, scrape }: Scope): string {
  const time = scrape.start + random.int(0, scrape.count) * scrape.step;
  return random.pick(["start()", "end()", `${time / 1000}`, `${(time + 1) / 1000}`]);
}

/** A name and its matchers. */
export function plainSelector(scope: Scope, family: Family): string {
  const { random } = scope;
  const present = METRICS[family].filter((one) => scope.present.has(one));
  const name = random.pick(present.length > 0 ? present : METRICS[family]);
  if (random.chance(0.06))
    return `{__name__=~"${random.pick(METRICS[family])}|${random.pick(Object.values(METRICS).flat())}"}`;
  if (random.chance(0.75)) return name;
  return `${name}{${matchers(random)}}`;
}

/** Matchers without the braces. */
export function matchers(random: Random): string {
  const one = (): string =>
    random.pick([
      `job="${random.pick(["api", "db"])}"`,
      `job!="${random.pick(["api", ""])}"`,
      `instance=~"${random.pick(["0|1", "[01]", ".+", ".*"])}"`,
      `instance!~"${random.pick(["2", "2", ".+"])}"`,
      `le!~"0.+"`,
      `code!="200"`,
    ]);
  return random.chance(0.8) ? one() : `${one()}, ${one()}`;
}
