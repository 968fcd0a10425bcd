import type { RecordingRule, RuleGroup } from "../../compile/bundle.ts";
import { parseUnchecked } from "../../promql/parse.ts";
import { expressionChange } from "./threshold.ts";

/** A recorded name whose rules are not what they were; a side is absent where it is not recorded. */
export interface RecordingChange {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/**
 * For an expression, the changed recordings that it reads, directly or through other recordings: an alert whose own
 * text is untouched pages differently when these change.
 */
export function changedRecordings(
  before: readonly RuleGroup[],
  after: readonly RuleGroup[],
): (expression: string) => readonly RecordingChange[] {
  const [olds, news] = [recordingsIn(before), recordingsIn(after)];
  const changed = new Map<string, RecordingChange>();
  for (const name of new Set([...olds.keys(), ...news.keys()])) {
    const [old, now] = [olds.get(name), news.get(name)];
    if (old !== undefined && now !== undefined && sameRules(old, now)) continue;
    changed.set(name, {
      name,
      ...(old === undefined ? {} : { before: textOf(old) }),
      ...(now === undefined ? {} : { after: textOf(now) }),
    });
  }
  if (changed.size === 0) return () => [];

  const namesRead = remembering(namesIn);
  return (expression) => {
    const reached = new Set<string>();
    const waiting = [...namesRead(expression)];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (reached.has(name)) continue;
      reached.add(name);
      for (const rule of news.get(name) ?? []) waiting.push(...namesRead(rule.expr));
    }
    return [...reached].sort().flatMap((name) => changed.get(name) ?? []);
  };
}

function recordingsIn(groups: readonly RuleGroup[]): ReadonlyMap<string, readonly RecordingRule[]> {
  const byName = new Map<string, RecordingRule[]>();
  for (const rule of groups.flatMap((group) => group.rules)) {
    if (!("record" in rule)) continue;
    const rules = byName.get(rule.record);
    if (rules === undefined) byName.set(rule.record, [rule]);
    else rules.push(rule);
  }
  return byName;
}

/** Several rules may record one name under different labels; their order does not matter. */
function sameRules(before: readonly RecordingRule[], after: readonly RecordingRule[]): boolean {
  if (before.length !== after.length) return false;
  const left = [...before].sort(byLabels);
  const right = [...after].sort(byLabels);
  return left.every((rule, index) => {
    const other = right[index];
    return (
      other !== undefined &&
      labelsOf(rule) === labelsOf(other) &&
      expressionChange(rule.expr, other.expr).kind === "same"
    );
  });
}

function byLabels(a: RecordingRule, b: RecordingRule): number {
  const [left, right] = [labelsOf(a) + a.expr, labelsOf(b) + b.expr];
  return left < right ? -1 : left > right ? 1 : 0;
}

function labelsOf(rule: RecordingRule): string {
  return JSON.stringify(Object.entries(rule.labels ?? {}).sort());
}

function textOf(rules: readonly RecordingRule[]): string {
  return rules.map((rule) => rule.expr.trim()).join("\n");
}

function namesIn(text: string): readonly string[] {
  const names = new Set<string>();
  try {
    collectNames(parseUnchecked(text), names);
  } catch {
    // What is no PromQL is reported as a changed expression where it changes; it names nothing that could be followed.
  }
  return [...names];
}

function collectNames(value: unknown, names: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value && value.type === "vector" && "name" in value && typeof value.name === "string") {
    names.add(value.name);
  }
  for (const child of Object.values(value)) collectNames(child, names);
}

function remembering<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const value = known.get(text) ?? compute(text);
    known.set(text, value);
    return value;
  };
}
