import type { SyntheticSeries } from "../../model/scenario.ts";
import type { Matcher } from "../../promql/ast.ts";
import { selectors } from "../../promql/walk.ts";
import { matches } from "../example-labels.ts";
import type { Evidence } from "../trial.ts";
import { relabelled, scaled } from "./conditions-scrapes.ts";
import type { Story } from "./conditions-story.ts";
import type { Theatre } from "./conditions-theatre.ts";
import { firingInWords } from "./conditions-words.ts";

/** Values that are likely to be of no system. */
const ELSEWHERE = ["another-team", "elsewhere", "z9", "0"];

/** What happens elsewhere changes nothing, and everything inside of the system is seen. */
export function isolationEvidence(theatre: Theatre, story: Story): readonly Evidence[] {
  const until = theatre.after(theatre.timeOf(story.fires + 1));
  const on = theatre.stage.series(until, [0, "off"], [theatre.onset, "on"]);
  const off = theatre.stage.series(until, [0, "off"]);
  const show = (series: readonly SyntheticSeries[], when: string): Evidence =>
    theatre.trial("isolation", theatre.show(until, distinct(series)), (timeline) => ({
      holds: true,
      says: `${firingInWords(timeline)} when ${when}`,
    }));
  const watched = watchedBy(theatre);
  const labels = new Map([...watched.values()].flat().map((matcher) => [matcher.label, matcher]));
  return [
    ...[...labels.values()].flatMap((matcher) => {
      if (!on.some((one) => isOf(matcher, one))) return [];
      const [foreign] = refused(matcher);
      const everywhere = (value: string) => relabelledAll(on, matcher, value);
      return [
        ...(foreign === undefined
          ? []
          : [show(everywhere(foreign), `it is so of ${matcher.label} ${foreign} and of nothing here`)]),
        ...accepted(matcher, on).map((value) => show(everywhere(value), `it is so of ${matcher.label} ${value}`)),
      ];
    }),
    ...[...watched].flatMap(([metric, matchers]) => {
      const others = (series: readonly SyntheticSeries[]) => foreignOf(series, metric, matchers);
      if (others(on).length === 0) return [];
      const without = on.filter(({ name }) => name !== metric);
      const twice = (series: readonly SyntheticSeries[]) => [...series, ...scaled(others(series), 2, metric)];
      return [
        show([...on, ...others(off)], `${metric} tells elsewhere that all is well`),
        show([...off, ...others(on)], `${metric} tells elsewhere that it is not`),
        show([...without, ...others(on)], `only elsewhere is there a ${metric}`),
        ...(theatre.stage.measures?.includes(metric)
          ? [
              show(twice(on), `${metric} is twice as much elsewhere, and it is bad here`),
              show(twice(off), `${metric} is twice as much elsewhere, and all is well here`),
            ]
          : []),
      ];
    }),
  ];
}

/** The matchers of all selectors of a metric. */
function watchedBy(theatre: Theatre): ReadonlyMap<string, readonly Matcher[]> {
  const found = new Map<string, Map<string, Matcher>>();
  for (const { name, matchers } of selectors(theatre.subjected.alert.expression)) {
    if (name === undefined) continue;
    const own = found.get(name) ?? new Map<string, Matcher>();
    for (const matcher of matchers) own.set(JSON.stringify(matcher), matcher);
    found.set(name, own);
  }
  return new Map([...found].map(([name, own]) => [name, [...own.values()]]));
}

/** Every series of a metric once for each value that one of its matchers refuses. */
function foreignOf(
  series: readonly SyntheticSeries[],
  metric: string,
  matchers: readonly Matcher[],
): readonly SyntheticSeries[] {
  const own = series.filter(({ name }) => name === metric);
  return matchers.flatMap((matcher) =>
    refused(matcher).flatMap((value) => relabelledAll(own, matcher, value).filter((one) => !own.includes(one))),
  );
}

/** The series that a matcher accepts with another value of its label; the others as they are. */
function relabelledAll(
  series: readonly SyntheticSeries[],
  matcher: Matcher,
  value: string,
): readonly SyntheticSeries[] {
  return series.map((one) => (isOf(matcher, one) ? relabelled(one, matcher.label, value) : one));
}

/** True for series whose label a matcher accepts. */
function isOf(matcher: Matcher, { labels }: SyntheticSeries): boolean {
  return matches(matcher, labels[matcher.label] ?? "");
}

/** Values of the label that the matcher refuses: each that it names, or one that is likely to be of no system. */
function refused(matcher: Matcher): readonly string[] {
  const named = matcher.op === "!=" ? [matcher.value] : matcher.op === "!~" ? examples(matcher.value) : ELSEWHERE;
  const values = named.filter((value) => !matches(matcher, value));
  return matcher.op === "!=" || matcher.op === "!~" ? values : values.slice(0, 1);
}

/** Values that a pattern accepts, other than those that the series have. */
function accepted(matcher: Matcher, series: readonly SyntheticSeries[]): readonly string[] {
  if (matcher.op !== "=~") return [];
  const known = new Set(series.map(({ labels }) => labels[matcher.label]));
  return examples(matcher.value).filter((value) => !known.has(value) && matches(matcher, value));
}

/** What each alternative of a pattern may look like, at its shortest and a little longer. */
function examples(pattern: string): readonly string[] {
  const plain = (alternative: string, any: string): string =>
    alternative
      .replace(/\[(.)\]/g, "$1")
      .replace(/\\(.)/g, "$1")
      .replace(/\.[*+]/g, any)
      .replace(/[()?]/g, "");
  return [...new Set(pattern.split("|").flatMap((one) => [plain(one, ""), plain(one, "-2")]))];
}

/** Without series that have become another one of them. */
function distinct(series: readonly SyntheticSeries[]): readonly SyntheticSeries[] {
  const found = new Map<string, SyntheticSeries>();
  for (const one of series) {
    const key = JSON.stringify([one.name, ...Object.entries(one.labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}
