import type { Matcher } from "../promql/ast.ts";
import { STALE } from "../promql/data/series.ts";
import type { MemoryStorage } from "../promql/data/storage.ts";
import { countUntil } from "../promql/eval/selecting.ts";
import { type AlertOwner, forStateLabels } from "./alert-series.ts";
import type { AlertCondition } from "./alert-state.ts";
import type { AlertTrack } from "./alert-track.ts";

/** How a run goes on after Prometheus was down. Units: milliseconds. */
export interface Restore {
  /** Alerts are restored if they were seen at most so long ago. Default 1 h, that of `--rules.alert.for-outage-tolerance`. */
  readonly outageTolerance?: number;
  /** Least time between the restoration and firing. Default 10 m, that of `--rules.alert.for-grace-period`. */
  readonly forGracePeriod?: number;
}

/** The moment of a restoration, with the step of the evaluation that came just before. */
interface RestoreMoment extends Restore {
  readonly time: number;
  readonly step: number;
}

const OUTAGE_TOLERANCE = 3_600_000;
const FOR_GRACE_PERIOD = 600_000;
const NAME = new Set(["__name__"]);

/** Gives alerts the time back that they had been pending before Prometheus went down, from what it had written then. */
export function restoreTracks(
  tracks: Iterable<AlertTrack>,
  owner: AlertOwner & { readonly context: { readonly writer: { readonly storage: MemoryStorage } } },
  moment: RestoreMoment,
): void {
  const { time, step, outageTolerance = OUTAGE_TOLERANCE, forGracePeriod = FOR_GRACE_PERIOD } = moment;
  const hold = owner.rule.for ?? 0;
  if (hold < forGracePeriod) return;
  const lastSeen = new Map<string, LastSeen>();
  for (const series of owner.context.writer.storage.select(matchersOfRule(owner))) {
    const index = countUntil(series.timestamps, series.length, 0, time) - 1;
    const timestamp = series.timestamps[index];
    if (index < 0 || timestamp === undefined || timestamp < time - outageTolerance) continue;
    // The marker says that the alert was over before Prometheus went down.
    if (series.kindAt(index) === STALE) continue;
    lastSeen.set(series.labels.drop(NAME).key, { downAt: timestamp, activeAt: series.values[index] ?? 0 });
  }
  for (const track of tracks) {
    const seen = lastSeen.get(track.labels.key);
    if (seen !== undefined && track.condition !== undefined) {
      track.become(step, restored(track.condition, seen, { time, hold, forGracePeriod }));
    }
  }
}

interface LastSeen {
  /** Units: milliseconds. */
  readonly downAt: number;
  /** Units: seconds. */
  readonly activeAt: number;
}

function restored(
  condition: AlertCondition,
  seen: LastSeen,
  { time, hold, forGracePeriod }: { readonly time: number; readonly hold: number; readonly forGracePeriod: number },
): AlertCondition {
  // Prometheus keeps both moments in whole seconds.
  const downAt = Math.trunc(seen.downAt / 1_000) * 1_000;
  const activeAt = Math.trunc(seen.activeAt) * 1_000;
  const remaining = hold - (downAt - activeAt);
  if (remaining <= 0) return { ...condition, activeAt };
  if (remaining < forGracePeriod) return { ...condition, activeAt: time + forGracePeriod - hold };
  return { ...condition, activeAt: activeAt + time - downAt };
}

function matchersOfRule(owner: AlertOwner): readonly Matcher[] {
  return forStateLabels(owner, undefined)
    .entries()
    .filter(([, value]) => !value.includes("{{"))
    .map(([label, value]) => ({ label, op: "=", value }));
}
