import type { Quantity } from "../core/quantity.ts";
import { quantityInWords, windowName } from "../model/conventions.ts";
import type { Obligation, Scenario, SyntheticSeries } from "../model/scenario.ts";
import type { Comparison } from "../model/tier.ts";
import type { DerivedAlert } from "../rules/derived.ts";
import type { Phase } from "./drive-events.ts";

/** How a scenario generator makes series for phases, and what it predicts for them. */
export interface Play {
  /** Units: seconds. */
  readonly step: number;
  /** Unix time of the first sample; default 0. */
  readonly start?: number;
  series(phases: readonly Phase[]): readonly SyntheticSeries[] | undefined;
  firing(phases: readonly Phase[], steps: number): readonly boolean[];
}

/** Labels that tell an alert from others of its name in the same file. */
export function distinguishingLabels(alert: DerivedAlert): Readonly<Record<string, string>> {
  const { severity, service, objective, long_window } = alert.labels;
  return Object.fromEntries(
    Object.entries({ severity, service, objective, long_window }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/** A scenario that checks the given steps of a prediction. */
export function scenarioOf(
  alert: DerivedAlert,
  play: Play,
  obligation: Obligation,
  name: string,
  phases: readonly Phase[],
  checks: readonly number[],
): Scenario | undefined {
  const series = play.series(phases);
  if (series === undefined) return undefined;
  const firing = play.firing(phases, Math.max(...checks) + 1);
  return {
    name,
    obligation,
    alert: alert.alert,
    labels: distinguishingLabels(alert),
    step: play.step,
    ...(play.start === undefined ? {} : { start: play.start }),
    series,
    expect: [...new Set(checks)]
      .filter((index) => index >= 0)
      .map((index) => ({ at: index * play.step, firing: firing[index] === true ? 1 : 0 })),
  };
}

/** How long a scenario looks for a change of state before it gives up. Units: steps. */
const HORIZON_STEPS = 600;

/** First step from `from` on at which the alert's state is `state`, on series whose last phase goes on. */
export function firstStep(play: Play, phases: readonly Phase[], state: boolean, from = 0): number | undefined {
  const firing = play.firing(extended(phases), from + HORIZON_STEPS);
  const index = firing.findIndex((fires, i) => i >= from && fires === state);
  return index < 0 ? undefined : index;
}

function extended(phases: readonly Phase[]): readonly Phase[] {
  return phases.map((phase, index) => (index === phases.length - 1 ? { ...phase, steps: HORIZON_STEPS * 3 } : phase));
}

/** The five obligations of an alert on a threshold, for levels just beyond and just within it. */
export function thresholdScenarios(
  alert: DerivedAlert,
  play: Play,
  levels: { readonly beyond: number; readonly within: number; readonly healthy: number },
  words: (level: number) => string,
): readonly Scenario[] {
  const { beyond, within, healthy } = levels;
  const at = (index: number): string => windowName(index * play.step);
  const fires = firstStep(play, [{ steps: 1, level: beyond }], true);
  if (fires === undefined) return [];
  const after = 10;
  const burning: Phase = { steps: fires + 1, level: beyond };
  const resolves = firstStep(play, [burning, { steps: 1, level: healthy }], false, fires);
  const ends = firstStep(play, [burning, { steps: 1, level: "gone" }], false, fires);
  const idle = firstStep(play, [{ steps: 1, level: "idle" }], true) === undefined ? "stays silent" : "fires";
  const goneChecks = ends === undefined || ends > fires + 60 ? [fires, fires + 30] : [ends - 1, ends];
  return [
    scenarioOf(
      alert,
      play,
      "fires-just-above",
      `fires at ${at(fires)} while ${words(beyond)}`,
      [{ steps: fires + 1, level: beyond }],
      [fires - 1, fires],
    ),
    scenarioOf(
      alert,
      play,
      "silent-just-below",
      `stays silent while ${words(within)}`,
      [{ steps: fires + after + 1, level: within }],
      [fires, fires + after],
    ),
    resolves === undefined
      ? undefined
      : scenarioOf(
          alert,
          play,
          "resolves",
          `resolves at ${at(resolves)} after ${words(healthy)} from ${at(fires + 1)} on`,
          [burning, { steps: resolves - fires, level: healthy }],
          [resolves - 1, resolves],
        ),
    scenarioOf(
      alert,
      play,
      "target-lost",
      ends === undefined || ends > fires + 60
        ? `still fires 30 steps after its targets are lost at ${at(fires + 1)}`
        : `ends at ${at(ends)} after its targets are lost at ${at(fires + 1)}`,
      [burning, { steps: 1, level: "gone" }],
      goneChecks,
    ),
    scenarioOf(
      alert,
      play,
      "no-traffic",
      `${idle} without any traffic`,
      [{ steps: fires + after + 1, level: "idle" }],
      [fires, fires + after],
    ),
  ].filter((scenario) => scenario !== undefined);
}

/** Levels one percent beyond and within a threshold; `limit` is what the level cannot reach (1 for shares). */
export function levelsAround(
  comparison: Comparison,
  threshold: Quantity,
  limit: number,
): {
  readonly beyond: number;
  readonly within: number;
  readonly healthy: number;
} {
  const { value } = threshold;
  const up = comparison === "above" || comparison === "atLeast";
  const margin = value === 0 ? 0.01 : Math.min(Math.abs(value) / 100, Math.abs(limit - value) / 2);
  const more = Number((value + margin).toPrecision(9));
  const less = Number((value - margin).toPrecision(9));
  return up
    ? { beyond: more, within: less, healthy: Number((value / 10).toPrecision(9)) }
    : { beyond: less, within: more, healthy: Number.isFinite(limit) ? (value + limit) / 2 : value * 2 };
}

/** `the value is 1.01 %`, for the names of scenarios. */
export function levelInWords(unit: Quantity["unit"], level: number): string {
  return quantityInWords({ unit, value: Number(level.toPrecision(6)) });
}
