import { windowName } from "../../model/conventions.ts";
import type { Objective } from "../../model/objective.ts";

/** What an objective does about few events, missing series and burn rates that it does not want, a sentence each. */
export function policiesInWords(objective: Objective): readonly string[] {
  return [...lowTraffic(objective), ...burnRate(objective), absence(objective)];
}

function lowTraffic({ lowTraffic: policy, indicator }: Objective): readonly string[] {
  switch (policy?.kind) {
    case undefined:
      return [];
    case "minimumFailures": {
      if (indicator.kind === "up") {
        return [`Each alert asks for at least ${momentsInWords(policy.count)} without a target in its longest window.`];
      }
      const what = indicator.kind === "quantile" ? "observations" : "failures";
      return [`Each alert asks for at least ${policy.count} ${what} in its longest window.`];
    }
    case "minimumEvents":
      return [`Each alert asks for at least ${policy.count} events in its longest window.`];
    case "widenedWindows":
      return [`All windows are ${policy.factor} times as long, so that one failure weighs less.`];
    case "unguarded":
      return [`Nothing keeps a single failure from firing: ${policy.why}.`];
  }
}

function momentsInWords(count: number): string {
  return count === 1 ? "1 evaluation" : `${count} evaluations`;
}

function burnRate({ burnRate: policy }: Objective): readonly string[] {
  return policy?.kind === "none" ? [`There are no burn-rate alerts: ${policy.why}.`] : [];
}

function absence({ absence: policy }: Objective): string {
  if (policy.kind === "ignored") return `Nobody is told when its series are missing: ${policy.why}.`;
  return `When its series are missing for ${windowName(policy.after.value)}, that is an alert of its own (${policy.severity}).`;
}
