import type { Binary, Matching } from "../ast.ts";
import { isComparison } from "../operators.ts";
import { assigned, both, either, kept, type LabelSet, METADATA, mayHave, without } from "./labels-set.ts";

const DEFAULT_MATCHING: Matching = { mode: "ignoring", labels: [] };

/** Whether the metric name survives: comparisons that filter, set operators and trims keep it. */
export function keepsName({ operator, bool }: Binary): boolean {
  return (isComparison(operator) && bool !== true) || operator === "</" || operator === ">/";
}

/** The labels of an operator between two vectors, other than `or` and `unless`. */
export function matchedLabels(node: Binary, left: LabelSet, right: LabelSet): LabelSet {
  const matching = node.matching ?? DEFAULT_MATCHING;
  const [many, one] = matching.group?.side === "right" ? [right, left] : [left, right];
  const sharp = both(many, onMatchingLabels(matching, one));
  if (node.operator === "and") return sharp;
  const found = joined(node, sharp, one);
  if (matching.fill === undefined) return found;
  // What stands in for a missing series has just the labels that it is matched by.
  const oneFilled = joined(node, many, matchingLabels(matching, many));
  const manyFilled = joined(node, matchingLabels(matching, one), one);
  return either(found, either(oneFilled, manyFilled));
}

/** The labels by which a series is matched. */
export function matchingLabels(matching: Matching | undefined, labels: LabelSet): LabelSet {
  const { mode, labels: names } = matching ?? DEFAULT_MATCHING;
  return mode === "on" ? kept(labels, names) : without(labels, [...names, "__name__"]);
}

/** What a match with series of these labels says: on the matching labels both sides are equal, of others nothing is known. */
function onMatchingLabels(matching: Matching, labels: LabelSet): LabelSet {
  const { mode, labels: names } = matching;
  const listed = new Set(names);
  const isMatched = (label: string): boolean =>
    mode === "on" ? listed.has(label) : label !== "__name__" && !listed.has(label);
  return {
    sure: new Set([...labels.sure].filter(isMatched)),
    possible: labels.possible === "any" || mode === "on" ? "any" : new Set([...labels.possible, ...names, "__name__"]),
    impossible: new Set(
      mode === "on" ? names.filter((label) => !mayHave(labels, label)) : [...labels.impossible].filter(isMatched),
    ),
  };
}

function joined(node: Binary, many: LabelSet, one: LabelSet): LabelSet {
  const named = keepsName(node) ? many : without(many, METADATA);
  const { mode, labels: names, group } = node.matching ?? DEFAULT_MATCHING;
  if (group === undefined) return mode === "on" ? kept(named, names) : without(named, names);
  // A label is taken from the one side even when it is empty there, which removes it.
  return group.include.reduce((labels, label) => {
    const how = one.sure.has(label) ? "sure" : mayHave(one, label) ? "possible" : "impossible";
    return assigned(labels, label, how);
  }, named);
}
