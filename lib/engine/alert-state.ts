/** `inactive` is an alert that fired and is over, kept for a while so that its end can be told. */
export type AlertState = "inactive" | "pending" | "firing";

/** How long Prometheus keeps an alert that is over. Units: milliseconds. Source: `resolvedRetention` of rules/alerting.go. */
const RESOLVED_RETENTION = 900_000;

/** The condition of an alert after an evaluation. Moments in milliseconds, `undefined` where there is none. */
export interface AlertCondition {
  readonly state: AlertState;
  readonly activeAt: number;
  readonly firedAt: number | undefined;
  readonly resolvedAt: number | undefined;
  /** Since when it fires without a sample. */
  readonly keepFiringSince: number | undefined;
}

/** How long an alert waits before and fires after its samples. Units: milliseconds. */
export interface AlertDurations {
  readonly hold: number;
  readonly keepFiring: number;
}

/**
 * The condition of an alert after one more evaluation, which either gave a sample for it or did not; `undefined` where
 * there is no alert. The very same object comes back where nothing has changed.
 */
export function nextCondition(
  condition: AlertCondition | undefined,
  now: number,
  present: boolean,
  durations: AlertDurations,
): AlertCondition | undefined {
  if (present) {
    const going = condition === undefined || condition.state === "inactive" ? begun(now) : condition;
    return judged(
      going.keepFiringSince === undefined ? going : { ...going, keepFiringSince: undefined },
      now,
      durations,
    );
  }
  if (condition === undefined || condition.state === "pending") return undefined;
  if (condition.state === "firing" && durations.keepFiring > 0) {
    const since = condition.keepFiringSince ?? now;
    if (now - since < durations.keepFiring) {
      const kept = condition.keepFiringSince === undefined ? { ...condition, keepFiringSince: since } : condition;
      return judged(kept, now, durations);
    }
  }
  if (condition.state === "firing") return { ...condition, state: "inactive", resolvedAt: now };
  return now - (condition.resolvedAt ?? now) > RESOLVED_RETENTION ? undefined : condition;
}

function begun(now: number): AlertCondition {
  return { state: "pending", activeAt: now, firedAt: undefined, resolvedAt: undefined, keepFiringSince: undefined };
}

/** Whether a going alert has waited long enough; a restored one may have fired too early. */
function judged(condition: AlertCondition, now: number, { hold }: AlertDurations): AlertCondition {
  const waited = now - condition.activeAt >= hold;
  if (condition.state === "pending" && waited) return { ...condition, state: "firing", firedAt: now };
  if (condition.state === "firing" && !waited) {
    return { ...condition, state: "pending", firedAt: undefined, keepFiringSince: undefined };
  }
  return condition;
}
