import type { NamedOracleCase } from "./oracle-cases.ts";

const MINUTE = 60_000;
const LAST = 12;

/** Random rules that read each other, themselves, alerts and the future, with a restart now and then; the same ones for the same seed. */
export function randomRules(seed: number): NamedOracleCase {
  const random = generator(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const some = (text: () => string, chance: number): string => (random() < chance ? text() : "");

  const values = (): string =>
    Array.from({ length: LAST + 3 }, () => pick(["0", "1", "2", "3", "_", "stale"])).join(" ");
  const input = ["x", "y"].flatMap((name) => ["1", "2"].map((a) => `  ${name}{a="${a}"} ${values()}`));
  const metric = (): string => pick(["x", "y", "r0", "r1", "r2", "r3", "x"]);
  const series = (): string =>
    pick([
      () => metric(),
      () => metric(),
      () => `${metric()}{a="1"}`,
      () => `${metric()} offset ${pick(["1m", "2m"])}`,
      () => `${metric()} ${pick(["offset -1m", "@ end()", "@ start()", "@ 240"])}`,
      () => `{__name__=~"${pick(["r.*", "r0|x", "r[12]"])}", a="1"}`,
      () => `sum_over_time(${metric()}[${pick(["2m", "3m"])}])`,
      () => `count_over_time((${metric()} > 0)[3m:1m])`,
      () => `ALERTS{${pick(["", 'alertname="A0"', 'alertstate="firing"'])}}`,
      () => `ALERTS_FOR_STATE{alertname="${pick(["A0", "A1"])}"}`,
      () => `timestamp(${metric()})`,
      () => `absent(${metric()})`,
    ])();
  const expression = (): string =>
    pick([
      () => series(),
      () => `${series()} > ${below(3)}`,
      () => `${series()} + on(a) ${series()}`,
      () => `${series()} or ${series()}`,
      () => `${series()} unless ${series()}`,
      () => `sum by (a) (${series()})`,
      () => `sum(${series()}) + 1`,
      () => `count(${series()}) or vector(${below(3)})`,
    ])();
  const labels = (): string =>
    some(() => `, labels: { ${pick(["l: a", "a: same", 'a: ""', 'l: "{{ $value }}"'])} }`, 0.25);
  const rule = (): string => {
    const expr = JSON.stringify(expression());
    if (random() < 0.6) return `{ record: r${below(4)}, expr: ${expr}${labels().replace(/\{\{.*\}\}/, "v")} }`;
    const hold = some(() => `, for: ${1 + below(3)}m`, 0.5);
    const keep = some(() => `, keep_firing_for: ${1 + below(3)}m`, 0.3);
    return `{ alert: A${below(3)}, expr: ${expr}${hold}${keep}${labels()} }`;
  };
  const group = (name: string): string => {
    const offset = some(() => `    query_offset: ${1 + below(2)}m\n`, 0.2);
    const limit = some(() => `    limit: ${1 + below(3)}\n`, 0.15);
    const rules = Array.from({ length: 1 + below(4) }, () => `      - ${rule()}`).join("\n");
    return `  - name: ${name}\n${offset}${limit}    rules:\n${rules}`;
  };
  const restarted = (): NamedOracleCase["phases"] => [
    { start: 0, end: 4 * MINUTE },
    {
      start: (6 + below(3)) * MINUTE + below(2) * 500,
      end: LAST * MINUTE,
      restore: true,
      outageTolerance: below(7) * MINUTE,
      gracePeriod: below(3) * MINUTE,
    },
  ];
  return {
    name: `seed ${seed}`,
    load: ["load 1m", ...input].join("\n"),
    rules: `groups:\n${["a", "b", "c"].map(group).join("\n")}`,
    order: random() < 0.5 ? ["a", "b", "c"] : ["c", "a", "b"],
    interval: MINUTE,
    phases: random() < 0.6 ? [{ start: 0, end: LAST * MINUTE }] : restarted(),
  };
}

/** Mulberry32: small, and good enough to choose with. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
