import { readsOf } from "../reads.ts";
import type { RuleGroup } from "../rule.ts";
import { compileReads, mayRead, writesOf } from "../writes.ts";

/** A group that reads what another writes, with nothing that says which of them comes first. */
export interface OpenOrder {
  readonly reader: string;
  readonly writer: string;
}

/** The pairs of groups whose order promtool leaves to chance although it matters; `order` is `group_eval_order`. */
export function openOrders(groups: readonly RuleGroup[], order: readonly string[]): readonly OpenOrder[] {
  if (groups.length < 2) return [];
  // A group that is not listed is as early as the first one that is.
  const place = (group: RuleGroup): number => Math.max(0, order.indexOf(group.name));
  const found: OpenOrder[] = [];
  const known = groups.map((group) => ({
    group,
    reads: group.rules.flatMap((rule) => readsOf(rule.expression).map(compileReads)),
    writes: group.rules.map((rule) => writesOf(group, rule)),
  }));
  for (const reader of known) {
    for (const writer of known) {
      if (reader === writer || place(reader.group) !== place(writer.group)) continue;
      if (reader.reads.some((reads) => writer.writes.some((writes) => mayRead(reads, writes)))) {
        found.push({ reader: reader.group.name, writer: writer.group.name });
      }
    }
  }
  return found;
}
