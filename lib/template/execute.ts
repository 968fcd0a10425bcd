import { quote } from "../promql/quote.ts";
import { printable } from "./builtins/builtins.ts";
import { Evaluator, type Place } from "./evaluate.ts";
import { NO_FLAGS } from "./format/flags.ts";
import { printed, valueText } from "./format/value-text.ts";
import type { TemplateEnvironment } from "./function.ts";
import type { Branch, Invocation, Statement } from "./nodes.ts";
import type { Bodies } from "./parser.ts";
import { compareStrings, followed, INVALID, intValue, isTrue, stringValue, unwrapped, type Value } from "./value.ts";
import { Variables } from "./variables.ts";

/** Templates may invoke themselves; Go stops at a depth that no template that ends has. */
const GO_DEEPEST = 100_000;
/** Where this implementation stops and says what Go says: JavaScript's stack is smaller. */
const DEEPEST = 400;

/** What a list of statements ended with: `break` and `continue` leave all lists up to the next `range`. */
type Outcome = "done" | "break" | "continue";

/** Executes the template `name`. Errors: `TemplateError` in Go's words. */
export function execute(
  name: string,
  text: string,
  bodies: Bodies,
  data: Value,
  environment: TemplateEnvironment,
): string {
  const out: string[] = [];
  const place = { templateName: name, text, current: name };
  new Execution(place, bodies, data, environment, out, 0).run(bodies.get(name) ?? []);
  return out.join("");
}

class Execution {
  readonly #place: Place;
  readonly #bodies: Bodies;
  readonly #environment: TemplateEnvironment;
  readonly #out: string[];
  readonly #depth: number;
  readonly #data: Value;
  readonly #evaluator: Evaluator;

  constructor(
    place: Place,
    bodies: Bodies,
    data: Value,
    environment: TemplateEnvironment,
    out: string[],
    depth: number,
  ) {
    this.#place = place;
    this.#bodies = bodies;
    this.#environment = environment;
    this.#out = out;
    this.#depth = depth;
    this.#data = data;
    this.#evaluator = new Evaluator(place, environment, new Variables(data));
  }

  run(body: readonly Statement[]): void {
    this.#list(this.#data, body);
  }

  #list(dot: Value, body: readonly Statement[]): Outcome {
    for (const statement of body) {
      const outcome = this.#statement(dot, statement);
      if (outcome !== "done") return outcome;
    }
    return "done";
  }

  #statement(dot: Value, statement: Statement): Outcome {
    this.#evaluator.at(statement);
    switch (statement.kind) {
      case "text":
        this.#out.push(statement.text);
        return "done";
      case "action": {
        const value = this.#evaluator.pipeline(dot, statement.pipeline);
        if (statement.pipeline.declared.length === 0) this.#out.push(valueText(printable(value), "v", NO_FLAGS));
        return "done";
      }
      case "break":
      case "continue":
        return statement.kind;
      case "if":
      case "with":
        return this.#choice(dot, statement);
      case "range":
        return this.#range(dot, statement);
      case "template":
        this.#invoke(dot, statement);
        return "done";
    }
  }

  #choice(dot: Value, { kind, pipeline, body, otherwise }: Branch): Outcome {
    const { variables } = this.#evaluator;
    const mark = variables.mark();
    const value = this.#evaluator.pipeline(dot, pipeline);
    const outcome = isTrue(unwrapped(value))
      ? this.#list(kind === "with" ? value : dot, body)
      : this.#list(dot, otherwise ?? []);
    variables.restore(mark);
    return outcome;
  }

  #range(dot: Value, branch: Branch): Outcome {
    const { variables } = this.#evaluator;
    const mark = variables.mark();
    const { value } = followed(this.#evaluator.pipeline(dot, branch.pipeline));
    let isEmpty = true;
    let outcome: Outcome = "done";
    for (const [index, element] of this.#elements(value, branch)) {
      isEmpty = false;
      const inner = variables.mark();
      this.#setVariables(branch, index, element);
      const ended = this.#list(element, branch.body);
      variables.restore(inner);
      if (ended === "break") break;
    }
    if (isEmpty && branch.otherwise !== undefined) outcome = this.#list(dot, branch.otherwise);
    variables.restore(mark);
    return outcome;
  }

  #elements(value: Value, { pipeline }: Branch): Iterable<readonly [index: Value, element: Value]> {
    switch (value.kind) {
      case "slice":
        return value.items.map((item, i) => [intValue(i), item] as const);
      case "map":
        return [...value.entries]
          .sort(([a], [b]) => compareStrings(a, b))
          .map(([key, element]) => [stringValue(key), element] as const);
      case "int":
      case "uint":
        if (pipeline.declared.length > 1) {
          this.#evaluator.fail(`can't use ${printed([value])} to iterate over more than one variable`);
        }
        return counted(value);
      case "invalid":
        return [];
      default:
        return this.#evaluator.fail(`range can't iterate over ${printed([value])}`);
    }
  }

  #setVariables({ pipeline: { declared, isAssignment } }: Branch, index: Value, element: Value): void {
    const [first, second] = declared.map(({ names }) => names[0] as string);
    if (first === undefined) return;
    if (!isAssignment) {
      this.#evaluator.variables.setLatest(0, element);
      if (second !== undefined) this.#evaluator.variables.setLatest(1, index);
    } else if (second === undefined) {
      this.#evaluator.assign(first, element);
    } else {
      this.#evaluator.assign(first, index);
      this.#evaluator.assign(second, element);
    }
  }

  #invoke(dot: Value, { name, pipeline }: Invocation): void {
    const body = this.#bodies.get(name);
    if (body === undefined) this.#evaluator.fail(`template ${quote(name)} not defined`);
    if (this.#depth >= DEEPEST) this.#evaluator.fail(`exceeded maximum template depth (${GO_DEEPEST})`);
    const data = this.#evaluator.pipeline(dot, pipeline);
    const place = { ...this.#place, current: name };
    new Execution(place, this.#bodies, data, this.#environment, this.#out, this.#depth + 1).run(body);
  }
}

function* counted(value: Extract<Value, { readonly value: bigint }>): Iterable<readonly [Value, Value]> {
  for (let i = 0n; i < value.value; i++) yield [INVALID, { ...value, value: i }];
}
