import type { Node } from "./syntax-tree.ts";

/** What a backtracking engine may have to do for an expression, and whether its groups come out as RE2's would. */
export interface Cost {
  /** Steps are at most about `factor * (length + 1) ** degree`. */
  readonly factor: number;
  /** `Infinity` where steps may grow exponentially. */
  readonly degree: number;
  /** Whether the expression can match one text in several ways. */
  readonly isVariable: boolean;
  readonly matchesEmpty: boolean;
  readonly hasGroups: boolean;
  /**
   * Whether JavaScript could choose another match: it forgets the groups of a loop's last round when the next begins, and
   * takes no empty round of a loop, RE2 does.
   */
  readonly groupsDiffer: boolean;
}

const FIXED: Cost = {
  factor: 1,
  degree: 0,
  isVariable: false,
  matchesEmpty: false,
  hasGroups: false,
  groupsDiffer: false,
};

export function costOf(node: Node): Cost {
  switch (node.kind) {
    case "literal":
    case "class":
      return FIXED;
    case "empty":
    case "assertion":
      return { ...FIXED, matchesEmpty: true };
    case "capture":
      return { ...costOf(node.body), hasGroups: true };
    case "sequence":
      return node.parts.map(costOf).reduce((a, b) => ({
        ...either(a, b),
        factor: a.factor * b.factor,
        degree: a.degree + b.degree,
        matchesEmpty: a.matchesEmpty && b.matchesEmpty,
      }));
    case "alternatives":
      return {
        ...node.parts.map(costOf).reduce(either),
        isVariable: true,
      };
    case "repeat":
      return repeated(costOf(node.body), node.min, node.max);
  }
}

function either(a: Cost, b: Cost): Cost {
  return {
    factor: a.factor + b.factor,
    degree: Math.max(a.degree, b.degree),
    isVariable: a.isVariable || b.isVariable,
    matchesEmpty: a.matchesEmpty || b.matchesEmpty,
    hasGroups: a.hasGroups || b.hasGroups,
    groupsDiffer: a.groupsDiffer || b.groupsDiffer,
  };
}

function repeated(body: Cost, min: number, max: number): Cost {
  const isOnce = min === 1 && max === 1;
  const isOptional = max === 1 && !body.matchesEmpty;
  const isEndless = max === Infinity;
  const rounds = isEndless ? Math.max(1, min) : Math.max(1, max);
  const choices = isEndless ? 1 : max - min + 1;
  const isExponential = isEndless && (body.isVariable || body.matchesEmpty);
  return {
    factor: choices * (body.isVariable ? body.factor ** rounds : 1),
    degree: isExponential ? Infinity : body.degree * rounds + (isEndless ? 1 : 0),
    isVariable: body.isVariable || min !== max,
    matchesEmpty: min === 0 || body.matchesEmpty,
    hasGroups: body.hasGroups,
    groupsDiffer: body.groupsDiffer || (body.matchesEmpty && min !== max) || (body.hasGroups && !isOnce && !isOptional),
  };
}
