import type { Aggregation, Binary, Call, Expression, SourceRange, VectorSelector } from "./ast.ts";
import { PromqlError } from "./error.ts";
import { AGGREGATIONS, FUNCTIONS, type Signature, type ValueType } from "./functions.ts";
import { isComparison, isSetOperator } from "./operators.ts";
import { type Features, featuresOf, type ParseOptions } from "./parse-options.ts";
import { print } from "./print.ts";
import { quote } from "./quote.ts";
import {
  ANCHORED_AND_SMOOTHED,
  experimentalAggregation,
  functionNotEnabled,
  unknownFunction,
  wrongArgumentCount,
} from "./refusals.ts";
import { inspectRegexp, matchesEmpty } from "./regexp.ts";
import { valueType } from "./value-type.ts";

/** What to accept beyond what Prometheus accepts by default. */
export interface TypeOptions extends ParseOptions {
  /** The parser has seen the expression: what it refuses (unknown functions, wrong regular expressions) is not looked for. */
  readonly parsed?: boolean;
}

/**
 * The type of an expression, built or parsed, after checking all of it as Prometheus does when it loads a rule.
 * Errors: throws `PromqlError` with Prometheus' words; its text is the printed expression.
 */
export function typeOf(expression: Expression, options?: TypeOptions): ValueType {
  return new Checker(expression, undefined, options).check(expression);
}

/** As `typeOf` for an expression parsed from `text`, so that errors point into what was written. */
export function checkTypes(expression: Expression, text: string, options?: TypeOptions): ValueType {
  return new Checker(expression, text, options).check(expression);
}

const DOCUMENTED: Readonly<Record<ValueType, string>> = {
  scalar: "scalar",
  string: "string",
  vector: "instant vector",
  matrix: "range vector",
};

class Checker {
  readonly #root: Expression;
  readonly #text: string | undefined;
  readonly #features: Features;
  readonly #parsed: boolean;

  constructor(root: Expression, text: string | undefined, options: TypeOptions | undefined) {
    this.#root = root;
    this.#text = text;
    this.#features = featuresOf(options);
    this.#parsed = options?.parsed === true;
  }

