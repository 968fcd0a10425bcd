import type { RecordingRule, Rule } from "../../engine/rule.ts";
import { metricsOf, objectivesOf, ownersOf } from "../../model/check/walk.ts";
import { RECORDED, windowName } from "../../model/conventions.ts";
import type { System } from "../../model/system.ts";
import type { VectorSelector } from "../../promql/ast.ts";
import { selectors } from "../../promql/walk.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import { alertWindows } from "../../rules/windows.ts";
import { matches } from "../example-labels.ts";
import { listed } from "../static/listed.ts";
import type { ObligationResult } from "../verdict.ts";
import type { EmittedGroup } from "./emitted-alerts.ts";

/** Each recorded series is read by another rule, or is what dashboards and people read. */
export function recordingsUsed(system: System, groups: readonly EmittedGroup[]): ObligationResult {
  const rules = groups.flatMap((group) => group.rules);
  const recordings = rules.filter((rule) => rule.kind === "recording");
  const readers = readersByName(rules);
  const unread = recordings.filter((recording) => !isRead(recording, readers));
  const outputs = outputsOf(system);
  const unused = unread.filter(({ record }) => !outputs.has(record));
  const obligation = "recordings-used";
  if (unused.length > 0) {
    return { obligation, verdict: "REFUTED", says: unused.map((one) => `nothing reads ${inWords(one)}`), worlds: 0 };
  }
  const read = `another rule reads each of ${recordings.length - unread.length} recorded series`;
  const shown = [...new Set(unread.map(({ record }) => record))].map(
    (record) => `${unread.filter((one) => one.record === record).length} ${record}: ${outputs.get(record)}`,
  );
  return { obligation, verdict: "PROVED", says: [read, ...shown], worlds: 0 };
}

/** What is recorded to be looked at: names, and what they are. */
function outputsOf(system: System): ReadonlyMap<string, string> {
  const outputs = new Map<string, string>([[RECORDED.budgetRemaining, "the budget that is left, for dashboards"]]);
  for (const { objective } of objectivesOf(system)) {
    if (objective.target !== undefined)
      outputs.set(RECORDED.target(objective.target.unit), "the promise, for dashboards");
    if (!isEventObjective(objective)) continue;
    const [shortest] = alertWindows(objective);
    if (shortest !== undefined) {
      outputs.set(RECORDED.errorRatio(windowName(shortest)), "the newest share of bad events, for dashboards");
    }
  }
  return outputs;
}

/** The selectors of all rules by the name that they ask for. */
function readersByName(rules: readonly Rule[]): ReadonlyMap<string, readonly Reader[]> {
  const readers = new Map<string, Reader[]>();
  for (const rule of rules) {
    for (const selector of selectors(rule.expression)) {
      const known = readers.get(selector.name ?? "");
      if (known === undefined) readers.set(selector.name ?? "", [{ rule, selector }]);
      else known.push({ rule, selector });
    }
  }
  return readers;
}

interface Reader {
  readonly rule: Rule;
  readonly selector: VectorSelector;
}

function isRead(recording: RecordingRule, readers: ReadonlyMap<string, readonly Reader[]>): boolean {
  const asking = readers.get(recording.record) ?? [];
  return asking.some(({ rule, selector }) => rule !== recording && selects(selector, recording));
}

/** True unless a label that the recording sets is none that the selector asks for. */
function selects({ name, matchers }: VectorSelector, { record, labels = {} }: RecordingRule): boolean {
  return name === record && matchers.every((matcher) => matches(matcher, labels[matcher.label] ?? matcher.value));
}

/**
 * Each series that rules read is recorded before in the same group, or is one that the model declares: `up`, the metrics of
 * its indicators, and those of which the scenarios of a condition have samples.
 */
export function seriesKnown(system: System, groups: readonly EmittedGroup[]): ObligationResult {
  const declared = declaredIn(system);
  let recorded = 0;
  const names = new Set<string>();
  const unknown = groups.flatMap(({ group, rules }) =>
    rules.flatMap((rule, index) =>
      selectors(rule.expression).flatMap((selector) => {
        const before = rules.slice(0, index + 1);
        if (before.some((one) => one.kind === "recording" && selects(selector, one))) {
          recorded++;
          return [];
        }
        const name = selector.name ?? "";
        names.add(name);
        return declared.has(name)
          ? []
          : [`${group.name} reads ${name}, which nothing records before and nobody declares`];
      }),
    ),
  );
  const obligation = "series-known";
  if (unknown.length > 0) return { obligation, verdict: "REFUTED", says: [...new Set(unknown)], worlds: 0 };
  const says = `${recorded} selectors read what their group records before; all others read ${listed([...names].sort())}, which the model declares`;
  return { obligation, verdict: "PROVED", says: [says], worlds: 0 };
}

function declaredIn(system: System): ReadonlySet<string> {
  const declared = new Set(["up"]);
  for (const { objective } of objectivesOf(system)) {
    for (const { metric } of metricsOf(objective.indicator)) {
      const suffixes = metric.type === "histogram" ? ["_bucket", "_count", "_sum"] : [""];
      for (const suffix of suffixes) declared.add(`${metric.name}${suffix}`);
    }
  }
  for (const { owner } of ownersOf(system)) {
    for (const { scenarios } of owner.conditions) {
      for (const { name } of scenarios.flatMap(({ series }) => series)) declared.add(name);
    }
  }
  return declared;
}

function inWords({ record, labels = {} }: RecordingRule): string {
  const { service, objective } = labels;
  return [record, service, objective].filter((word) => word !== undefined).join(" ");
}
