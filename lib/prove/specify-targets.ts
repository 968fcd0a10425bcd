import type { Scrape } from "../model/scrape.ts";
import type { Context } from "../rules/context.ts";
import type { DerivedGroup } from "../rules/derived.ts";
import { alertStates, isEverActive } from "./reference/alert-states.ts";
import { targetsOf } from "./reference/own-series.ts";
import { instantValue } from "./reference/rate.ts";
import type { AlertInstance, Specification } from "./specification.ts";
import { evaluationTime, isEvaluated, type ScrapedSeries, type World } from "./world.ts";

/** The specification of the alerts of a scrape: that no target answers, and that a single one does not. */
export function targetsSpecification(group: DerivedGroup, context: Context): Specification {
  const { scrape } = context.owner;
  if (scrape === undefined || "ignored" in scrape.down)
    return { behaviour: () => ({ alerts: new Map(), recorded: [] }) };
  const { down } = scrape;
  return {
    behaviour: (world) => ({
      alerts: new Map(
        group.rules.flatMap((rule, index) => {
          if (rule.kind !== "alert") return [];
          if (rule.origin.kind === "down") return [[index, noneAnswers(down, context, world)] as const];
          if (rule.origin.kind !== "target-down") return [];
          return [[index, eachUnanswered(down, rule.labels, context, world)] as const];
        }),
      ),
      recorded: [],
    }),
  };
}

type Down = Exclude<Scrape["down"], { readonly ignored: string }>;

/** One instance without labels of a series, while none of the targets answers or none is known. */
function noneAnswers({ after }: Down, context: Context, world: World): readonly AlertInstance[] {
  const answers = answering(targetsOf(world, context), context, world);
  const states = alertStates(
    answers.map((count) => (count === 0 ? 1 : 0)),
    after.value * 1_000,
    world.evaluations,
  );
  return isEverActive(states) ? [{ labels: {}, states }] : [];
}

/** One instance for each target, while it is known and does not answer. */
function eachUnanswered(
  { target }: Down,
  set: Readonly<Record<string, string>>,
  context: Context,
  world: World,
): readonly AlertInstance[] {
  if (target === undefined) return [];
  return targetsOf(world, context).flatMap((up) => {
    const held = new Uint8Array(world.evaluations.count);
    for (let index = 0; index < held.length; index++) held[index] = seen(up, context, world, index) === 0 ? 1 : 0;
    const states = alertStates(held, target.after.value * 1_000, world.evaluations);
    const labels = Object.fromEntries(Object.entries(up.labels).filter(([label]) => !(label in set)));
    return isEverActive(states) ? [{ labels, states }] : [];
  });
}

/** How many targets answer, as each evaluation sees it. */
export function answering(ups: readonly ScrapedSeries[], context: Context, world: World): Float64Array {
  const answers = new Float64Array(world.evaluations.count);
  for (const up of ups) {
    for (let index = 0; index < answers.length; index++) {
      if (seen(up, context, world, index) > 0) answers[index] = (answers[index] as number) + 1;
    }
  }
  return answers;
}

/** The value of a series as an evaluation sees it, `NaN` where it sees none. */
export function seen(series: ScrapedSeries, { system }: Context, world: World, index: number): number {
  if (!isEvaluated(world.evaluations, index)) return Number.NaN;
  const delay = (system.prometheus.queryOffset?.value ?? 0) * 1_000;
  return instantValue(world, series, evaluationTime(world, index) - delay);
}
