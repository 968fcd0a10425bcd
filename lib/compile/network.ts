import { networkObjects } from "../network/derive.ts";
import type { Addition, Source } from "./addition.ts";
import { commonLabels } from "./labels.ts";

/** Network policies, and what they let through. */
export function network({ system }: Source): Addition {
  if (!system.runs.includes("kubernetes")) return { documents: [], parts: [] };
  const objects = networkObjects(system, commonLabels(system));
  return {
    documents: [],
    parts: objects.length === 0 ? [] : [{ name: "network", objects }],
  };
}
