import { scalingObjects } from "../scaling/derive.ts";
import type { Addition, Source } from "./addition.ts";
import { commonLabels } from "./labels.ts";

/** Autoscalers and disruption budgets of the services, and what they do under load. */
export function scaling({ system }: Source): Addition {
  if (!system.runs.includes("kubernetes")) return { documents: [], parts: [] };
  const objects = scalingObjects(system, commonLabels(system));
  return {
    documents: [],
    parts: objects.length === 0 ? [] : [{ name: "scaling", objects }],
  };
}
