import type { Matcher } from "../promql/ast.ts";
import { compileMatcher } from "../promql/data/matcher.ts";
import { labelsSetBy, type Rule, type RuleGroup } from "./rule.ts";

/** What is known, before any evaluation, of the series that a rule writes. */
export interface Writes {
  /** Metric names. */
  readonly names: readonly string[];
  /** Labels whose value is the same in each of the series; `""` where the label is surely missing. */
  readonly labels: ReadonlyMap<string, string>;
}

/** What a rule writes. */
export function writesOf(group: RuleGroup, rule: Rule): Writes {
  const labels = new Map(Object.entries(labelsSetBy(group, rule)));
  labels.delete("__name__");
  if (rule.kind === "recording") return { names: [rule.record], labels };
  for (const [name, value] of labels) if (value === "" || value.includes("{{")) labels.delete(name);
  labels.delete("alertstate");
  labels.set("alertname", rule.alert);
  return { names: ["ALERTS", "ALERTS_FOR_STATE"], labels };
}

/** A selector of a rule, made ready to be held against what many rules write. */
export type Reads = readonly { readonly label: string; readonly holds: (value: string) => boolean }[];

/** Makes a selector ready. Errors: `SyntaxError` for a regular expression that RE2 refuses. */
export function compileReads(matchers: readonly Matcher[]): Reads {
  return matchers.map((matcher) => ({ label: matcher.label, holds: compileMatcher(matcher) }));
}

/** Whether a selector may find a series that a rule writes. */
export function mayRead(reads: Reads, writes: Writes): boolean {
  return writes.names.some((name) =>
    reads.every(({ label, holds }) => {
      const value = label === "__name__" ? name : writes.labels.get(label);
      return value === undefined || holds(value);
    }),
  );
}

/** Whether two rules may write one and the same series. */
export function mayCollide(one: Writes, other: Writes): boolean {
  if (!one.names.some((name) => other.names.includes(name))) return false;
  for (const [label, value] of one.labels) if ((other.labels.get(label) ?? value) !== value) return false;
  return true;
}
