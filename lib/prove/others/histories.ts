import { complement } from "../../core/decimal.ts";
import type { Context } from "../../rules/context.ts";
import type { EventObjective } from "../../rules/event-series.ts";
import { stimulate } from "../stimulate/stimulate.ts";
import { worldOf } from "../stimulate/world-of.ts";
import type { Stretch } from "../stimulus.ts";
import type { World } from "../world.ts";

/** A history that tells a right budget from a wrong one. */
export interface History {
  readonly about: string;
  readonly world: World;
}

const MINUTE = 60;
const HOUR = 3_600;

/** Histories of some hours in which budgets go wrong: idle stretches, errors that are born late, uneven traffic, nothing bad. */
export function budgetHistories(objective: EventObjective, context: Context): readonly History[] {
  const budget = complement(objective.target?.value ?? 0);
  const some = budget / 2;
  const much = Math.min(1, budget * 10);
  const made = (about: string, stretches: readonly Stretch[], bornLate = false): History => ({
    about,
    world: historyWorld(objective, context, stretches, bornLate),
  });
  return [
    made("20 idle minutes between busy hours", [
      { seconds: HOUR, level: some, perSecond: 100 },
      { seconds: 20 * MINUTE, level: "idle" },
      { seconds: 2 * HOUR, level: some, perSecond: 100 },
    ]),
    made(
      "the first bad event after 10 hours",
      [
        { seconds: 10 * HOUR, level: 0, perSecond: 10 },
        { seconds: 2 * HOUR, level: budget * 4, perSecond: 10 },
      ],
      true,
    ),
    made("11 quiet hours at 1 event a second and a bad one at 1,000", [
      { seconds: 11 * HOUR, level: 0, perSecond: 1 },
      { seconds: HOUR, level: much, perSecond: 1_000 },
    ]),
    made("3 hours without a bad event", [{ seconds: 3 * HOUR, level: 0, perSecond: 20 }]),
  ];
}

function historyWorld(
  objective: EventObjective,
  context: Context,
  stretches: readonly Stretch[],
  bornLate: boolean,
): World {
  const series = stimulate(objective, context, [{ instance: "a", stretches, bornLate }]);
  const seconds = stretches.reduce((sum, stretch) => sum + stretch.seconds, 0);
  const interval = context.system.prometheus.evaluationInterval.value;
  return worldOf(series, { interval, seconds });
}
