import type { Report } from "../../model/check/report.ts";
import type { RouteCode } from "../codes.ts";
import { type LabelMatcher, matcherTest, parseMatchers } from "../matcher.ts";
import { nodesOf, type RouteNode, type RoutingTree } from "../tree.ts";

/** That each route can be reached, and each receiver is somebody's. */
export function checkTree({ root, configuration }: RoutingTree, file: string, report: Report<RouteCode>): void {
  const nodes = nodesOf(root);
  for (const { children } of nodes) {
    for (const [index, node] of children.entries()) checkReach(node, children.slice(0, index), file, report);
  }
  const used = new Set(nodes.map(({ receiver }) => receiver));
  for (const [index, { name }] of configuration.receivers.entries()) {
    if (used.has(name)) continue;
    report.error("receiver-unused", `${file}: receivers[${index}]`, "no route leads to this receiver", {
      found: name,
      expected: `one of ${[...used].join(", ")}`,
      mend: "lead a route to it, or remove it",
    });
  }
}

function checkReach(node: RouteNode, before: readonly RouteNode[], file: string, report: Report<RouteCode>): void {
  const own = matchersOf(node);
  const broader = before.find((other) => other.route.continue !== true && covers(matchersOf(other), own));
  if (broader === undefined) return;
  const twice = covers(own, matchersOf(broader));
  report.error(
    twice ? "route-twice" : "route-unreachable",
    `${file}: ${node.path}`,
    twice
      ? `it takes the same alerts as ${broader.path}, which does not continue: both would be the last`
      : `${broader.path} takes all of its alerts before it, and does not continue`,
    {
      found: inWords(node),
      expected: twice ? "one of the two, or `continue: true` on the first" : "the narrower route first",
      mend: twice ? "write both receivers into one, or continue from the first" : `move it above ${broader.path}`,
    },
  );
}

function inWords({ route }: RouteNode): string {
  return route.matchers === undefined || route.matchers.length === 0 ? "no matchers" : route.matchers.join(", ");
}

function matchersOf({ route }: RouteNode): readonly LabelMatcher[] {
  return (route.matchers ?? []).flatMap(parseMatchers);
}

/** Whether whatever meets the narrow matchers surely meets the broad ones: each stands there too, or takes the one value of its label. */
function covers(broad: readonly LabelMatcher[], narrow: readonly LabelMatcher[]): boolean {
  return broad.every((one) =>
    narrow.some(
      (other) =>
        other.label === one.label &&
        (other.operator === "="
          ? matcherTest(one)({ [one.label]: other.value })
          : other.operator === one.operator && other.value === one.value),
    ),
  );
}
