import { quote } from "../promql/quote.ts";
import { TemplateError } from "./error.ts";
import type { Token, TokenKind } from "./lexer.ts";
import type { Command, Operand, Pipeline, StringLiteral, Variable } from "./nodes.ts";
import { readNumber } from "./number.ts";
import type { TokenReader } from "./token-reader.ts";
import { unquoteGo } from "./unquote.ts";

const OPERANDS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...(["bool", "characterConstant", "complex", "dot", "field", "identifier", "number", "nil", "rawString"] as const),
  ...(["string", "variable", "leftParen"] as const),
]);
const NOT_EXECUTABLE = /^(?:bool|dot|nil|number|string)$/;

/** Reads what stands inside of actions, and keeps the variables that are known there. */
export class PipelineParser {
  readonly #tokens: TokenReader;
  readonly #isFunction: (name: string) => boolean;
  readonly #variables: string[] = ["$"];

  constructor(tokens: TokenReader, isFunction: (name: string) => boolean) {
    this.#tokens = tokens;
    this.#isFunction = isFunction;
  }

  /** What `restore` takes to forget the variables declared since. */
  mark(): number {
    return this.#variables.length;
  }

  restore(mark: number): void {
    this.#variables.length = mark;
  }

  unquoted(token: Token): string {
    return unquoteGo(token.value) ?? this.#tokens.fail("invalid syntax");
  }

  read(context: string, end: TokenKind): Pipeline {
    const tokens = this.#tokens;
    const { start } = tokens.peekNonSpace();
    const { declared, isAssignment } = this.#declarations(context);
    const commands: Command[] = [];
    for (let token = tokens.nextNonSpace(); token.kind !== end; token = tokens.nextNonSpace()) {
      if (!OPERANDS.has(token.kind)) tokens.unexpected(token, context);
      tokens.backup();
      commands.push(this.#command());
    }
    if (commands.length === 0) tokens.fail(`missing value for ${context}`);
    // Only the first command may be a plain value.
    const stage = commands.findIndex((one, i) => i > 0 && NOT_EXECUTABLE.test(one.operands[0]?.kind ?? ""));
    if (stage !== -1) tokens.fail(`non executable command in pipeline stage ${stage + 1}`);
    return { kind: "pipeline", start, declared, isAssignment, commands };
  }

  #declarations(context: string): Pick<Pipeline, "declared" | "isAssignment"> {
    const tokens = this.#tokens;
    const declared: Variable[] = [];
    while (tokens.peekNonSpace().kind === "variable") {
      const variable = tokens.next();
      const after = tokens.peek();
      const next = tokens.peekNonSpace();
      const isComma = next.kind === "char" && next.value === ",";
      if (next.kind !== "assign" && next.kind !== "declare" && !isComma) {
        if (after.kind === "space") tokens.putBack(after);
        tokens.putBack(variable);
        break;
      }
      tokens.nextNonSpace();
      declared.push({ kind: "variable", start: variable.start, names: variable.value.split(".") });
      this.#variables.push(variable.value);
      if (!isComma) return { declared, isAssignment: next.kind === "assign" };
      if (context !== "range" || declared.length >= 2) tokens.fail(`too many declarations in ${context}`);
      const second = tokens.peekNonSpace().kind;
      if (second !== "variable" && second !== "rightDelimiter" && second !== "rightParen") {
        tokens.fail("range can only initialize variables");
      }
    }
    return { declared, isAssignment: false };
  }

  #command(): Command {
    const tokens = this.#tokens;
    const { start } = tokens.peekNonSpace();
    const operands: Operand[] = [];
    for (let isOpen = true; isOpen; ) {
      tokens.peekNonSpace();
      const operand = this.#operand();
      if (operand !== undefined) operands.push(operand);
      const token = tokens.next();
      isOpen = token.kind === "space";
      if (token.kind === "rightDelimiter" || token.kind === "rightParen") tokens.backup();
      else if (!isOpen && token.kind !== "pipe") tokens.unexpected(token, "operand");
    }
    if (operands.length === 0) tokens.fail("empty command");
    return { kind: "command", start, operands };
  }

  #operand(): Operand | undefined {
    const tokens = this.#tokens;
    const operand = this.#term();
    if (operand === undefined || tokens.peek().kind !== "field") return operand;
    const { start } = tokens.peek();
    const names: string[] = [];
    while (tokens.peek().kind === "field") names.push(tokens.next().value.slice(1));
    if (operand.kind === "field" || operand.kind === "variable") {
      return { ...operand, start, names: [...operand.names, ...names] };
    }
    if (NOT_EXECUTABLE.test(operand.kind)) tokens.fail(`unexpected . after term ${quote(termText(operand))}`);
    return { kind: "chain", start, operand, names };
  }

  #term(): Operand | undefined {
    const tokens = this.#tokens;
    const token = tokens.nextNonSpace();
    const { start, value } = token;
    switch (token.kind) {
      case "identifier":
        if (!this.#isFunction(value)) tokens.fail(`function ${quote(value)} not defined`);
        return { kind: "identifier", start, name: value };
      case "dot":
      case "nil":
        return { kind: token.kind, start };
      case "variable":
        if (!this.#variables.includes(value)) tokens.fail(`undefined variable ${quote(value)}`);
        return { kind: "variable", start, names: [value] };
      case "field":
        return { kind: "field", start, names: [value.slice(1)] };
      case "bool":
        return { kind: "bool", start, value: value === "true" };
      case "characterConstant":
      case "complex":
      case "number":
        try {
          return readNumber(start, value, token.kind);
        } catch (error) {
          return tokens.fail(error instanceof TemplateError ? error.message : String(error));
        }
      case "leftParen":
        return this.read("parenthesized pipeline", "rightParen");
      case "string":
      case "rawString":
        return { kind: "string", start, source: value, value: this.unquoted(token) } satisfies StringLiteral;
      default:
        tokens.backup();
        return undefined;
    }
  }
}

function termText(operand: Operand): string {
  if (operand.kind === "number") return operand.text;
  if (operand.kind === "string") return operand.source;
  return operand.kind === "bool" ? String(operand.value) : operand.kind === "nil" ? "nil" : ".";
}
