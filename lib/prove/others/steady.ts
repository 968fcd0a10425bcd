import { complement, tidy } from "../../core/decimal.ts";
import { quantityInWords } from "../../model/conventions.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import { stimulate } from "../stimulate/stimulate.ts";
import { worldOf } from "../stimulate/world-of.ts";
import type { Subject, Trial } from "../trial.ts";

/** Long enough to be seen by an alert that may be a few minutes late. Units: seconds. */
const LASTS = 7_200;

/** Share of a threshold by which a steady level is beyond or within it. */
const APART = 0.05;

/**
 * A level just beyond and one just within each burn-rate threshold, for two hours: the trials of our own alerts end soon after
 * the evaluation at which they fire, which says nothing of an alert that may be late.
 */
export function steadyTrials({ group, context }: Subject, rules: readonly number[]): readonly Trial[] {
  return rules.flatMap((rule) => {
    const derived = group.rules[rule];
    if (derived?.kind !== "alert" || derived.origin.kind !== "burn-rate") return [];
    const { objective, tier } = derived.origin;
    if (!isEventObjective(objective) || objective.indicator.kind === "up") return [];
    const threshold = tidy(tier.factor * complement(objective.target?.value ?? 0));
    const trial = (obligation: Trial["obligation"], level: number, fires: boolean): Trial => ({
      obligation,
      rule,
      world: worldOf(stimulate(objective, context, [{ instance: "a", stretches: [{ seconds: LASTS, level }] }]), {
        interval: context.system.prometheus.evaluationInterval.value,
        seconds: LASTS,
      }),
      claim: (timeline) => ({
        holds: timeline.everFires === fires,
        says: `${fires ? "fires" : "stays silent"} while ${quantityInWords({ unit: "ratio", value: tidy(level) })} of events are bad for 2h`,
      }),
    });
    return [
      trial("fires-just-above", Math.min(threshold * (1 + APART), (1 + threshold) / 2), true),
      trial("silent-just-below", threshold * (1 - APART), false),
    ];
  });
}
