import { quote } from "../promql/quote.ts";
import { TemplateError } from "./error.ts";
import { Lexer, type Token, type TokenKind } from "./lexer.ts";
import type {
  Branch,
  Command,
  Invocation,
  Jump,
  Operand,
  Pipeline,
  Statement,
  StringLiteral,
  Variable,
} from "./nodes.ts";
import { readNumber } from "./number.ts";
import { TokenReader } from "./token-reader.ts";
import { unquoteGo } from "./unquote.ts";

/** The bodies of a template and of those that it defines, by name. */
export type Bodies = ReadonlyMap<string, readonly Statement[]>;

/** Reads a template. Errors: `TemplateError` in Go's words, `template: name:1: unexpected "}" in operand`. */
export function parseBodies(name: string, text: string, isFunction: (name: string) => boolean): Bodies {
  const shared: Shared = { name, lexer: new Lexer(text), isFunction, bodies: new Map() };
  new Parser(shared).readMain();
  return shared.bodies;
}

interface Shared {
  readonly name: string;
  readonly lexer: Lexer;
  readonly isFunction: (name: string) => boolean;
  readonly bodies: Map<string, readonly Statement[]>;
}

/** What ends a list of statements; after `{{else if` and `{{else with` the keyword is still to be read. */
type ListEnd = { readonly kind: "end" } | { readonly kind: "else" };

const OPERANDS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...(["bool", "characterConstant", "complex", "dot", "field", "identifier", "number", "nil", "rawString"] as const),
  ...(["string", "variable", "leftParen"] as const),
]);
const NOT_EXECUTABLE = /^(?:bool|dot|nil|number|string)$/;

/** Reads one template; those that it defines have readers of their own, as variables are not shared. */
class Parser {
  readonly #shared: Shared;
  readonly #tokens: TokenReader;
  #variables: string[] = ["$"];
  #ranges = 0;

  constructor(shared: Shared) {
    this.#shared = shared;
    this.#tokens = new TokenReader(shared.name, shared.lexer);
  }

  readMain(): void {
    const tokens = this.#tokens;
    const body: Statement[] = [];
    while (tokens.peek().kind !== "eof") {
      if (tokens.peek().kind === "leftDelimiter") {
        const delimiter = tokens.next();
        if (tokens.nextNonSpace().kind === "define") {
          new Parser(this.#shared).#definition();
          continue;
        }
        tokens.backup();
        tokens.putBack(delimiter);
      }
      const statement = this.#statement();
      if (statement.kind === "end" || statement.kind === "else") tokens.fail(`unexpected {{${statement.kind}}}`);
      else body.push(statement);
    }
    this.#add(this.#shared.name, body);
  }

  #add(name: string, body: readonly Statement[]): void {
    const known = this.#shared.bodies.get(name);
    if (known === undefined || known.every(isBlank)) this.#shared.bodies.set(name, body);
    else if (!body.every(isBlank)) this.#tokens.fail(`template: multiple definition of template ${quote(name)}`);
  }

