import { ALERTING } from "./alerting.ts";
import { CONDITION } from "./condition.ts";
import { DASHBOARD, GRAFANA } from "./dashboard.ts";
import { ESCALATION } from "./escalation.ts";
import { LEAVES } from "./leaves.ts";
import { NETWORK } from "./network.ts";
import { OBJECTIVE } from "./objective.ts";
import type { Schema } from "./parts.ts";
import { COMMAND, PROCEDURE, SETTING, STEP } from "./procedure.ts";
import { SCALING } from "./scaling.ts";
import { RECEIVER, SECRET, SEVERITY, TIME_INTERVAL } from "./severity.ts";
import { DEPENDENCY, METRIC, SCRAPE, SERVICE, SYSTEM } from "./system.ts";
import { WORKLOAD } from "./workload.ts";

/** The JSON Schema of models in YAML and JSON: what editors complete by and Ajv checks; published in `schema/`. */
export function modelSchema(): Schema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Burnline model",
    ...SYSTEM,
    definitions: {
      ...LEAVES,
      secret: SECRET,
      receiver: RECEIVER,
      timeInterval: TIME_INTERVAL,
      severity: SEVERITY,
      metric: METRIC,
      scrape: SCRAPE,
      objective: OBJECTIVE,
      condition: CONDITION,
      workload: WORKLOAD,
      scaling: SCALING,
      service: SERVICE,
      dependency: DEPENDENCY,
      alerting: ALERTING,
      escalation: ESCALATION,
      command: COMMAND,
      step: STEP,
      procedure: PROCEDURE,
      setting: SETTING,
      grafana: GRAFANA,
      dashboard: DASHBOARD,
      network: NETWORK,
    },
  };
}
