import { CONDITION } from "./condition.ts";
import { LEAVES } from "./leaves.ts";
import { OBJECTIVE } from "./objective.ts";
import type { Schema } from "./parts.ts";
import { DEPENDENCY, METRIC, SCRAPE, SERVICE, SEVERITY, SYSTEM } from "./system.ts";

/** The JSON Schema of models in YAML and JSON: what editors complete by and Ajv checks; published in `schema/`. */
export function modelSchema(): Schema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Burnline model",
    ...SYSTEM,
    definitions: {
      ...LEAVES,
      severity: SEVERITY,
      metric: METRIC,
      scrape: SCRAPE,
      objective: OBJECTIVE,
      condition: CONDITION,
      service: SERVICE,
      dependency: DEPENDENCY,
    },
  };
}
