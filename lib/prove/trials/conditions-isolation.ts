import type { Condition } from "../../model/condition.ts";
import type { SyntheticSeries } from "../../model/scenario.ts";
import type { Matcher } from "../../promql/ast.ts";
import { selectors } from "../../promql/walk.ts";
import { valueIn } from "../../rules/catalogue/sample.ts";
import { matches } from "../example-labels.ts";
import { scenarioWorld } from "../scenario-world.ts";
import type { Evidence } from "../trial.ts";
import type { World } from "../world.ts";
import { relabelled } from "./conditions-scrapes.ts";
import type { Story } from "./conditions-story.ts";
import type { Theatre } from "./conditions-theatre.ts";
import { firingInWords } from "./conditions-words.ts";

/** Series that matter to a condition, and how a world is made of them. */
interface Play {
  readonly series: readonly SyntheticSeries[];
  readonly world: (series: readonly SyntheticSeries[]) => World;
}

/** One matcher of the selectors of a metric. */
interface Watched {
  readonly metric: string;
  readonly matcher: Matcher;
}

/** Values that are likely to be of no system. */
const ELSEWHERE = ["another-team", "elsewhere", "z9", "0"];

/** Longest scenario that is played again for each matcher. */
const LONGEST = 200;

/** Every matcher by itself: what it leaves out changes nothing, and what it lets in does. */
export function isolationEvidence(theatre: Theatre, story: Story, condition: Condition): readonly Evidence[] {
  const plays = playsOf(theatre, story, condition);
  const watched = watchedBy(condition);
  return [
    ...watched.flatMap((one) => alone(theatre, plays, one)),
    ...[...new Map(watched.map(({ matcher }) => [matcher.label, matcher])).values()].flatMap((matcher) =>
      beside(theatre, story, matcher),
    ),
  ];
}

function playsOf(theatre: Theatre, story: Story, { scenarios }: Condition): readonly Play[] {
  const until = theatre.after(theatre.timeOf(story.fires + 1));
  const staged: Play = {
    series: theatre.stage.series(until, [0, "off"], [theatre.onset, "on"]),
    world: (series) => theatre.show(until, series),
  };
  const played = scenarios
    .filter((scenario) => scenarioWorld(scenario).evaluations.count <= LONGEST)
    .map((scenario): Play => ({ series: scenario.series, world: (series) => scenarioWorld({ ...scenario, series }) }));
  return [staged, ...played];
}

function watchedBy({ expression }: Condition): readonly Watched[] {
  const found = new Map<string, Watched>();
  for (const { name, matchers } of selectors(expression)) {
    for (const matcher of name === undefined ? [] : matchers) {
      const one = { metric: name ?? "", matcher };
      found.set(JSON.stringify(one), one);
    }
  }
  return [...found.values()];
}

/** A value of the label that the matcher refuses. */
function refused(matcher: Matcher): string | undefined {
  const candidates =
    matcher.op === "!=" ? [matcher.value] : matcher.op === "!~" ? [valueIn(new RegExp(matcher.value))] : ELSEWHERE;
  return candidates.find((value) => !matches(matcher, value));
}

/** The first play that is another one when the series of the metric are refused by the matcher alone. */
function alone(theatre: Theatre, plays: readonly Play[], { metric, matcher }: Watched): readonly Evidence[] {
  const value = refused(matcher);
  if (value === undefined) return [];
  const isMeant = ({ name, labels }: SyntheticSeries): boolean =>
    name === metric && matches(matcher, labels[matcher.label] ?? "");
  for (const play of plays) {
    if (!play.series.some(isMeant)) continue;
    const foreign = play.series.map((one) => (isMeant(one) ? relabelled(one, matcher.label, value) : one));
    const world = play.world(distinct(foreign));
    if (outcome(theatre, world) === outcome(theatre, play.world(play.series))) continue;
    return [
      theatre.trial("isolation", world, (timeline) => ({
        holds: true,
        says: `${firingInWords(timeline)} when ${metric} is that of ${matcher.label} ${value}`,
      })),
    ];
  }
  return [];
}

/** What fires elsewhere, beside an object of the system that is well. */
function beside(theatre: Theatre, story: Story, matcher: Matcher): readonly Evidence[] {
  const value = refused(matcher);
  if (value === undefined) return [];
  const until = theatre.after(theatre.timeOf(story.fires + 1));
  const own = theatre.stage.series(until, [0, "off"]);
  const foreign = theatre.stage
    .series(until, [0, "off"], [theatre.onset, "on"])
    .filter(({ labels }) => matches(matcher, labels[matcher.label] ?? ""))
    .map((one) => relabelled(one, matcher.label, value));
  const world = theatre.show(until, distinct([...own, ...foreign]));
  return [
    theatre.trial("isolation", world, (timeline) => ({
      holds: true,
      says: `${firingInWords(timeline)} when it is well here and not in ${matcher.label} ${value}`,
    })),
  ];
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

/** How many instances are in which state at each evaluation. */
function outcome(theatre: Theatre, world: World): string {
  const { instances } = theatre.timeline(world);
  return instances
    .map(({ states }) => states.join(""))
    .sort()
    .join(" ");
}
