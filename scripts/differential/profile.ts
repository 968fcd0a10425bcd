import type { QueryOptions } from "../../lib/promql/eval/query.ts";
import type { WireOptions } from "./case.ts";
import type { Random } from "./random.ts";

/** Which parts of the language and which settings the cases of a run have. */
export type Profile = "promqltest" | "prometheus";

/** The options of one case: those of the profile, the lookback at random. Units: milliseconds. */
export function generateOptions(random: Random, profile: Profile): WireOptions {
  const everything = profile === "promqltest";
  return {
    lookback: random.pick([300_000, 300_000, 60_000, 90_000]),
    delayedNameRemoval: everything,
    startTimestamps: everything,
    typeAndUnitLabels: everything && random.chance(0.2),
    subqueryStep: random.pick([60_000, 60_000, 15_000]),
    functions: everything,
    // On without a flag since 3.14.
    durations: true,
    extended: everything,
    fill: everything,
  };
}

/** The same options for the engine in TypeScript. */
export function ourOptions(options: WireOptions): QueryOptions {
  return {
    lookback: options.lookback,
    delayedNameRemoval: options.delayedNameRemoval,
    startTimestamps: options.startTimestamps,
    typeAndUnitLabels: options.typeAndUnitLabels,
    subqueryStep: options.subqueryStep,
    experimentalFunctions: options.functions,
    durationExpressions: options.durations,
    extendedRangeSelectors: options.extended,
    fillModifiers: options.fill,
  };
}
