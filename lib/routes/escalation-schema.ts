import { type Keys, list, object, plain, plains, type Schema } from "../model/schema/parts.ts";
import type {
  DocumentedBranch,
  DocumentedLevel,
  DocumentedTree,
  EscalationDocument,
  LevelAlerts,
  Reached,
} from "./escalation.ts";

const DURATION = "^(0s|([0-9]+(ms|s|m|h|d|w|y))+)$";

function duration(description: string): Schema {
  return { ...plain(description, "30m"), pattern: DURATION };
}

const reached: Keys<Reached> = {
  severity: plain("Severity of the alerts that lead here.", "critical"),
  after: duration("Since the first notification."),
  by: { enum: ["Alertmanager", "people"], description: "Whether Alertmanager tells them by itself, or a person does." },
  who: plain("Role that is told.", "Senior Engineer"),
  when: plain("What a person has to find first, where time alone does not decide.", "customers are impacted"),
  acknowledge: duration("Time in which somebody has to acknowledge."),
  resolve: duration("Time in which it has to be resolved."),
  receivers: plains("Who is told by Alertmanager.", "Slack #alerts"),
};

const levelAlerts: Keys<LevelAlerts> = {
  severity: plain("Severity of these alerts.", "critical"),
  alerts: plains("Names of alerts.", "HighErrorRate"),
};

const level: Keys<DocumentedLevel> = {
  level: plain("Name of the level.", "L2"),
  title: plain("What it is called besides.", "Senior Engineer"),
  criteria: plains("What belongs to it.", "Complete service outage"),
  responds: plain("Time to the first answer, in the words of the documents.", "< 1 hour"),
  told: plain("Who is told, in the words of the documents.", "On-call + Manager"),
  reached: {
    type: "array",
    description: "The ways to it; none where people alone decide.",
    items: object("One way to a level.", reached, ["severity", "after", "by"]),
  },
  alerts: {
    type: "array",
    description: "The alerts that reach it.",
    items: object("Alerts of a severity.", levelAlerts, ["severity", "alerts"]),
  },
  withoutAlert: plain("Why no alert reaches it.", "A person finds out."),
};

const branch: Keys<DocumentedBranch> = {
  when: plain("What is seen: what the rule of an alert says, or what only people see.", "All services are down"),
  alert: plain("The alert that shows it.", "HighErrorRate"),
  severity: plain("Its severity.", "critical"),
  // biome-ignore lint/suspicious/noThenProperty: the word of decision trees
  then: plain("What is done.", "Page the on-call engineer"),
};

const tree: Keys<DocumentedTree> = {
  name: plain("What it decides.", "Service outage"),
  branches: list("In order.", object("One branch.", branch, ["when", "then"])),
};

const contact: Schema = object(
  "Somebody to call.",
  {
    role: plain("Who.", "Database Admin"),
    reach: plain("Number, address or page; absent until the owners fill it in.", "+49 30 1234"),
    outside: { type: "boolean", description: "Not of the organisation." },
  },
  ["role"],
);

const document: Keys<EscalationDocument> = {
  system: plain("Name of the system.", "shop"),
  levels: list(
    "In the order of the documents.",
    object("A level of the escalation.", level, ["level", "reached", "alerts"]),
  ),
  trees: list(
    "Questions that lead from what is seen to who is told.",
    object("A decision tree.", tree, ["name", "branches"]),
  ),
  contacts: list("Whom to call.", contact),
  channel: plain("Where people talk during an incident.", "#shop-incidents"),
  statusPage: plain("Where users read about it.", "https://status.example.com"),
};

/** The JSON Schema of `stacks/<system>/escalation.yaml`; published in `schema/`. */
export function escalationSchema(): Schema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Burnline escalation",
    ...object("Who is told of what, and when.", document, ["system", "levels"]),
  };
}
