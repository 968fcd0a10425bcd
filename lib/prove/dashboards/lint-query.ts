import type { LinterRule } from "../../dashboards/board.ts";
import type { Expression } from "../../promql/ast.ts";
import { PromqlError } from "../../promql/error.ts";
import { parse } from "../../promql/parse.ts";
import { selectors, walk } from "../../promql/walk.ts";

/** A range that stands for `$__rate_interval` where queries are parsed, and for nothing else. Units: milliseconds. */
const RATE_INTERVAL = 987_654_321;

const VARIABLE = /\$__rate_interval|\$\{__rate_interval\}/g;

const RATES: ReadonlySet<string> = new Set(["rate", "irate"]);

const COUNTED: ReadonlySet<string> = new Set(["rate", "irate", "increase"]);

/** What the rules about queries in PromQL say of one, with Grafana's variables in it. */
export function lintQuery(text: string): readonly (readonly [LinterRule, string])[] {
  const expression = read(text);
  if (expression === undefined) return [["target-promql", `${text} is no PromQL`]];
  const found: (readonly [LinterRule, string])[] = [];
  for (const { name = "", matchers } of selectors(expression)) {
    for (const label of ["job", "instance"] as const) {
      const chosen = matchers.some(
        ({ label: own, op, value }) => own === label && op === "=~" && value === `$${label}`,
      );
      if (!chosen) found.push([`target-${label}`, `${name} does not follow the choice of ${label}`]);
    }
  }
  walk(expression, (node) => {
    if (node.type !== "call" || !RATES.has(node.function)) return;
    const [range] = node.arguments;
    if (range?.type === "matrix" && range.range !== RATE_INTERVAL) {
      found.push(["target-rate-interval", `${node.function}() over a range of its own`]);
    }
  });
  for (const name of bareCounters(expression)) {
    found.push(["target-counter-agg", `${name} is a counter, and no rate of it is taken`]);
  }
  return found;
}

function read(text: string): Expression | undefined {
  try {
    return parse(text.replaceAll(VARIABLE, `${RATE_INTERVAL}ms`));
  } catch (error) {
    if (error instanceof PromqlError) return undefined;
    throw error;
  }
}

function bareCounters(expression: Expression): readonly string[] {
  const inside = new Set<unknown>();
  walk(expression, (node) => {
    if (node.type === "call" && COUNTED.has(node.function)) for (const one of selectors(node)) inside.add(one);
  });
  return selectors(expression).flatMap((one) => (one.name?.endsWith("_total") && !inside.has(one) ? [one.name] : []));
}
