import { quote } from "../promql/quote.ts";
import { Lexer, type Token } from "./lexer.ts";
import type { Branch, Invocation, Jump, Pipeline, Statement } from "./nodes.ts";
import { PipelineParser } from "./pipeline-parser.ts";
import { TokenReader } from "./token-reader.ts";

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

/** Reads one template; those that it defines have readers of their own, as variables are not shared. */
class Parser {
  readonly #shared: Shared;
  readonly #tokens: TokenReader;
  readonly #pipelines: PipelineParser;
  #ranges = 0;

  constructor(shared: Shared) {
    this.#shared = shared;
    this.#tokens = new TokenReader(shared.name, shared.lexer);
    this.#pipelines = new PipelineParser(this.#tokens, shared.isFunction);
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
    const text = this.#pipelines.unquoted(name);
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
    return { kind: "action", start, pipeline: this.#pipelines.read("command", "rightDelimiter") };
  }

  #jump({ start }: Token, kind: "break" | "continue"): Jump {
    const next = this.#tokens.nextNonSpace();
    if (next.kind !== "rightDelimiter") this.#tokens.unexpected(next, `{{${kind}}}`);
    if (this.#ranges === 0) this.#tokens.fail(`{{${kind}}} outside {{range}}`);
    return { kind, start };
  }

  #branch(kind: Branch["kind"]): Branch {
    const tokens = this.#tokens;
    const known = this.#pipelines.mark();
    const pipeline = this.#pipelines.read(kind, "rightDelimiter");
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
    this.#pipelines.restore(known);
    return { kind, start: pipeline.start, pipeline, body, otherwise };
  }

  #block(): Invocation {
    const context = "block clause";
    const token = this.#tokens.nextNonSpace();
    const name = this.#templateName(token, context);
    const pipeline = this.#pipelines.read(context, "rightDelimiter");
    new Parser(this.#shared).#named(name, context);
    return { kind: "template", start: token.start, name, pipeline };
  }

  #invocation(): Invocation {
    const token = this.#tokens.nextNonSpace();
    const name = this.#templateName(token, "template clause");
    let pipeline: Pipeline | undefined;
    if (this.#tokens.nextNonSpace().kind !== "rightDelimiter") {
      this.#tokens.backup();
      pipeline = this.#pipelines.read("template clause", "rightDelimiter");
    }
    return { kind: "template", start: token.start, name, pipeline };
  }

  #templateName(token: Token, context: string): string {
    if (token.kind !== "string" && token.kind !== "rawString") this.#tokens.unexpected(token, context);
    return this.#pipelines.unquoted(token);
  }
}

function isBlank(statement: Statement): boolean {
  return statement.kind === "text" && statement.text.trim() === "";
}
