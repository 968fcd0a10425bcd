import type { Expression, VectorSelector } from "./ast.ts";

/** The expressions directly inside a node, in the order they are written; a matrix selector has its selector. */
export function children(node: Expression): readonly Expression[] {
  const found: Expression[] = [];
  withChildren(node, (child) => {
    found.push(child);
    return child;
  });
  return found;
}

/** Visits every node, parents first; `visit` returning `false` leaves out what is inside the node. */
export function walk(expression: Expression, visit: (node: Expression) => unknown): void {
  if (visit(expression) === false) return;
  for (const child of children(expression)) walk(child, visit);
}

/** Every selector of an expression, those inside range selectors and subqueries too, in the order they are written. */
export function selectors(expression: Expression): readonly VectorSelector[] {
  const found: VectorSelector[] = [];
  walk(expression, (node) => {
    if (node.type === "vector") found.push(node);
  });
  return found;
}

/**
 * The expression with every node replaced by what `rewrite` makes of it, innermost first. Nodes that do not change are
 * kept as they are, so an unchanged expression comes back as the same object. Errors: throws `TypeError` when the
 * selector of a range would become something else.
 */
export function transform(expression: Expression, rewrite: (node: Expression) => Expression): Expression {
  return rewrite(withChildren(expression, (child) => transform(child, rewrite)));
}

function withChildren(node: Expression, map: (child: Expression) => Expression): Expression {
  switch (node.type) {
    case "number":
    case "string":
    case "vector":
      return node;
    case "matrix": {
      const selector = map(node.selector);
      if (selector.type !== "vector") throw new TypeError(`a range needs a selector, got ${selector.type}`);
      return selector === node.selector ? node : { ...node, selector };
    }
    case "call": {
      const mapped = node.arguments.map(map);
      return mapped.every((argument, index) => argument === node.arguments[index])
        ? node
        : { ...node, arguments: mapped };
    }
    case "aggregation": {
      const parameter = node.parameter === undefined ? undefined : map(node.parameter);
      const inner = map(node.expression);
      if (parameter === node.parameter && inner === node.expression) return node;
      return { ...node, ...(parameter === undefined ? undefined : { parameter }), expression: inner };
    }
    case "binary": {
      const left = map(node.left);
      const right = map(node.right);
      return left === node.left && right === node.right ? node : { ...node, left, right };
    }
    case "subquery":
    case "unary":
    case "paren": {
      const inner = map(node.expression);
      return inner === node.expression ? node : { ...node, expression: inner };
    }
  }
}
