import type { Binary, Matching } from "../../ast.ts";
import type { Labels } from "../../data/labels.ts";
import { matcherLabel, quote } from "../../quote.ts";
import type { Column } from "../column.ts";
import { getOrMake } from "../get-or-make.ts";
import { labelSelection } from "../names.ts";
import { changesMeaning } from "./results.ts";

/** What holds where nothing is written: all labels but the name must agree. */
export const DEFAULT_MATCHING: Matching = { mode: "ignoring", labels: [] };

/** The labels by which series find each other. */
export function matchLabels({ mode, labels: names }: Matching): (labels: Labels) => Labels {
  return labelSelection(mode === "on", names);
}

/** A number for each column, the same for those that match, counted from 0 over all sides. */
export interface Signatures {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly count: number;
}

/** Finds out once for each column what it matches. */
export function signaturesOf(matching: Matching, left: readonly Column[], right: readonly Column[]): Signatures {
  const labelsOf = matchLabels(matching);
  const ordinals = new Map<string, number>();
  const ordinalOf = ({ labels }: Column): number => {
    return getOrMake(ordinals, labelsOf(labels).key, () => ordinals.size);
  };
  return {
    left: Int32Array.from(left, ordinalOf),
    right: Int32Array.from(right, ordinalOf),
    count: ordinals.size,
  };
}

/** The labels of the result of a sample of the many side (or the left one) with one of the other side. */
export function resultLabels(node: Binary, delayedNameRemoval: boolean): (many: Labels, one: Labels) => Labels {
  const { mode, labels: names, group } = node.matching ?? DEFAULT_MATCHING;
  // Arithmetic drops the name at once even where names are dropped late; only `bool` waits.
  const unnamed = changesMeaning(node) && !(node.bool === true && delayedNameRemoval);
  const matched = new Set(names);
  return (many, one) => {
    let labels = unnamed ? many.withoutMetadata() : many;
    if (group === undefined) return mode === "on" ? labels.keep(matched) : labels.drop(matched);
    for (const name of group.include) labels = labels.with(name, one.get(name));
    return labels;
  };
}

/** A label set as error messages show it: the name inside the braces like all other labels. */
export function shown(labels: Labels): string {
  const pairs = labels.entries().map(([name, value]) => `${matcherLabel(name)}=${quote(value)}`);
  return `{${pairs.join(", ")}}`;
}
