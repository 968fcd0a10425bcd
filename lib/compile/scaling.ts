import type { Addition, Source } from "./addition.ts";
import { scalingDocument } from "./scaling-document.ts";
import { scalingObjectsOf } from "./scaling-objects.ts";

/** Autoscalers and disruption budgets of the services, and what they do under load. */
export function scaling({ system }: Source): Addition {
  const objects = scalingObjectsOf(system);
  return {
    documents: scalingDocument(system),
    parts: objects.length === 0 ? [] : [{ name: "scaling", objects }],
  };
}
