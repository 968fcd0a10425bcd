import type { Aggregation, Binary, Call, Expression, Matching, VectorSelector } from "../ast.ts";
import { matchesEmpty } from "../regexp.ts";
import { valueType } from "../value-type.ts";
import { selectors, walk } from "../walk.ts";
import type { Finding } from "./finding.ts";
import type { Knowledge } from "./knowledge.ts";
import { labelValues } from "./label-values.ts";
import { LabelSets } from "./labels.ts";
import { type LabelSet, mayHave } from "./labels-set.ts";
import { bare, unfiltered } from "./part-of.ts";

/** Matchers, groupings and joins by labels that series surely lack, or on which the sides of a join surely differ. */
export function labelFindings(root: Expression, knowledge: Knowledge): Finding[] {
  const found: Finding[] = [];
  const sets = new LabelSets(knowledge.labelsOf);
  walk(root, (node) => {
    if (node.type === "vector") found.push(...ofSelector(node, knowledge));
    if (node.type === "call") found.push(...ofCall(node, sets));
    if (node.type === "aggregation") found.push(...ofAggregation(node, sets));
    if (node.type === "binary") found.push(...ofBinary(node, sets, knowledge));
  });
  return found;
}

function ofSelector(node: VectorSelector, knowledge: Knowledge): readonly Finding[] {
  const labels = node.name === undefined ? undefined : knowledge.labelsOf?.(node.name);
  if (labels === undefined) return [];
  const lacking = node.matchers.filter((matcher) => !mayHave(labels, matcher.label) && !matchesEmpty(matcher));
  return lacking.map(({ label }) =>
    impossible("error", node, `no series of ${node.name ?? ""} has the label ${label}, so nothing is selected`, {
      mend: `leave the matcher out, or keep ${label} where the metric is recorded`,
    }),
  );
}

/** Buckets without `le` are no histogram any more. */
function ofCall(node: Call, sets: LabelSets): readonly Finding[] {
  const histogram = node.function === "histogram_quantile" ? node.arguments[1] : undefined;
  if (histogram === undefined) return [];
  const isClassic = selectors(histogram).every(({ name }) => name?.endsWith("_bucket") === true);
  if (!isClassic || mayHave(sets.of(histogram), "le")) return [];
  return [
    impossible("error", node, "the buckets have lost their label le, so there is no quantile of them", {
      mend: "keep le: sum by (le, ...)",
    }),
  ];
}

function ofAggregation(node: Aggregation, sets: LabelSets): readonly Finding[] {
  if (node.grouping?.mode !== "by") return [];
  const labels = sets.of(node.expression);
  const lacking = node.grouping.labels.filter((label) => !mayHave(labels, label));
  return lacking.map((label) =>
    impossible("warning", node, `no series has the label ${label} here, so it groups nothing`, {
      mend: `leave ${label} out, or keep it inside`,
    }),
  );
}

function ofBinary(node: Binary, sets: LabelSets, knowledge: Knowledge): readonly Finding[] {
  if (node.operator === "or" || node.matching?.fill !== undefined) return [];
  if (valueType(node.left) === "scalar" || valueType(node.right) === "scalar") return [];
  const left = sets.of(node.left);
  const right = sets.of(node.right);
  const never = neverMatched(node, left, right) ?? differing(node) ?? unlabelled(node, left, right, knowledge);
  return never === undefined ? [...useless(node, left, right), ...includes(node, left, right)] : [never];
}

/** A label on every series of one side and on none of the other. */
function neverMatched(node: Binary, left: LabelSet, right: LabelSet): Finding | undefined {
  const isMatched = matchedBy(node.matching);
  for (const [own, other, side] of [
    [left, right, "right"],
    [right, left, "left"],
  ] as const) {
    const label = [...own.sure].find((name) => name !== "__name__" && isMatched(name) && !mayHave(other, name));
    if (label === undefined) continue;
    return impossible(
      "error",
      node,
      `nothing matches: the ${side} side never has the label ${label}, the other always`,
      {
        mend:
          node.matching?.mode === "on"
            ? `leave ${label} out of on()`
            : `write ignoring (${label}), or keep it on both sides`,
      },
    );
  }
  return undefined;
}

