import type { Contact, DecisionBranch, DecisionTree, Escalation, EscalationLevel } from "../escalation.ts";
import { type Keys, list, object, plain, plains, type Schema, use } from "./parts.ts";

const level = object(
  "A row of the escalation matrix.",
  {
    name: plain("What severities name as their priority, or steps as their level.", "P1"),
    title: use("text", "The level in words."),
    criteria: plains("What belongs to it.", "all users are affected"),
    responds: use("text", "Time to the first answer, in the words of the documents."),
    told: use("text", "Who is told, in words."),
    withoutAlert: use("text", "Why no alert has this level; needed where none has."),
  } satisfies Keys<EscalationLevel>,
  ["name"],
);

const when: Schema = {
  // What an object needs does not hold for texts, so that no union is needed, whose errors would say less.
  type: ["string", "object"],
  title: "an alert with its severity, or a sentence",
  examples: [{ alert: "NodeNotReady", severity: "critical" }, "customers complain"],
  description: "An alert of the system, or what a person sees.",
  properties: {
    alert: plain("Name of the alert.", "NodeNotReady"),
    severity: plain("One of the system's severities.", "critical"),
  },
  required: ["alert", "severity"],
  additionalProperties: false,
};

const tree = object(
  "Questions that lead from what is seen to who is told.",
  {
    name: plain("Heading.", "Service down"),
    branches: list(
      "Branches, in order.",
      object(
        "One branch.",
        // biome-ignore lint/suspicious/noThenProperty: the word of decision trees
        { when, then: use("text", "What is done, or who is told.") } satisfies Keys<DecisionBranch>,
        ["when", "then"],
      ),
    ),
  } satisfies Keys<DecisionTree>,
  ["name", "branches"],
);

const contact = object(
  "Somebody to call.",
  {
    role: plain("Role.", "Database Administrator"),
    reach: use("text", "Number, address or page; absent until the owners fill it in."),
    outside: use("truth", "Not of the organisation: a provider's support."),
  } satisfies Keys<Contact>,
  ["role"],
);

/** Who answers for what, and how quickly. */
export const ESCALATION: Schema = object(
  "Who answers for what, and how quickly.",
  {
    levels: list("Rows of the escalation matrix.", level),
    trees: list("Decision trees.", tree),
    contacts: list("Whom to call.", contact),
    channel: use("text", "Where people talk during an incident."),
    statusPage: use("text", "Where users read about it."),
  } satisfies Keys<Escalation>,
  ["levels"],
);
