import { formatDuration } from "../core/duration.ts";
import { yamlHeader } from "../core/generated.ts";
import { plain } from "../core/json.ts";
import { toYaml } from "../core/yaml.ts";
import { groupName } from "../model/conventions.ts";
import type { System } from "../model/system.ts";
import { WATCHDOG } from "../routes/severity-routes.ts";
import { hasNamespaceLabel } from "../rules/context.ts";
import type { AlertingRule, Document, RuleFile } from "./bundle.ts";

/** The dead man's switch of a system: a rule file of its own, so that it goes on when the rules of an objective are broken. */
export function watchdogFile(system: System): RuleFile | undefined {
  if (system.alerting?.watchdog === undefined) return undefined;
  const interval = formatDuration(system.prometheus.evaluationInterval.value * 1_000);
  return {
    name: `${system.name}.watchdog`,
    groups: [{ name: groupName(system.name, system.name, "watchdog"), interval, rules: [watchdogRule(system)] }],
  };
}

function watchdogRule(system: System): AlertingRule {
  const { name, namespace, title = name } = system;
  return {
    alert: WATCHDOG,
    expr: "vector(1)",
    labels: {
      severity: "none",
      ...(namespace !== undefined && hasNamespaceLabel(system) ? { namespace } : {}),
      system: name,
    },
    annotations: {
      summary: `Alerts of ${title} arrive`,
      description:
        "This alert always fires. When it no longer arrives, Prometheus, Alertmanager or the way between them is broken.",
    },
  };
}

/** The rule file of the dead man's switch and a promtool test that it fires from the first evaluation on. */
export function watchdogDocuments(system: System): readonly Document[] {
  const file = watchdogFile(system);
  if (file === undefined) return [];
  const { labels, annotations } = watchdogRule(system);
  const path = `rules/${system.name}/${file.name}`;
  const interval = formatDuration(system.prometheus.evaluationInterval.value * 1_000);
  const test = {
    rule_files: [`${file.name}.rules.yml`],
    evaluation_interval: interval,
    tests: [
      {
        name: "fires from the first evaluation on, without a series",
        interval,
        alert_rule_test: ["0s", "1d"].map((at) => ({
          eval_time: at,
          alertname: WATCHDOG,
          exp_alerts: [{ exp_labels: labels, exp_annotations: annotations }],
        })),
      },
    ],
  };
  return [
    { path: `${path}.rules.yml`, content: `${yamlHeader(system.name)}${toYaml(plain({ groups: file.groups }))}` },
    { path: `${path}.test.yml`, content: `${yamlHeader(system.name)}${toYaml(test)}` },
  ];
}
