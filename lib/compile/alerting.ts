import { yamlHeader } from "../core/generated.ts";
import { toYaml } from "../core/yaml.ts";
import { deriveRouting } from "../routes/derive-routing.ts";
import type { Routing } from "../routes/routing.ts";
import type { Addition, Source } from "./addition.ts";
import type { Document } from "./bundle.ts";
import { watchdogDocuments } from "./watchdog.ts";

/** How alerts reach people: Alertmanager's configuration, and the dead man's switch. */
export function alerting({ system }: Source): Addition {
  return {
    get documents() {
      const routing = deriveRouting(system);
      return [...(routing === undefined ? [] : [alertmanagerFile(routing)]), ...watchdogDocuments(system)];
    },
    parts: [],
  };
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