/** A label that has one value on the left and another one on the right. */
function differing(node: Binary): Finding | undefined {
  const isMatched = matchedBy(node.matching);
  const right = labelValues(node.right);
  for (const [label, value] of labelValues(node.left)) {
    const other = right.get(label);
    if (other === undefined || other === value || !isMatched(label)) continue;
    const sides = `${label} is ${JSON.stringify(value)} on the left and ${JSON.stringify(other)} on the right`;
    return impossible("error", node, `nothing matches: ${sides}`, {
      mend:
        node.matching?.mode === "on"
          ? `leave ${label} out of on()`
          : `write ignoring (${label}), or sum both sides first`,
    });
  }
  return undefined;
}

/** Series as they were scraped beside series that cannot have the labels that every scrape sets. */
function unlabelled(node: Binary, left: LabelSet, right: LabelSet, knowledge: Knowledge): Finding | undefined {
  if (node.matching?.mode === "on" || node.matching?.labels.includes("instance") === true) return undefined;
  for (const [series, own, other, side] of [
    [node.left, left, right, "right"],
    [node.right, right, left, "left"],
  ] as const) {
    if (!isScraped(series, knowledge) || !mayHave(own, "instance") || mayHave(other, "instance")) continue;
    return impossible("warning", node, `nothing matches: the ${side} side lacks the label instance of scraped series`, {
      mend: "write on () with the labels that both sides have",
    });
  }
  return undefined;
}

/** Whether all labels are those of scraped series: no aggregation, no recorded metric. */
function isScraped(node: Expression, knowledge: Knowledge): boolean {
  const inner = bare(node);
  switch (inner.type) {
    case "vector": {
      const { name } = inner;
      if (name === undefined || /:|^ALERTS/.test(name)) return false;
      return knowledge.labelsOf?.(name) === undefined;
    }
    case "matrix":
      return isScraped(inner.selector, knowledge);
    case "call":
      return /^(?:i?rate|increase|i?delta|changes|resets|(?:avg|min|max|sum|count|last)_over_time)$/.test(
        inner.function,
      )
        ? inner.arguments.every((argument) => isScraped(argument, knowledge))
        : false;
    case "binary": {
      if (valueType(inner.right) === "scalar") return isScraped(inner.left, knowledge);
      if (valueType(inner.left) === "scalar") return isScraped(inner.right, knowledge);
      const series = unfiltered(inner);
      return series !== undefined && inner.operator !== "and" && isScraped(series, knowledge);
    }
    default:
      return false;
  }
}

/** Labels in `on (...)` that only one of the sides can have. */
function useless(node: Binary, left: LabelSet, right: LabelSet): readonly Finding[] {
  if (node.matching?.mode !== "on") return [];
  return node.matching.labels.flatMap((label) => {
    const missing = [left, right].filter((side) => !mayHave(side, label)).length;
    if (missing === 0) return [];
    const where =
      missing === 2 ? "neither side" : mayHave(left, label) ? "the right side never" : "the left side never";
    const message =
      missing === 2
        ? `${where} has the label ${label} of on()`
        : `${where} has the label ${label} of on(), so only series without it match`;
    return [impossible("warning", node, message, { mend: `leave ${label} out of on(), or keep it on both sides` })];
  });
}

/** Labels to take over from a side that cannot have them. */
function includes(node: Binary, left: LabelSet, right: LabelSet): readonly Finding[] {
  const { group } = node.matching ?? {};
  if (group === undefined) return [];
  const [one, side] = group.side === "left" ? [right, "right"] : [left, "left"];
  return (
    group.include
      // The name is taken over from whatever is there, to drop it or keep it.
      .filter((label) => label !== "__name__" && !mayHave(one, label))
      .map((label) =>
        impossible("warning", node, `the ${side} side never has the label ${label} that group_${group.side} copies`, {
          mend: `leave ${label} out of group_${group.side}, or keep it on the ${side} side: as it is, it is removed`,
        }),
      )
  );
}

function matchedBy(matching: Matching | undefined): (label: string) => boolean {
  if (matching === undefined) return () => true;
  const labels = new Set(matching.labels);
  return matching.mode === "on" ? (label) => labels.has(label) : (label) => !labels.has(label);
}

function impossible(
  level: Finding["level"],
  node: Expression,
  message: string,
  facts: Pick<Finding, "expected" | "mend">,
): Finding {
  return { code: "label-impossible", level, message, node, ...facts };
}
