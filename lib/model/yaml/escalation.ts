import type { Given } from "../../core/assumed.ts";
import {
  type Contact,
  type DecisionBranch,
  type DecisionTree,
  type Escalation,
  type EscalationLevel,
  escalation,
} from "../escalation.ts";
import { type Data, leafOf, listOf, mapOf, optional, optionalLeaf, textOf, textsOf } from "./data.ts";

/** Who answers for what in the model. */
export function escalationOf(value: unknown): Escalation {
  const data = mapOf(value);
  return escalation({
    levels: listOf(data.levels).map(mapOf).map(levelOf),
    ...optional(data, "trees", (items) => listOf(items).map(mapOf).map(treeOf)),
    ...optional(data, "contacts", (items) => listOf(items).map(mapOf).map(contactOf)),
    ...optionalLeaf(data, "channel", textOf),
    ...optionalLeaf(data, "statusPage", textOf),
  });
}

function levelOf(data: Data): Given<EscalationLevel> {
  return {
    name: textOf(data.name),
    ...optionalLeaf(data, "title", textOf),
    ...optional(data, "criteria", textsOf),
    ...optionalLeaf(data, "responds", textOf),
    ...optionalLeaf(data, "told", textOf),
    ...optionalLeaf(data, "withoutAlert", textOf),
  };
}

function treeOf(data: Data): Given<DecisionTree> {
  return { name: textOf(data.name), branches: listOf(data.branches).map(mapOf).map(branchOf) };
}

function branchOf(data: Data): Given<DecisionBranch> {
  const { alert, severity } = mapOf(data.when);
  return {
    when: typeof data.when === "string" ? data.when : { alert: textOf(alert), severity: textOf(severity) },
    // biome-ignore lint/suspicious/noThenProperty: the word of decision trees
    then: leafOf(data.then, textOf),
  };
}

function contactOf(data: Data): Given<Contact> {
  return {
    role: textOf(data.role),
    ...optionalLeaf(data, "reach", textOf),
    ...optionalLeaf(data, "outside", Boolean),
  };
}