  #definition(): void {
    const name = this.#tokens.expect(["string", "rawString"], "define clause");
    const text = this.#unquoted(name);
    this.#tokens.expect(["rightDelimiter"], "define clause");
    this.#named(text, "define clause");
  }

  #named(name: string, context: string): void {
    const { body, end } = this.#list();
    if (end.kind !== "end") this.#tokens.fail(`unexpected {{${end.kind}}} in ${context}`);
    this.#add(name, body);
  }

  #list(): { readonly body: readonly Statement[]; readonly end: ListEnd } {
    const body: Statement[] = [];
    while (this.#tokens.peekNonSpace().kind !== "eof") {
      const statement = this.#statement();
      if (statement.kind === "end" || statement.kind === "else") return { body, end: statement };
      body.push(statement);
    }
    return this.#tokens.fail("unexpected EOF");
  }

  #statement(): Statement | ListEnd {
    const token = this.#tokens.nextNonSpace();
    if (token.kind === "text") return { kind: "text", start: token.start, text: token.value };
    if (token.kind !== "leftDelimiter") return this.#tokens.unexpected(token, "input");
    this.#tokens.actionLine = token.line;
    const statement = this.#action();
    this.#tokens.actionLine = 0;
    return statement;
  }

  #action(): Statement | ListEnd {
    const tokens = this.#tokens;
    const token = tokens.nextNonSpace();
    switch (token.kind) {
      case "block":
        return this.#block();
      case "break":
      case "continue":
        return this.#jump(token, token.kind);
      case "else": {
        const next = tokens.peekNonSpace().kind;
        if (next !== "if" && next !== "with") tokens.expect(["rightDelimiter"], "else");
        return { kind: "else" };
      }
      case "end":
        tokens.expect(["rightDelimiter"], "end");
        return { kind: "end" };
      case "if":
      case "range":
      case "with":
        return this.#branch(token.kind);
      case "template":
        return this.#invocation();
    }
    tokens.backup();
    const { start } = tokens.peek();
    return { kind: "action", start, pipeline: this.#pipeline("command", "rightDelimiter") };
  }

  #jump({ start }: Token, kind: "break" | "continue"): Jump {
    const next = this.#tokens.nextNonSpace();
    if (next.kind !== "rightDelimiter") this.#tokens.unexpected(next, `{{${kind}}}`);
    if (this.#ranges === 0) this.#tokens.fail(`{{${kind}}} outside {{range}}`);
    return { kind, start };
  }

  #branch(kind: Branch["kind"]): Branch {
    const tokens = this.#tokens;
    const known = this.#variables.length;
    const pipeline = this.#pipeline(kind, "rightDelimiter");
    if (kind === "range") this.#ranges++;
    const { body, end } = this.#list();
    if (kind === "range") this.#ranges--;
    let otherwise: readonly Statement[] | undefined;
    if (end.kind === "else") {
      if (kind !== "range" && tokens.peek().kind === kind) {
        tokens.next();
        otherwise = [this.#branch(kind)];
      } else {
        const rest = this.#list();
        if (rest.end.kind !== "end") tokens.fail(`expected end; found {{${rest.end.kind}}}`);
        otherwise = rest.body;
      }
    }
    this.#variables.length = known;
    return { kind, start: pipeline.start, pipeline, body, otherwise };
  }

  #block(): Invocation {
    const context = "block clause";
    const token = this.#tokens.nextNonSpace();
    const name = this.#templateName(token, context);
    const pipeline = this.#pipeline(context, "rightDelimiter");
    new Parser(this.#shared).#named(name, context);
    return { kind: "template", start: token.start, name, pipeline };
  }

  #invocation(): Invocation {
    const token = this.#tokens.nextNonSpace();
    const name = this.#templateName(token, "template clause");
    let pipeline: Pipeline | undefined;
    if (this.#tokens.nextNonSpace().kind !== "rightDelimiter") {
      this.#tokens.backup();
      pipeline = this.#pipeline("template clause", "rightDelimiter");
    }
    return { kind: "template", start: token.start, name, pipeline };
  }

  #templateName(token: Token, context: string): string {
    if (token.kind !== "string" && token.kind !== "rawString") this.#tokens.unexpected(token, context);
    return this.#unquoted(token);
  }

  #unquoted(token: Token): string {
    return unquoteGo(token.value) ?? this.#tokens.fail("invalid syntax");
  }

  #pipeline(context: string, end: TokenKind): Pipeline {
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
        if (!this.#shared.isFunction(value)) tokens.fail(`function ${quote(value)} not defined`);
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
        return this.#pipeline("parenthesized pipeline", "rightParen");
      case "string":
      case "rawString":
        return { kind: "string", start, source: value, value: this.#unquoted(token) } satisfies StringLiteral;
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

function isBlank(statement: Statement): boolean {
  return statement.kind === "text" && statement.text.trim() === "";
}
