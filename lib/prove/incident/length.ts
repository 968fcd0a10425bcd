import type { Subject } from "../trial.ts";
import type { Scheduled } from "./schedule.ts";

/** Recordings, scrapes and evaluations take a little longer than windows. Units: seconds. */
const REST = 1_800;

/** Time in which every alert that forgets within its short window is silent again. Units: seconds. */
export function usualLength(subjects: readonly Subject[], scheduled: readonly Scheduled[]): number {
  return lengthWith(subjects, scheduled, ({ short }) => short);
}

/** Time in which nothing of the incidents is in any window. Units: seconds. */
export function longestLength(subjects: readonly Subject[], scheduled: readonly Scheduled[]): number {
  return lengthWith(subjects, scheduled, ({ long, over }) => Math.max(long, over));
}

/** What one alert looks back over. Units: seconds. */
interface Looks {
  readonly short: number;
  readonly long: number;
  /** Range of a threshold. */
  readonly over: number;
}

function lengthWith(
  subjects: readonly Subject[],
  scheduled: readonly Scheduled[],
  needed: (looks: Looks) => number,
): number {
  const ends = Math.max(0, ...scheduled.map(({ to }) => to));
  const looks = subjects.flatMap(({ group }) =>
    group.rules.map((rule) => {
      if (rule.kind !== "alert") return 0;
      const { origin } = rule;
      const burn = origin.kind === "burn-rate" ? origin.tier : undefined;
      const over = origin.kind === "tier" ? (origin.tier.over?.value ?? 0) : 0;
      return rule.for + needed({ short: burn?.short.value ?? 0, long: burn?.long.value ?? 0, over });
    }),
  );
  return ends + Math.max(0, ...looks) + REST;
}
