import { networkObjects } from "../network/derive.ts";
import type { Addition, Source } from "./addition.ts";
import { commonLabels } from "./labels.ts";
import { networkDocument } from "./network-document.ts";

/** Network policies, and what they let through. */
export function network({ system }: Source): Addition {
  if (!system.runs.includes("kubernetes") || system.network === undefined) return { documents: [], parts: [] };
  const objects = networkObjects(system, commonLabels(system));
  return {
    documents: [
      {
        path: `stacks/${system.name}/network.md`,
        get content() {
          return networkDocument(system);
        },
      },
    ],
    // Where nothing is enforced yet there is nothing to write.
    parts: objects.length === 0 ? [] : [{ name: "network", objects }],
  };
}
