import type { Condition } from "../model/condition.ts";
import type { System } from "../model/system.ts";
import { CHANGE_ADVICE } from "./catalogue-changes.ts";
import { DATA_ADVICE } from "./catalogue-data.ts";
import { NODE_ADVICE } from "./catalogue-nodes.ts";
import { POD_ADVICE } from "./catalogue-pods.ts";
import type { Guidance, GuidanceMaker } from "./guidance.ts";

const ADVICE: Readonly<Record<string, GuidanceMaker>> = {
  ...POD_ADVICE,
  ...NODE_ADVICE,
  ...CHANGE_ADVICE,
  ...DATA_ADVICE,
};

/** What to look at and what the causes usually are, for a condition of the catalogue. */
export function catalogueAdvice({ catalogue, means }: Condition, { namespace }: System): Guidance {
  const maker = catalogue === undefined || !Object.hasOwn(ADVICE, catalogue) ? undefined : ADVICE[catalogue];
  if (maker !== undefined) return maker(namespace === undefined ? "" : ` -n ${namespace}`);
  return {
    first: [
      `Run the expression above without its comparison and look at the last hours: since when, and for which labels? It fires because: ${means}`,
      "Look what changed at that time: a release, a setting, the traffic, something that it depends on.",
    ],
    investigate: [],
    remedies: [],
  };
}
