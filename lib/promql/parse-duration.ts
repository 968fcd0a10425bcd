import type { DurationOperand, DurationOperation, NumberLiteral, SourceRange } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { isDurationOutOfRange, literalOf } from "./literals.ts";
import { PRECEDENCE, UNARY_PRECEDENCE } from "./operators.ts";
import type { Features } from "./parse-options.ts";
import { NOWHERE, spanOf } from "./source-range.ts";
import type { Token } from "./tokens.ts";

type DurationOperator = DurationOperation["operator"];

/** What can stand where a duration must, in Prometheus' words. */
export const DURATION_EXPECTED = "number, duration, step(), or range()";

/** Reads durations, with arithmetic where it is enabled. */
export class DurationParser {
  readonly #cursor: Cursor;
  readonly #features: Features;
  /** What is being read and what can stand there, for errors. */
  #context = "";
  #expected = "";

  constructor(cursor: Cursor, features: Features) {
    this.#cursor = cursor;
    this.#features = features;
  }

  /** A range or a step in brackets: a literal must be above 0, an operation is checked when the query runs. */
  positive(context: string, expected: string): DurationOperand {
    this.#context = context;
    this.#expected = expected;
    if (!this.#begins()) this.#unexpected();
    const operand = this.#arithmetic(0);
    // Asked this way round because NaN passes in Prometheus.
    if (operand.type === "number" && operand.value <= 0)
      this.#refuse("duration must be greater than 0", operand.source);
    return operand;
  }

  /**
   * What follows `offset`. A literal or a call ends it, so that `x offset 5m * 2` is a product of the selector, whereas
   * parentheses may go on: `x offset (5m) * 2`.
   */
  offset(): DurationOperand {
    const cursor = this.#cursor;
    this.#context = "offset";
    this.#expected = DURATION_EXPECTED;
    if (!this.#begins()) this.#unexpected();
    const { kind } = cursor.token;
    if (kind === "number" || kind === "duration" || kind === "preprocessor") return this.#primary();
    if (kind === "punctuation") return this.#arithmetic(0);
    const sign = cursor.take();
    const next = cursor.token;
    if (next.kind === "number" || next.kind === "duration") return this.#signed(sign, this.#literal(sign));
    if (next.kind === "preprocessor") return this.#signedCall(sign);
    if (!cursor.is("(")) return this.#arithmetic(0, this.#signed(sign, this.#arithmetic(UNARY_PRECEDENCE + 1)));
    cursor.take();
    const inner = this.#arithmetic(0);
    this.#expect(")");
    return this.#signed(sign, wrapped(inner, inner.source));
  }

  #begins(): boolean {
    const { kind, text } = this.#cursor.token;
    if (kind === "number" || kind === "duration") return true;
    if (kind === "preprocessor") return text !== "start" && text !== "end";
    return ["(", "+", "-"].some((symbol) => this.#cursor.is(symbol));
  }

  /** Reads everything that binds at least as tightly as `least`. */
  #arithmetic(least: number, first?: DurationOperand): DurationOperand {
    const cursor = this.#cursor;
    let left = first ?? this.#primary();
    for (;;) {
      const token = cursor.token;
      const precedence = precedenceOf(token);
      if (precedence === undefined || precedence < least) return left;
      cursor.take();
      const right = this.#arithmetic(token.text === "^" ? precedence : precedence + 1);
      this.#needsOption(left.source);
      if (right.type === "number" && right.value === 0) this.#refuseZero(token);
      const operator = token.text as DurationOperator;
      left = { type: "duration", operator, left, right, source: spanOf(left, right) };
    }
  }

  #primary(): DurationOperand {
    const cursor = this.#cursor;
    if (!this.#begins()) this.#unexpected();
    const { kind } = cursor.token;
    if (kind === "number" || kind === "duration") return this.#literal();
    const token = cursor.take();
    if (token.kind === "preprocessor") {
      const call = this.#call(token);
      this.#needsOption(call.source);
      return call;
    }
    if (token.kind === "operator") return this.#signed(token, this.#arithmetic(UNARY_PRECEDENCE + 1));
    const inner = this.#arithmetic(0);
    this.#expect(")");
    this.#needsOption(inner.source);
    return wrapped(inner, token);
  }

  #literal(sign?: Token): NumberLiteral {
    const token = this.#cursor.take();
    const literal = literalOf(this.#cursor, token);
    if (isDurationOutOfRange(literal.value)) this.#refuse("duration out of range", sign ?? token);
    return literal;
  }

  #call(name: Token): DurationOperation {
    const operator = name.text as DurationOperator;
    this.#expect("(");
    if (operator === "step" || operator === "range") {
      const { end } = this.#expect(")");
      return { type: "duration", operator, source: { start: name.start, end } };
    }
    const left = this.#arithmetic(0);
    this.#expect(",");
    const right = this.#arithmetic(0);
    this.#expect(")");
    return { type: "duration", operator, left, right, source: spanOf(left, right) };
  }

  #signedCall(sign: Token): DurationOperand {
    if (!this.#begins()) this.#unexpected();
    const call = this.#call(this.#cursor.take());
    this.#needsOption({ start: sign.start, end: call.source?.end ?? sign.end });
    return this.#signed(sign, call);
  }

  #signed(sign: Token, operand: DurationOperand): DurationOperand {
    const source = { start: sign.start, end: operand.source?.end ?? sign.end };
    if (operand.type === "number")
      return { ...operand, value: sign.text === "-" ? -operand.value : operand.value, source };
    return sign.text === "-" ? { type: "duration", operator: "-", right: operand, source } : operand;
  }

  #refuseZero(token: Token): void {
    if (token.text === "/") this.#cursor.refuse("division by zero", token);
    if (token.text === "%") this.#cursor.refuse("modulo by zero", token);
  }

  #needsOption(source: SourceRange | undefined): void {
    if (!this.#features.durationExpressions) this.#refuse("experimental duration expression is not enabled", source);
  }

  #expect(symbol: string): Token {
    return this.#cursor.expect(symbol, this.#context, this.#expected);
  }

  #unexpected(): never {
    return this.#cursor.unexpected(this.#context, this.#expected);
  }

  #refuse(detail: string, source: SourceRange | undefined): never {
    return this.#cursor.refuse(detail, source ?? NOWHERE);
  }
}

function precedenceOf({ kind, text }: Token): number | undefined {
  return kind === "operator" && "+-*/%^".includes(text) ? PRECEDENCE[text as "+"] : undefined;
}

/** In parentheses; a literal becomes an operation, so that it is printed in parentheses again. */
function wrapped(inner: DurationOperand, opening: SourceRange | undefined): DurationOperation {
  if (inner.type === "duration") return { ...inner, wrapped: true };
  const source = { start: opening?.start ?? 0, end: inner.source?.end ?? 0 };
  return { type: "duration", operator: "+", right: inner, wrapped: true, source };
}
