import { yamlHeader } from "../core/generated.ts";
import { plain } from "../core/json.ts";
import { toYaml } from "../core/yaml.ts";
import type { System } from "../model/system.ts";
import { deriveRouting } from "../routes/derive-routing.ts";
import { alertmanagerConfigs } from "../routes/kubernetes/derive-objects.ts";
import type { Routing } from "../routes/routing.ts";
import { hasNamespaceLabel } from "../rules/context.ts";
import type { Addition, Source } from "./addition.ts";
import type { Document, KubernetesObject, Part } from "./bundle.ts";
import { escalationDocuments } from "./escalation.ts";
import { prometheusRules } from "./kubernetes-rules.ts";
import { commonLabels } from "./labels.ts";
import { watchdogDocuments, watchdogFile } from "./watchdog.ts";

/** How alerts reach people: Alertmanager's configuration, the dead man's switch, and who is told of what. */
export function alerting(source: Source): Addition {
  const { system } = source;
  return {
    get documents() {
      const routing = deriveRouting(system);
      return [
        ...(routing === undefined ? [] : [alertmanagerFile(routing)]),
        ...watchdogDocuments(system),
        ...escalationDocuments(source),
      ];
    },
    get parts() {
      return alertingParts(system);
    },
  };
}

function alertingParts(system: System): readonly Part[] {
  if (!system.runs.includes("kubernetes")) return [];
  const objects = alertingObjects(system);
  return objects.length === 0 ? [] : [{ name: "alerting", objects }];
}

/** The dead man's switch as a PrometheusRule, and the routes as AlertmanagerConfigs where one can match an alert at all. */
function alertingObjects(system: System): readonly KubernetesObject[] {
  const watchdog = watchdogFile(system);
  const routing = deriveRouting(system);
  const matched = hasNamespaceLabel(system) || system.alerting?.matcherStrategy === "None";
  const configs = routing === undefined || !matched ? [] : alertmanagerConfigs(system, routing, commonLabels(system));
  return [
    ...(watchdog === undefined ? [] : prometheusRules(system, [watchdog])),
    ...configs.map(({ spec, ...object }) => ({ ...object, spec: plain(spec) })),
  ];
}

/** `rules/<system>/alertmanager.yml`. */
export function alertmanagerFile({ system, configuration }: Routing): Document {
  return {
    path: `rules/${system}/alertmanager.yml`,
    get content() {
      return `${yamlHeader(system)}${toYaml(configuration)}`;
    },
  };
}
