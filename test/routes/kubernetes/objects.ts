import { alerting } from "../../../lib/compile/alerting.ts";
import type { KubernetesObject } from "../../../lib/compile/bundle.ts";
import type { System } from "../../../lib/index.ts";
import { deriveRouting } from "../../../lib/routes/derive-routing.ts";
import type { AlertmanagerConfig } from "../../../lib/routes/kubernetes/alertmanager-config.ts";
import { alertmanagerConfigs } from "../../../lib/routes/kubernetes/derive-objects.ts";
import { deriveGroups } from "../../../lib/rules/derive.ts";
import type { DerivedAlert } from "../../../lib/rules/derived.ts";

/** The part `alerting` of a system as it is emitted. */
export function emitted(system: System): readonly KubernetesObject[] {
  const { parts } = alerting({ system, alerts: [], groups: () => deriveGroups(system) });
  return parts.find(({ name }) => name === "alerting")?.objects ?? [];
}

/** AlertmanagerConfigs of a system, whether or not one of them can match an alert. */
export function objectsOf(system: System): readonly AlertmanagerConfig[] {
  const routing = deriveRouting(system);
  return routing === undefined ? [] : alertmanagerConfigs(system, routing, {});
}

/** Every alert of a system. */
export function alertsOf(system: System): readonly DerivedAlert[] {
  return deriveGroups(system).flatMap(({ rules }) => rules.flatMap((rule) => (rule.kind === "alert" ? [rule] : [])));
}
