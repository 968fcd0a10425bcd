import type { Aggregation, Binary, Expression } from "./ast.ts";
import { Cursor } from "./cursor.ts";
import { PromqlError } from "./error.ts";
import { AGGREGATIONS, FUNCTIONS } from "./functions.ts";
import { literalOf, stringOf } from "./literals.ts";
import { type BinaryOperator, PRECEDENCE, UNARY_PRECEDENCE } from "./operators.ts";
import { DurationParser } from "./parse-duration.ts";
import { meaningful, parseBinaryModifiers, parseLabels } from "./parse-matching.ts";
import { ModifierParser } from "./parse-modifiers.ts";
import { EVERYTHING, type Features, featuresOf, type ParseOptions } from "./parse-options.ts";
import { parseVectorSelector } from "./parse-selector.ts";
import { experimentalAggregation, functionNotEnabled, unknownFunction, wrongArgumentCount } from "./refusals.ts";
import { NOWHERE, spanOf } from "./source-range.ts";
import { beginsExpression, isName, type Token } from "./tokens.ts";
import { checkTypes } from "./typecheck.ts";

/**
 * Reads and type-checks one PromQL expression as Prometheus 3.15 does, with its default feature flags unless told otherwise;
 * every node carries its `source` range. Errors: throws `PromqlError` for what Prometheus complains about first, with its
 * words and the place.
 */
export function parse(text: string, options?: ParseOptions): Expression {
  try {
    const expression = new Parser(text, featuresOf(options)).parse();
    checkTypes(expression, text, { ...options, parsed: true });
    return expression;
  } catch (error) {
    // Thousands of parentheses exhaust the stack, which is no fault of the program.
    if (!(error instanceof RangeError)) throw error;
    throw new PromqlError("the expression is nested too deeply to be read", text, { start: 0, end: text.length });
  }
}

/** Reads an expression by grammar alone, without the type check; for tools that report several problems themselves. */
export function parseUnchecked(text: string): Expression {
  return new Parser(text, EVERYTHING).parse();
}

class Parser {
  readonly #cursor: Cursor;
  readonly #features: Features;
  readonly #modifiers: ModifierParser;

  constructor(text: string, features: Features) {
    this.#cursor = new Cursor(text);
    this.#features = features;
    this.#modifiers = new ModifierParser(this.#cursor, features, new DurationParser(this.#cursor, features));
  }

  parse(): Expression {
    const cursor = this.#cursor;
    if (cursor.token.kind === "end") cursor.refuse("no expression found in input", NOWHERE);
    const expression = this.#expression(0);
    if (cursor.token.kind !== "end") cursor.unexpected();
    return expression;
  }

