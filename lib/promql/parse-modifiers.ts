import type {
  AtModifier,
  Duration,
  DurationOperand,
  Expression,
  MatrixSelector,
  SourceRange,
  Subquery,
  VectorSelector,
} from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { millisecondsOf, nanosecondsOf, numberOf } from "./literals.ts";
import { DURATION_EXPECTED, type DurationParser } from "./parse-duration.ts";
import type { Features } from "./parse-options.ts";
import { ANCHORED_AND_SMOOTHED } from "./refusals.ts";
import { NOWHERE } from "./source-range.ts";

const STEP_EXPECTED = 'number, duration, step(), range(), or "]"';

type Modifiable = VectorSelector | MatrixSelector | Subquery;

/** Reads what follows a selector or a subquery: brackets, `offset`, `@`, `anchored`, `smoothed`. */
export class ModifierParser {
  readonly #cursor: Cursor;
  readonly #features: Features;
  readonly #durations: DurationParser;

  constructor(cursor: Cursor, features: Features, durations: DurationParser) {
    this.#cursor = cursor;
    this.#features = features;
    this.#durations = durations;
  }

  /** The expression with all modifiers that follow it. */
  after(primary: Expression): Expression {
    let expression = primary;
    for (;;) {
      const cursor = this.#cursor;
      if (cursor.is("[")) expression = this.#brackets(expression);
      else if (cursor.is("@")) expression = this.#at(expression);
      else if (cursor.is("offset")) expression = this.#offset(expression);
      else if (cursor.is("anchored")) expression = this.#extended(expression, "anchored");
      else if (cursor.is("smoothed")) expression = this.#extended(expression, "smoothed");
      else return expression;
    }
  }

  #brackets(expression: Expression): Expression {
    const cursor = this.#cursor;
    const durations = this.#durations;
    const opening = cursor.take();
    const range = durationOf(durations.positive("subquery or range selector", DURATION_EXPECTED));
    const start = startOf(expression);
    if (cursor.accept(":") === undefined) {
      const { end } = cursor.expect("]", "subquery or range", '":" or "]"');
      const problem = rangeProblem(expression);
      if (problem !== undefined || expression.type !== "vector")
        return cursor.refuse(problem ?? "", { start: opening.start, end });
      return { type: "matrix", selector: expression, range, source: { start, end } };
    }
    const step = cursor.is("]")
      ? undefined
      : { step: durationOf(durations.positive("subquery selector", STEP_EXPECTED)) };
    const { end } = cursor.expect("]", "subquery selector", '"]"');
    return { type: "subquery", expression, range, ...step, source: { start, end } };
  }

  #offset(expression: Expression): Expression {
    this.#cursor.take();
    const operand = this.#durations.offset();
    const modifiable = this.#modifiable(expression, "offset modifier");
    if (targetOf(modifiable).offset !== undefined) this.#refuse("offset may not be set multiple times", expression);
    const source = { start: startOf(expression), end: this.#cursor.lastClosing };
    // Prometheus cannot tell `offset 0s` from no offset.
    if (operand.type === "number" && nanosecondsOf(operand.value) === 0) return { ...modifiable, source };
    const offset = durationOf(operand);
    return modified(modifiable, { offset, source });
  }

  #at(expression: Expression): Expression {
    this.#cursor.take();
    const at = this.#timestamp(expression);
    const modifiable = this.#modifiable(expression, "@ modifier");
    if (targetOf(modifiable).at !== undefined) this.#refuse("@ <timestamp> may not be set multiple times", expression);
    return modified(modifiable, { at, source: { start: startOf(expression), end: this.#cursor.lastClosing } });
  }

  #timestamp(expression: Expression): AtModifier {
    const cursor = this.#cursor;
    const { kind, text } = cursor.token;
    if (kind === "preprocessor" && (text === "start" || text === "end")) {
      cursor.take();
      cursor.expect("(", "@", "timestamp");
      cursor.expect(")", "@", "timestamp");
      return text;
    }
    const sign = cursor.accept("-") ?? cursor.accept("+");
    const number = cursor.token;
    if (number.kind !== "number" && number.kind !== "duration") cursor.unexpected("@", "timestamp");
    const value = numberOf(cursor, cursor.take());
    const seconds = sign?.text === "-" ? -value : value;
    if (!(Math.abs(seconds) < 2 ** 63)) {
      const shown = seconds === Infinity ? "+Inf" : seconds === -Infinity ? "-Inf" : fixed(seconds);
      this.#refuse(`timestamp out of bounds for @ modifier: ${shown}`, expression);
    }
    return timestampOf(seconds);
  }

  #extended(expression: Expression, modifier: "anchored" | "smoothed"): Expression {
    this.#cursor.take();
    if (!this.#features.extendedRangeSelectors) {
      this.#refuse(`${modifier} modifier is experimental and not enabled`, expression);
    }
    if (expression.type === "subquery")
      this.#refuse(`${modifier} modifier is not supported for subqueries`, expression);
    if (expression.type !== "vector" && expression.type !== "matrix") {
      return this.#refuse(`${modifier} modifier not implemented`, expression);
    }
    const selector = expression.type === "matrix" ? expression.selector : expression;
    const other = modifier === "anchored" ? selector.smoothed : selector.anchored;
    if (other === true) this.#refuse(ANCHORED_AND_SMOOTHED, expression);
    const extended: VectorSelector =
      modifier === "anchored" ? { ...selector, anchored: true } : { ...selector, smoothed: true };
    return expression.type === "matrix" ? { ...expression, selector: extended } : extended;
  }

  #modifiable(expression: Expression, what: string): Modifiable {
    switch (expression.type) {
      case "vector":
      case "matrix":
      case "subquery":
        return expression;
      default: {
        const targets = "an instant vector selector or range vector selector or a subquery";
        return this.#refuse(`${what} must be preceded by ${targets}`, expression);
      }
    }
  }

  #refuse(detail: string, expression: Expression): never {
    return this.#cursor.refuse(detail, expression.source ?? NOWHERE);
  }
}

function durationOf(operand: DurationOperand): Duration {
  return operand.type === "number" ? millisecondsOf(operand.value) : operand;
}

function targetOf(node: Modifiable): VectorSelector | Subquery {
  return node.type === "matrix" ? node.selector : node;
}

/** The selector of a range keeps its own place in the text. */
function modified(
  node: Modifiable,
  { source, ...modifier }: { source: SourceRange; offset?: Duration; at?: AtModifier },
): Modifiable {
  if (node.type === "matrix") return { ...node, selector: { ...node.selector, ...modifier }, source };
  return { ...node, ...modifier, source };
}

function startOf(expression: Expression): number {
  return (expression.source ?? NOWHERE).start;
}

function rangeProblem(expression: Expression): string | undefined {
  if (expression.type !== "vector") return "ranges only allowed for vector selectors";
  if (expression.offset !== undefined) return "no offset modifiers allowed before range";
  if (expression.at !== undefined) return "no @ modifiers allowed before range";
  return undefined;
}

/** Whole milliseconds, halves away from zero; what Prometheus' 64 bits cannot hold becomes the least number they can. */
function timestampOf(seconds: number): number {
  const milliseconds = Math.sign(seconds) * Math.round(Math.abs(seconds) * 1000);
  // Added to zero, since there is no negative zero among whole numbers.
  return 0 + (Math.abs(milliseconds) < 2 ** 63 ? milliseconds : -(2 ** 63)) / 1000;
}

function fixed(value: number): string {
  return Number.isNaN(value) ? "NaN" : `${BigInt(value)}.000000`;
}
