import type { Indicator } from "../model/indicator.ts";
import type { Procedure } from "../model/procedure.ts";
import { sentence } from "./markdown.ts";
import type { PageAlert } from "./page-alert.ts";

/** What users notice: what the model says, else what its kind of promise means to them. */
export function impactLines(alerts: readonly PageAlert[], procedures: readonly Procedure[]): readonly string[] {
  const noticed = alerts.flatMap(({ annotations }) => annotations.impact ?? []);
  const about = procedures.flatMap((procedure) => procedure.about ?? []);
  const said = withoutBeginnings([...new Set([...noticed, ...about])]);
  const derived = [...new Set(alerts.flatMap(derivedImpact))];
  return [`**What users notice.** ${(said.length > 0 ? said : derived).map(sentence).join(" ")}`, ""];
}

/** A text that another one begins with says nothing more. */
function withoutBeginnings(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => !texts.some((other) => other !== text && other.startsWith(text)));
}

function derivedImpact({ origin, owner }: PageAlert): readonly string[] {
  switch (origin.kind) {
    case "absence":
      return ["Nothing yet. Something is no longer measured, so that whoever should be told would not be."];
    case "down":
      return [
        `If \`${owner}\` serves users, all of it is gone. If it only measures, nothing yet, but its alerts are blind.`,
      ];
    case "target-down":
      return ["Nothing, as long as the others carry its load."];
    case "condition":
      return [`${origin.condition.means} The model does not say what users notice of it.`];
    default:
      return [byIndicator(origin.objective.indicator)];
  }
}

function byIndicator(indicator: Indicator): string {
  switch (indicator.kind) {
    case "ratio":
      return `A share of what \`${indicator.total.name}\` counts fails for whoever asked for it.`;
    case "latency":
    case "quantile":
      return "It answers, but slowly; what waits for it may give up.";
    case "hitRatio":
      return "Answers are slower, and what the cache protects has more to do.";
    case "up":
      return "It was not there for part of the time.";
    case "throughput":
      return "Less is done than usual: either fewer ask for it, or they do not get through.";
    case "saturation":
      return "Nothing yet. When it is full, requests wait or fail.";
    case "freshness":
      return "Nothing yet. What should have happened regularly did not, and is missed when it is needed.";
    case "queueDepth":
      return "What they asked for is done late.";
  }
}
