import { yamlHeader } from "../core/generated.ts";
import { toJson } from "../core/json.ts";
import { toYaml } from "../core/yaml.ts";
import { type EscalatedAlert, escalationOf } from "../routes/escalation.ts";
import { pagerdutyPolicy } from "../routes/pagerduty-policy.ts";
import { severitiesByUrgency } from "../routes/severities.ts";
import { firesWhen } from "../runbooks/detection.ts";
import type { Source } from "./addition.ts";
import type { Document } from "./bundle.ts";
import { runbookSource } from "./runbooks.ts";

/** Who is told of what, and when: for people and scripts, and for PagerDuty to import. */
export function escalationDocuments(source: Source): readonly Document[] {
  const { system } = source;
  const { name } = system;
  const policy = pagerdutyPolicy(system);
  const isTold = severitiesByUrgency(system).some(({ tellings }) => tellings.length > 0);
  return [
    ...(system.escalation === undefined && !isTold
      ? []
      : [
          {
            path: `stacks/${name}/escalation.yaml`,
            get content() {
              const document = escalationOf(system, () => escalatedAlerts(source));
              return document === undefined ? "" : `${yamlHeader(name)}${toYaml(document)}`;
            },
          },
        ]),
    ...(policy === undefined
      ? []
      : [{ path: `stacks/${name}/pagerduty-escalation-policy.json`, content: toJson(policy) }]),
  ];
}

/** Every alert of a system with its severity and what its rule says. */
export function escalatedAlerts(source: Source): readonly EscalatedAlert[] {
  return runbookSource(source).alerts.map((one) => ({
    alert: one.alert,
    severity: one.labels.severity ?? "",
    fires: firesWhen(one).replace(/\.$/, ""),
  }));
}
