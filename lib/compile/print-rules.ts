import { formatDuration } from "../core/duration.ts";
import type { System } from "../model/system.ts";
import { pretty } from "../promql/pretty.ts";
import type { DerivedAlert, DerivedGroup, DerivedRecording } from "../rules/derived.ts";
import type { Rule, RuleFile, RuleGroup } from "./bundle.ts";

/** Width from which expressions are broken over lines. */
const WIDTH = 100;

/** Into which files rule groups go: one for each objective, or one for each service and dependency. */
export type RuleFilesBy = "objective" | "owner";

/** Collects printed rule groups into files, in the order of the model. */
export class RuleFilePrinter {
  readonly #system: System;
  readonly #by: RuleFilesBy;
  readonly #files = new Map<string, RuleGroup[]>();

  constructor(system: System, by: RuleFilesBy) {
    this.#system = system;
    this.#by = by;
  }

  add(group: DerivedGroup): void {
    const name = ruleFileName(group, this.#by);
    const printed = printGroup(this.#system, group);
    const groups = this.#files.get(name);
    if (groups === undefined) this.#files.set(name, [printed]);
    else groups.push(printed);
  }

  files(): readonly RuleFile[] {
    return [...this.#files].map(([name, groups]) => ({ name, groups }));
  }
}

/** Name of the rule file that a group goes into. */
export function ruleFileName({ owner, part }: DerivedGroup, by: RuleFilesBy): string {
  return by === "objective" ? `${owner}.${part}` : owner;
}

function printGroup({ prometheus }: System, group: DerivedGroup): RuleGroup {
  return {
    name: group.name,
    interval: formatDuration(prometheus.evaluationInterval.value * 1_000),
    ...(prometheus.queryOffset === undefined
      ? {}
      : { query_offset: formatDuration(prometheus.queryOffset.value * 1_000) }),
    rules: group.rules.map(printRule),
  };
}

function printRule(rule: DerivedRecording | DerivedAlert): Rule {
  const expr = flat(pretty(rule.expression, WIDTH));
  if (rule.kind === "recording") return { record: rule.record, expr, labels: rule.labels };
  return {
    alert: rule.alert,
    expr,
    ...(rule.for === 0 ? {} : { for: formatDuration(rule.for * 1_000) }),
    labels: rule.labels,
    annotations: rule.annotations,
  };
}

/** Text that was put together from pieces keeps all of them until somebody looks at a character. */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}
