import { plain } from "../core/json.ts";
import type { System } from "../model/system.ts";
import type { KubernetesObject, RuleFile } from "./bundle.ts";
import { commonLabels } from "./labels.ts";

/** A PrometheusRule for each rule file, with the label that the operator's `ruleSelector` asks for. */
export function prometheusRules(system: System, files: readonly RuleFile[]): readonly KubernetesObject[] {
  return files.map(({ name, groups }) => ({
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: {
      name: `${system.name}.${name}`,
      ...(system.namespace === undefined ? {} : { namespace: system.namespace }),
      labels: commonLabels(system),
    },
    spec: { groups: plain(groups) },
  }));
}
