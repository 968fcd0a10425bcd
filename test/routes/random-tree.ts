import { quote } from "../../lib/promql/quote.ts";
import { Random } from "../../lib/prove/random.ts";
import type { AlertmanagerConfiguration, Route } from "../../lib/routes/configuration.ts";
import type { Labels } from "../../lib/routes/matcher.ts";

/** A routing tree and the labels of an alert. */
export interface RouteCase {
  readonly configuration: AlertmanagerConfiguration;
  readonly labels: Labels;
}

const VALUES = [
  "a",
  "b",
  "ab",
  "a.b",
  "1",
  "critical",
  "line\nbreak",
  'quo"te',
  "back\\slash",
  "Ünïcode",
  "x,y",
  "{z}",
  " ",
];
const NAMES = ["alertname", "system", "service", "severity", "objective"];

/** Expressions that mean the same, or nothing, to those who read another syntax. */
const EXPRESSIONS = [
  "a",
  "a|b",
  ".*",
  ".+",
  "",
  "a.b",
  "(?i)A",
  "[a-c]+",
  "a\\.b",
  "crit.*",
  "^a$",
  "line.break",
  "(?s)line.break",
  "\\d",
  "a)|(b",
  "\\pL+",
];

/** Texts that only one of Alertmanager's parsers reads, or that both read in different ways. */
const ODD = [
  "system=a",
  "system = a",
  'system="a",',
  '{system="a"}',
  "system=~a|b",
  "system=~[a-c]+",
  "system=~a.+",
  'system="a\\.b"',
  'system="a\\\\.b"',
  'system=~"a\\.b"',
  'system="\\x61"',
  'system="\\u0061"',
  '"system"="a"',
  '"sys tem"="a"',
  "sys.tem=a",
  'system=""',
  "system=",
  "system!=a",
  'system="a", severity="b"',
  'system="a,b"',
  'system="a" severity="b"',
  "system",
  'system=="a"',
  'system="a"b',
  'system=a"b',
  'system=~"("',
  "Ünïcode=a",
  "system=Ünïcode",
  'system="quo\\"te"',
  "system='a'",
  ',system="a"',
  "{",
  'system="a"}',
  'system="line\\nbreak"',
  "system=~",
  'system="\\xff"',
];

/** Random trees, and label sets that reach most of their nodes. */
export function routeCases(count: number, seed: number): readonly RouteCase[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    let receivers = 0;
    const receiver = (): string => `r${receivers++}`;
    const route: Route = { receiver: receiver(), routes: children(random, receiver, 0) };
    const labels = Object.fromEntries(
      NAMES.filter(() => random.next() < 0.8).map((name) => [name, pick(random, VALUES)]),
    );
    return {
      labels,
      configuration: {
        route,
        inhibit_rules: [],
        receivers: Array.from({ length: receivers }, (_, index) => ({ name: `r${index}` })),
        time_intervals: [],
      },
    };
  });
}

function children(random: Random, receiver: () => string, depth: number): readonly Route[] {
  return Array.from({ length: random.whole(depth === 0 ? 1 : 0, depth < 3 ? 4 : 0) }, () => ({
    // A third inherits the receiver of its parent.
    ...(random.next() < 0.3 ? { receiver: "" } : { receiver: receiver() }),
    ...(random.next() < 0.15 ? {} : { matchers: Array.from({ length: random.whole(1, 2) }, () => matcher(random)) }),
    ...(random.next() < 0.5 ? { continue: true } : {}),
    routes: children(random, receiver, depth + 1),
  }));
}

function matcher(random: Random): string {
  const chance = random.next();
  if (chance < 0.03) return pick(random, ODD);
  const name = pick(random, NAMES);
  if (chance < 0.35) return `${name}=${quote(pick(random, VALUES))}`;
  if (chance < 0.65) return `${name}!=${quote(pick(random, VALUES))}`;
  return `${name}${chance < 0.85 ? "=~" : "!~"}${quote(pick(random, EXPRESSIONS))}`;
}

function pick<T>(random: Random, items: readonly [T, ...T[]] | readonly T[]): T {
  const item = items[random.whole(0, items.length - 1)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}
