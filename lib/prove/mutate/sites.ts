import type { Expression } from "../../promql/ast.ts";
import { children, transform } from "../../promql/walk.ts";

/** A node of an expression, with what it takes to put another one in its place. */
export interface Site<N extends Expression = Expression> {
  readonly node: N;
  readonly parent: Expression | undefined;
  /** The whole expression with another node in this place. */
  readonly put: (replacement: Expression) => Expression;
}

/** Every node of an expression, parents first. Nodes must not occur twice in the tree, as they never do when parsed. */
export function sitesOf(root: Expression): readonly Site[] {
  const sites: Site[] = [];
  const visit = (node: Expression, parent: Expression | undefined): void => {
    const put = (replacement: Expression): Expression =>
      transform(root, (candidate) => (candidate === node ? replacement : candidate));
    sites.push({ node, parent, put });
    for (const child of children(node)) visit(child, node);
  };
  visit(root, undefined);
  return sites;
}

/** The expression without its parentheses, which say nothing that the tree does not say. */
export function withoutParens(expression: Expression): Expression {
  return transform(expression, (node) => (node.type === "paren" ? node.expression : node));
}
