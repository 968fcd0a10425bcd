import type { AlertingRule, RuleGroup } from "../../compile/bundle.ts";
import type { RecordingChange } from "./recordings.ts";
import { expressionChange } from "./threshold.ts";

/** One respect in which an alert changed. A side is absent where there was, or is, nothing. */
export interface AlertDifference {
  /** `label <name>` and `annotation <name>` stand for each one that differs, `recording <name>` for what the alert reads. */
  readonly field:
    | "severity"
    | "threshold"
    | "expression"
    | "for"
    | "keep_firing_for"
    | "interval"
    | "query_offset"
    | `label ${string}`
    | `annotation ${string}`
    | `recording ${string}`;
  readonly before?: string;
  readonly after?: string;
}

/** An alert and the group that evaluates it. */
export interface PlacedAlert {
  readonly rule: AlertingRule;
  readonly group: RuleGroup;
}

/** How one alert differs between two states, the most telling respect first. */
export function alertDifferences(
  before: PlacedAlert,
  after: PlacedAlert,
  recordings: readonly RecordingChange[],
): readonly AlertDifference[] {
  const [old, now] = [before.rule, after.rule];
  return [
    ...difference("severity", old.labels.severity, now.labels.severity),
    ...expressionDifference(old.expr, now.expr),
    ...difference("for", old.for ?? "0s", now.for ?? "0s"),
    ...difference("keep_firing_for", old.keep_firing_for ?? "0s", now.keep_firing_for ?? "0s"),
    ...difference("interval", before.group.interval, after.group.interval),
    ...difference("query_offset", before.group.query_offset ?? "0s", after.group.query_offset ?? "0s"),
    ...mapDifferences("label", old.labels, now.labels),
    ...mapDifferences("annotation", old.annotations, now.annotations),
    ...recordings.map(({ name, ...sides }) => ({ field: `recording ${name}` as const, ...sides })),
  ];
}

/** A difference in words: `for 2m -> 5m`. */
export function describeDifference({ field, before, after }: AlertDifference): string {
  if (field.startsWith("recording ")) {
    return `${field} ${before === undefined ? "added" : after === undefined ? "removed" : "changed"}`;
  }
  const quoted = field.startsWith("label ") || field.startsWith("annotation ");
  const side = (text: string | undefined) => {
    if (text === undefined) return "none";
    return quoted ? JSON.stringify(text) : text.trim().replace(/\s+/g, " ");
  };
  return `${field} ${side(before)} -> ${side(after)}`;
}

function expressionDifference(before: string, after: string): readonly AlertDifference[] {
  const change = expressionChange(before, after);
  if (change.kind === "same") return [];
  if (change.kind === "other") return [{ field: "expression", before, after }];
  return [{ field: "threshold", before: numberText(change.before), after: numberText(change.after) }];
}

/** Twelve digits: what a person wrote, without what binary arithmetic adds to `14.4 * 0.001`. */
function numberText(value: number): string {
  return String(Number(value.toPrecision(12)));
}

type TextMap = Readonly<Record<string, string>>;

function mapDifferences(kind: "label" | "annotation", before: TextMap, after: TextMap): readonly AlertDifference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => !(kind === "label" && name === "severity"))
    .sort()
    .flatMap((name) => difference(`${kind} ${name}`, before[name], after[name]));
}

function difference(
  field: AlertDifference["field"],
  before: string | undefined,
  after: string | undefined,
): readonly AlertDifference[] {
  if (before === after) return [];
  return [{ field, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}