  check(node: Expression): ValueType {
    switch (node.type) {
      case "number":
        return "scalar";
      case "string":
        return "string";
      case "vector":
        return this.#selector(node);
      case "matrix":
        this.#selector(node.selector);
        return "matrix";
      case "subquery": {
        const type = this.check(node.expression);
        if (type !== "vector") this.#refuse(node, `subquery is only allowed on instant vector, got ${type} instead`);
        return "matrix";
      }
      case "call":
        return this.#call(node);
      case "aggregation":
        return this.#aggregation(node);
      case "binary":
        return this.#binary(node);
      case "unary": {
        const type = this.check(node.expression);
        if (type === "scalar" || type === "vector") return type;
        return this.#refuse(
          node,
          `unary expression only allowed on expressions of type scalar or instant vector, got "${DOCUMENTED[type]}"`,
        );
      }
      case "paren":
        return this.check(node.expression);
    }
  }

  #selector(node: VectorSelector, mayBeEmpty = false): ValueType {
    const { name, matchers } = node;
    if (!this.#parsed) this.#modifiers(node);
    if (name !== undefined && name !== "") {
      const second = matchers.find(({ label }) => label === "__name__");
      if (second !== undefined) {
        const twice = `${quote(name)} or ${quote(second.value)}`;
        this.#refuse(node, `metric name must not be set twice: ${twice}`);
      }
      return "vector";
    }
    if (!mayBeEmpty && matchers.every(matchesEmpty)) {
      this.#refuse(node, "vector selector must contain at least one non-empty matcher");
    }
    return "vector";
  }

  #modifiers(node: VectorSelector): void {
    for (const { op, value } of node.matchers) {
      try {
        if (op === "=~" || op === "!~") inspectRegexp(value);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        this.#refuse(node, error.message);
      }
    }
    if (node.anchored === true && node.smoothed === true) {
      this.#refuse(node, ANCHORED_AND_SMOOTHED);
    }
  }

  #call(node: Call): ValueType {
    const name = node.function;
    const signature = FUNCTIONS.get(name);
    if (signature === undefined) return this.#refuse(node, unknownFunction(name));
    if (signature.experimental && !this.#features.experimentalFunctions) this.#refuse(node, functionNotEnabled(name));
    this.#arity(node, signature);
    if (name === "info") this.#infoSelector(node);
    for (const [index, argument] of node.arguments.entries()) {
      if (signature.variadic === 0 && index >= signature.arguments.length) break;
      const wanted = signature.arguments[Math.min(index, signature.arguments.length - 1)];
      const isInfoSelector = name === "info" && index === 1 && argument.type === "vector";
      const type = isInfoSelector ? this.#selector(argument, true) : this.check(argument);
      if (wanted !== undefined) this.#expect(argument, type, wanted, `call to function "${name}"`);
    }
    return signature.returns;
  }

  #arity(node: Call, signature: Signature): void {
    const got = node.arguments.length;
    const listed = signature.arguments.length;
    const { name, variadic } = signature;
    const least = variadic === 0 ? listed : listed - 1;
    const most = variadic === 0 ? listed : variadic < 0 ? Infinity : least + variadic;
    if (got >= least && got <= most) return;
    const wanted = variadic === 0 ? `${listed}` : got < least ? `at least ${least}` : `at most ${most}`;
    this.#refuse(node, `expected ${wanted} argument(s) in call to "${name}", got ${got}`);
  }

  #infoSelector(node: Call): void {
    const selector = node.arguments[1];
    if (selector === undefined) return;
    const type = valueType(selector);
    if (type !== "vector") this.#expect(node, type, "vector", 'call to function "info"');
    if (selector.type !== "vector") this.#refuse(selector, "expected label selectors only");
    if (selector.name !== undefined && selector.nameInBraces !== true) {
      this.#refuse(selector, "expected label selectors only, got vector selector instead");
    }
  }

  #aggregation(node: Aggregation): ValueType {
    const { operator, parameter } = node;
    const signature = AGGREGATIONS.get(operator);
    if (signature === undefined) {
      return this.#refuse(node, `aggregation operator expected in aggregation expression but got "${operator}"`);
    }
    if (signature.experimental && !this.#features.experimentalFunctions) {
      this.#refuse(node, experimentalAggregation(operator));
    }
    if ((parameter === undefined) !== (signature.parameter === undefined)) {
      this.#refuse(node, parameter === undefined ? wrongArgumentCount(2, 1) : wrongArgumentCount(1, 2));
    }
    this.#expect(node.expression, this.check(node.expression), "vector", "aggregation expression");
    if (parameter !== undefined && signature.parameter !== undefined) {
      this.#expect(parameter, this.check(parameter), signature.parameter, "aggregation parameter");
    }
    return "vector";
  }

  #binary(node: Binary): ValueType {
    const { operator, matching } = node;
    const left = this.check(node.left);
    const right = this.check(node.right);
    const bothScalar = left === "scalar" && right === "scalar";
    if (node.bool === true && !isComparison(operator)) {
      this.#refuseOperator(node, "bool modifier can only be used on comparison operators");
    }
    if (isComparison(operator) && node.bool !== true && bothScalar) {
      this.#refuseOperator(node, "comparisons between scalars must use BOOL modifier");
    }
    const include = matching?.mode === "on" ? matching.group?.include : undefined;
    const twice = matching?.labels.find((label) => include?.includes(label) === true);
    if (twice !== undefined) {
      this.#refuseOperator(node, `label ${quote(twice)} must not occur in ON and GROUP clause at once`);
    }
    this.#operand(node.left, left);
    this.#operand(node.right, right);
    const bothVector = left === "vector" && right === "vector";
    if (!bothVector && matching !== undefined && matching.labels.length > 0) {
      this.#refuse(node, "vector matching only allowed between instant vectors");
    }
    if (!bothVector && matching?.fill !== undefined) {
      this.#refuse(node, "filling in missing series only allowed between instant vectors");
    }
    if (isSetOperator(operator)) this.#setOperator(node, bothVector);
    return bothScalar ? "scalar" : "vector";
  }

  #operand(node: Expression, type: ValueType): void {
    if (type === "scalar" || type === "vector") return;
    this.#refuse(node, "binary expression must contain only scalar and instant vector types");
  }

  #setOperator(node: Binary, bothVector: boolean): void {
    const { operator, matching } = node;
    if (!bothVector) this.#refuse(node, `set operator "${operator}" not allowed in binary scalar expression`);
    if (matching?.group !== undefined) this.#refuse(node, `no grouping allowed for "${operator}" operation`);
    if (matching?.fill !== undefined) this.#refuse(node, "filling in missing series not allowed for set operators");
  }

  #expect(node: Expression, got: ValueType, wanted: ValueType, context: string): void {
    if (got !== wanted) {
      this.#refuse(node, `expected type ${DOCUMENTED[wanted]} in ${context}, got ${DOCUMENTED[got]}`);
    }
  }

  #refuseOperator(node: Binary, detail: string): never {
    const start = node.left.source?.end;
    const end = node.right.source?.start;
    if (this.#text === undefined || start === undefined || end === undefined) return this.#refuse(node, detail);
    const between = this.#text.slice(start, end);
    const from = start + (between.length - between.trimStart().length);
    return this.#refuseRange({ start: from, end: from + between.trim().length }, this.#text, detail);
  }

  #refuse(node: Expression, detail: string): never {
    if (this.#text !== undefined) {
      return this.#refuseRange(node.source ?? { start: 0, end: this.#text.length }, this.#text, detail);
    }
    // A built tree has no text of its own, so the pointer goes into how it prints.
    const text = print(this.#root);
    const part = print(node);
    const start = Math.max(0, text.indexOf(part));
    return this.#refuseRange({ start, end: start + part.length }, text, detail);
  }

  #refuseRange(source: SourceRange, text: string, detail: string): never {
    throw new PromqlError(detail, text, source);
  }
}