  /** Reads everything that binds at least as tightly as `least`. */
  #expression(least: number): Expression {
    const cursor = this.#cursor;
    let left = this.#modifiers.after(this.#primary());
    for (;;) {
      // `@` is a modifier and was taken as one.
      if (cursor.token.kind !== "operator") return left;
      const operator = cursor.token.text as BinaryOperator;
      const precedence = PRECEDENCE[operator];
      if (precedence < least) return left;
      cursor.take();
      const modifiers = parseBinaryModifiers(cursor);
      const right = this.#expression(operator === "^" ? precedence : precedence + 1);
      const source = spanOf(left, right);
      const node: Binary = { type: "binary", operator, left, right, ...meaningful(modifiers, left, right), source };
      if (modifiers.matching?.fill !== undefined && !this.#features.fillModifiers) {
        cursor.refuse("binop fill modifiers are experimental and not enabled", source);
      }
      left = node;
    }
  }

  #primary(): Expression {
    const cursor = this.#cursor;
    const token = cursor.token;
    switch (token.kind) {
      case "number":
      case "duration":
        return literalOf(cursor, cursor.take());
      case "string":
        cursor.take();
        return { type: "string", value: stringOf(token), source: { start: token.start, end: token.end } };
      case "punctuation":
        if (token.text === "{") return parseVectorSelector(cursor);
        return token.text === "(" ? this.#paren() : cursor.unexpected();
      case "operator":
        if (token.text === "-" || token.text === "+") return this.#signed();
        break;
      case "aggregation":
        cursor.take();
        if (cursor.is("(") || this.#isGrouping()) return this.#aggregation(token);
        return parseVectorSelector(cursor, token);
      case "identifier":
      case "preprocessor":
        cursor.take();
        return cursor.is("(") ? this.#call(token) : parseVectorSelector(cursor, token);
    }
    return isName(token) ? parseVectorSelector(cursor, cursor.take()) : cursor.unexpected();
  }

  #signed(): Expression {
    const sign = this.#cursor.take();
    const operator = sign.text === "-" ? "-" : "+";
    const expression = this.#expression(UNARY_PRECEDENCE + 1);
    const source = { start: sign.start, end: expression.source?.end ?? sign.end };
    if (expression.type !== "number") return { type: "unary", operator, expression, source };
    return { ...expression, value: operator === "-" ? -expression.value : expression.value, source };
  }

  #paren(): Expression {
    const { start } = this.#cursor.take();
    const expression = this.#expression(0);
    const { end } = this.#cursor.expect(")");
    return { type: "paren", expression, source: { start, end } };
  }

  #arguments(): readonly Expression[] {
    const cursor = this.#cursor;
    cursor.expect("(");
    if (cursor.accept(")") !== undefined) return [];
    const list: Expression[] = [];
    for (;;) {
      list.push(this.#expression(0));
      const comma = cursor.accept(",");
      if (comma === undefined) break;
      if (!beginsExpression(cursor.token)) {
        cursor.refuse("trailing commas not allowed in function call args", comma);
      }
    }
    cursor.expect(")");
    return list;
  }

  #call(name: Token): Expression {
    const cursor = this.#cursor;
    const features = this.#features;
    const written = cursor.written(name);
    const list = this.#arguments();
    const signature = FUNCTIONS.get(written);
    if (signature === undefined && features.knownFunctions) {
      cursor.refuse(unknownFunction(written), name);
    }
    if (signature?.experimental === true && !features.experimentalFunctions) {
      cursor.refuse(functionNotEnabled(written), name);
    }
    const source = { start: name.start, end: cursor.lastClosing };
    return { type: "call", function: written, arguments: list, source };
  }

  #isGrouping(): boolean {
    return this.#cursor.is("by") || this.#cursor.is("without");
  }

  #grouping(): Aggregation["grouping"] {
    const mode = this.#cursor.take().text === "by" ? "by" : "without";
    return { mode, labels: parseLabels(this.#cursor) };
  }

  #aggregation({ text: operator, start }: Token): Aggregation {
    const cursor = this.#cursor;
    cursor.aggregations++;
    const before = this.#isGrouping() ? this.#grouping() : undefined;
    const list = this.#arguments();
    cursor.aggregations--;
    const closing = cursor.lastClosing;
    let grouping = before;
    if (before === undefined && this.#isGrouping()) grouping = this.#grouping();
    const end = grouping === undefined ? this.#endBehind(closing) : cursor.lastClosing;
    const refuse = (detail: string): never => cursor.refuse(detail, { start, end });
    const signature = AGGREGATIONS.get(operator);
    const wanted = signature?.parameter === undefined ? 1 : 2;
    if (list.length === 0) refuse("no arguments for aggregate expression provided");
    if (signature?.experimental === true && !this.#features.experimentalFunctions) {
      refuse(experimentalAggregation(operator));
    }
    const expression = list[wanted - 1];
    if (expression === undefined || list.length !== wanted) {
      return refuse(wrongArgumentCount(wanted, list.length));
    }
    const parameter = wanted === 2 ? list[0] : undefined;
    return {
      type: "aggregation",
      operator,
      ...(parameter === undefined ? undefined : { parameter }),
      expression,
      // `by ()` is what happens without it.
      ...(grouping === undefined || (grouping.mode === "by" && grouping.labels.length === 0)
        ? undefined
        : { grouping }),
      source: { start, end },
    };
  }

  /** Where Prometheus says that an aggregation ends whose `by` was looked for behind it: it may count a bracket too much. */
  #endBehind(closing: number): number {
    const { token, text, lastClosing } = this.#cursor;
    return this.#cursor.is(")") && /^[ \t\r\n]*$/.test(text.slice(closing, token.start)) ? closing : lastClosing;
  }
}
