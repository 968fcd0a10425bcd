import type { Issue } from "../../core/issue.ts";
import { Judged } from "./findings/judged.ts";
import { nameServerFindings } from "./findings/name-server.ts";
import { opennessFindings } from "./findings/openness.ts";
import { portFindings } from "./findings/ports.ts";
import { selectorFindings } from "./findings/selectors.ts";
import { sideFindings } from "./findings/sides.ts";
import type { Surroundings } from "./findings/surroundings.ts";
import type { Pod } from "./pod.ts";
import type { Policy } from "./policy.ts";

/**
 * What is doubtful about policies that the API server takes, as people write them by hand: selectors that nothing has, peers that are
 * somebody else than meant, ports that nobody hears, names that cannot be asked for, ways that end at the other side. Warnings, but
 * for two policies of one name, of which only one would be there. `pods` are those of the cluster that are known, a replica of each
 * workload being enough; of namespaces without any nothing is said.
 */
export function policyFindings(
  policies: readonly Policy[],
  pods: readonly Pod[],
  surroundings: Surroundings = {},
): readonly Issue[] {
  const judged = new Judged(policies, pods, surroundings);
  return [
    ...selectorFindings(judged),
    ...opennessFindings(judged),
    ...portFindings(judged),
    ...nameServerFindings(judged),
    ...sideFindings(judged),
  ];
}
