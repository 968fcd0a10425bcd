import type { AtModifier, Call, Expression, NumberLiteral, VectorSelector } from "../ast.ts";
import { transform, walk } from "../walk.ts";
import { durationIn, type QueryTimes } from "./durations.ts";
import { statisticsSelectors } from "./histogram-statistics.ts";
import { hasOneReference } from "./reference-time.ts";

/** An expression made ready for one query: durations are numbers, `start()` and `end()` are moments. */
export interface Prepared {
  readonly expression: Expression;
  /** The largest parts whose value is the same at each step, so that one evaluation is enough. */
  readonly constant: ReadonlySet<Expression>;
  /** Selectors whose native histograms are needed without buckets. */
  readonly statistics: ReadonlySet<VectorSelector>;
  /** Selectors and subqueries whose `@` names a moment for the first step, and moves with the steps. */
  readonly moving: ReadonlySet<Expression>;
}

/** Functions whose value depends on the step even where their argument does not. */
const DEPENDS_ON_STEP = new Set(
  (
    "days_in_month day_of_month day_of_week day_of_year end hour minute month year predict_linear range start step time " +
    "timestamp"
  ).split(" "),
);

/** Makes an expression ready for a query. Errors: `EvaluationError` for durations that cannot be. */
export function prepare(expression: Expression, query: QueryTimes): Prepared {
  const parameters = new Set<Expression>();
  const resolved = transform(
    transform(expression, (node) => withResolvedParameter(node, query, parameters)),
    (node) => (parameters.has(node) ? node : resolve(node, query)),
  );
  const constant = new Set<Expression>();
  if (new Constancy(constant).judge(resolved).worthwhile) constant.add(resolved);
  return { expression: resolved, constant, statistics: statisticsSelectors(resolved), moving: movingIn(resolved) };
}

/** The expression inside parentheses. */
export function unwrapped(node: Expression): Expression {
  return node.type === "paren" ? unwrapped(node.expression) : node;
}

/**
 * Prometheus does not prepare the parameters of aggregations: in them `@ start()` and `@ end()` say nothing, and parentheses
 * stay. `done` takes every node of them.
 */
function withResolvedParameter(node: Expression, query: QueryTimes, done: Set<Expression>): Expression {
  if (node.type !== "aggregation" || node.parameter === undefined) return node;
  const parameter = transform(node.parameter, (part) => {
    if (done.has(part)) return part;
    const resolved = keepsParentheses(part) ? withRangesUnwrapped(part) : resolve(withoutQueryMoment(part), query);
    done.add(resolved);
    return resolved;
  });
  return { ...node, parameter };
}

function withoutQueryMoment(part: Expression): Expression {
  if ((part.type !== "vector" && part.type !== "subquery") || typeof part.at !== "string") return part;
  const { at: _, ...bare } = part;
  return bare;
}

/** Calls of `start()` and the like are numbers there too. */
function keepsParentheses(part: Expression): part is Call {
  return part.type === "call" && part.arguments.length > 0;
}

function withRangesUnwrapped(call: Call): Call {
  const unwrap = (argument: Expression): Expression => {
    const inner = unwrapped(argument);
    return inner.type === "matrix" || inner.type === "subquery" ? inner : argument;
  };
  return { ...call, arguments: call.arguments.map(unwrap) };
}

/** In these parameters what `@` speaks of is counted from the first step only. */
function movingIn(expression: Expression): ReadonlySet<Expression> {
  const moving = new Set<Expression>();
  walk(expression, (node) => {
    if (node.type === "aggregation" && node.parameter !== undefined) walk(node.parameter, (part) => moving.add(part));
  });
  return moving;
}

function resolve(node: Expression, query: QueryTimes): Expression {
  switch (node.type) {
    case "vector":
      return { ...node, ...modifiers(node, query) };
    case "matrix":
      return { ...node, range: durationIn(node.range, query) };
    case "subquery": {
      const step = node.step === undefined ? undefined : { step: durationIn(node.step, query) };
      return { ...node, ...modifiers(node, query), range: durationIn(node.range, query), ...step };
    }
    case "aggregation": {
      const parameter = node.parameter === undefined ? undefined : { parameter: unwrapped(node.parameter) };
      return { ...node, ...parameter, expression: unwrapped(node.expression) };
    }
    case "call":
      return queryValue(node.function, query, node.source) ?? { ...node, arguments: node.arguments.map(unwrapped) };
    default:
      return node;
  }
}

interface Modified {
  readonly offset?: Parameters<typeof durationIn>[0];
  readonly at?: AtModifier;
}

function modifiers(node: Modified, query: QueryTimes): { offset?: number; at?: number } {
  const offset = node.offset === undefined ? undefined : { offset: durationIn(node.offset, query, true) };
  if (node.at === undefined) return { ...offset };
  const at = node.at === "start" ? query.start / 1_000 : node.at === "end" ? query.end / 1_000 : node.at;
  return { ...offset, at };
}

function queryValue(name: string, query: QueryTimes, source: Expression["source"]): NumberLiteral | undefined {
  const values: Readonly<Record<string, number>> = {
    start: query.start / 1_000,
    end: query.end / 1_000,
    range: (query.end - query.start) / 1_000,
    step: query.start === query.end ? 0 : query.step / 1_000,
  };
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) return undefined;
  return source === undefined ? { type: "number", value } : { type: "number", value, source };
}

/** Whether a part is the same at each step, and whether evaluating it once is worth a mark. */
interface Verdict {
  readonly same: boolean;
  readonly worthwhile: boolean;
}

const CHANGING: Verdict = { same: false, worthwhile: false };

class Constancy {
  readonly #marks: Set<Expression>;

  constructor(marks: Set<Expression>) {
    this.#marks = marks;
  }

  judge(node: Expression): Verdict {
    switch (node.type) {
      case "number":
      case "string":
        return { same: true, worthwhile: false };
      case "vector":
        return { same: node.at !== undefined, worthwhile: node.at !== undefined };
      case "matrix":
        return { same: node.selector.at !== undefined, worthwhile: false };
      case "subquery":
        // Its inside has steps of its own, so what is the same at each of them is marked whatever `@` the subquery has.
        if (this.judge(node.expression).same) this.#marks.add(node.expression);
        return { same: node.at !== undefined, worthwhile: false };
      case "aggregation":
      case "paren":
      case "unary":
        return this.judge(node.expression);
      case "binary":
        return this.#together([node.left, node.right], true);
      case "call": {
        const { function: name, arguments: list } = node;
        const [first] = list;
        // The second argument of `info` is only read as matchers.
        const evaluated = name === "info" ? list.slice(0, 1) : list;
        const timeOfSample = name === "timestamp" && first?.type === "vector" && first.at !== undefined;
        const steady = name === "info" ? first !== undefined && hasOneReference(first) : !DEPENDS_ON_STEP.has(name);
        return this.#together(evaluated, steady || timeOfSample);
      }
    }
  }

  #together(parts: readonly Expression[], steady: boolean): Verdict {
    const verdicts = parts.map((part) => this.judge(part));
    if (steady && verdicts.every((verdict) => verdict.same)) return { same: true, worthwhile: true };
    for (const [index, part] of parts.entries()) if (verdicts[index]?.worthwhile === true) this.#marks.add(part);
    return CHANGING;
  }
}
