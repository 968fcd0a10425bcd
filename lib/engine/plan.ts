import { needsItsOwnMoment, readsOf } from "./reads.ts";
import { labelsSetBy, type Rule, type RuleGroup } from "./rule.ts";
import type { ScheduledRule } from "./schedule.ts";
import { compileReads, mayCollide, mayRead, type Reads, type Writes, writesOf } from "./writes.ts";

interface Node {
  readonly scheduled: ScheduledRule;
  readonly reads: readonly Reads[];
  readonly writes: Writes;
}

/**
 * The rules that have to be evaluated moment by moment. All others may be evaluated for all moments at once, in the order
 * of their turns: whatever they read is complete before it is their turn, so that they see what they would have seen.
 */
export function rulesByStep(rules: readonly ScheduledRule[]): ReadonlySet<ScheduledRule> {
  const nodes = rules.map((scheduled) => ({
    scheduled,
    reads: readsOf(scheduled.rule.expression).map(compileReads),
    writes: writesOf(scheduled.group, scheduled.rule),
  }));
  const byStep = new Set<ScheduledRule>();
  for (const node of nodes) if (mustStep(node, nodes)) byStep.add(node.scheduled);
  spread(nodes, byStep);
  return byStep;
}

function mustStep(node: Node, nodes: readonly Node[]): boolean {
  const { group, rule, offset } = node.scheduled;
  if (needsItsOwnMoment(rule.expression) || queriesForLabels(group, rule)) return true;
  return nodes.some((other) => {
    if (other !== node && mayCollide(node.writes, other.writes)) {
      // Whose sample it is cannot be told from a series that two rules write.
      if (other.scheduled.offset !== offset || nodes.some((reader) => readsTooEarly(reader, [node, other])))
        return true;
    }
    return !isCompleteFor(other.scheduled, node.scheduled) && readsFrom(node, other);
  });
}

function readsTooEarly(reader: Node, writers: readonly Node[]): boolean {
  const isIncomplete = writers.some((writer) => !isCompleteFor(writer.scheduled, reader.scheduled));
  return isIncomplete && writers.some((writer) => readsFrom(reader, writer));
}

/** A later turn is one evaluation old when it is read, and a longer offset writes later than the reader looks. */
function isCompleteFor(writer: ScheduledRule, reader: ScheduledRule): boolean {
  return writer.turn < reader.turn && writer.offset <= reader.offset;
}

/** Whoever reads from a rule by step is one, and so are the later ones of those that may write the same series. */
function spread(nodes: readonly Node[], byStep: Set<ScheduledRule>): void {
  for (let before = -1; before < byStep.size; ) {
    before = byStep.size;
    for (const node of nodes) {
      if (byStep.has(node.scheduled)) continue;
      const follows = nodes.some(
        (other) =>
          other !== node &&
          byStep.has(other.scheduled) &&
          (readsFrom(node, other) ||
            (other.scheduled.turn < node.scheduled.turn && mayCollide(node.writes, other.writes))),
      );
      if (follows) byStep.add(node.scheduled);
    }
  }
}

function readsFrom(reader: Node, writer: Node): boolean {
  return reader.reads.some((reads) => mayRead(reads, writer.writes));
}

/** A label that comes from a query is part of who the alert is, and what the query sees depends on the moment. */
function queriesForLabels(group: RuleGroup, rule: Rule): boolean {
  if (rule.kind === "recording") return false;
  return Object.values(labelsSetBy(group, rule)).some((text) => text.includes("{{") && text.includes("query"));
}
