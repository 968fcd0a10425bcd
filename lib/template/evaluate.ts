import { quote } from "../promql/quote.ts";
import { BUILTINS } from "./builtins/builtins.ts";
import { FunctionError, TemplateError } from "./error.ts";
import {
  canBeNil,
  type GoFunction,
  missingIn,
  nilOf,
  type ParameterType,
  type TemplateEnvironment,
} from "./function.ts";
import { literalFor, untypedNumber } from "./literals.ts";
import { methodOf } from "./methods.ts";
import { type Chain, type Command, type Node, nodeText, type Operand, type Pipeline, type Variable } from "./nodes.ts";
import { PROMETHEUS_FUNCTIONS } from "./prometheus/functions.ts";
import { boolValue, followed, INVALID, isTrue, stringValue, typeName, unwrapped, type Value } from "./value.ts";
import type { Variables } from "./variables.ts";

/** What has to be known to tell where in which template something failed. */
export interface Place {
  readonly templateName: string;
  readonly text: string;
  /** The template that is executed: the whole one or one that it defines. */
  readonly current: string;
}

/** Finds a function of templates by its name. */
export function functionNamed(name: string): GoFunction | undefined {
  if (Object.hasOwn(PROMETHEUS_FUNCTIONS, name)) return PROMETHEUS_FUNCTIONS[name];
  return Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
}

/** Evaluates pipelines; `piped` is the value of the command before, `undefined` where there is none. */
export class Evaluator {
  readonly variables: Variables;
  readonly #place: Place;
  readonly #environment: TemplateEnvironment;
  /** The node that errors are told of. */
  #node: Node | undefined;

  constructor(place: Place, environment: TemplateEnvironment, variables: Variables) {
    this.#place = place;
    this.#environment = environment;
    this.variables = variables;
  }

  at(node: Node): void {
    this.#node = node;
  }

  fail(message: string): never {
    const { templateName, text, current } = this.#place;
    const node = this.#node;
    if (node === undefined) throw new TemplateError(`template: ${current}: ${message}`);
    const before = text.slice(0, node.start);
    const line = before.split("\n").length;
    const column = new TextEncoder().encode(before.slice(before.lastIndexOf("\n") + 1)).length;
    const where = `${templateName}:${line}:${column}`;
    throw new TemplateError(`template: ${where}: executing ${quote(current)} at <${nodeText(node)}>: ${message}`);
  }

  pipeline(dot: Value, pipeline: Pipeline | undefined): Value {
    if (pipeline === undefined) return INVALID;
    this.at(pipeline);
    let value: Value | undefined;
    for (const command of pipeline.commands) value = unwrapped(this.#command(dot, command, value));
    for (const { names } of pipeline.declared) {
      const name = names[0] as string;
      if (pipeline.isAssignment) this.assign(name, value ?? INVALID);
      else this.variables.declare(name, value ?? INVALID);
    }
    return value ?? INVALID;
  }

  assign(name: string, value: Value): void {
    if (!this.variables.assign(name, value)) this.fail(`undefined variable: ${name}`);
  }

  #command(dot: Value, command: Command, piped: Value | undefined): Value {
    const [first, ...rest] = command.operands as [Operand, ...Operand[]];
    switch (first.kind) {
      case "field":
        this.at(first);
        return this.#fields(dot, dot, first, first.names, rest, piped);
      case "chain":
        return this.#chain(dot, first, rest, piped);
      case "identifier":
        return this.#function(dot, first.name, first, command, rest, piped);
      case "variable":
        return this.#variable(dot, first, rest, piped);
    }
    if (first.kind !== "pipeline") this.at(first);
    this.#refuseArguments(first, rest, piped);
    switch (first.kind) {
      case "pipeline":
        return this.pipeline(dot, first);
      case "bool":
        return boolValue(first.value);
      case "dot":
        return dot;
      case "nil":
        return this.fail("nil is not a command");
      case "number":
        return untypedNumber(first) ?? this.fail(`${first.text} overflows int`);
      case "string":
        return stringValue(first.value);
    }
  }

  #refuseArguments(first: Operand, rest: readonly Operand[], piped: Value | undefined): void {
    if (rest.length === 0 && piped === undefined) return;
    this.fail(`can't give argument to non-function ${nodeText(first)}`);
  }

  #chain(dot: Value, chain: Chain, rest: readonly Operand[], piped: Value | undefined): Value {
    this.at(chain);
    if (chain.operand.kind === "nil") this.fail(`indirection through explicit nil in ${nodeText(chain)}`);
    const receiver = this.#argument(dot, undefined, chain.operand);
    return this.#fields(dot, receiver, chain, chain.names, rest, piped);
  }

  #variable(dot: Value, variable: Variable, rest: readonly Operand[], piped: Value | undefined): Value {
    this.at(variable);
    const [name, ...fields] = variable.names as [string, ...string[]];
    const value = this.variables.value(name) ?? this.fail(`undefined variable: ${name}`);
    if (fields.length > 0) return this.#fields(dot, value, variable, fields, rest, piped);
    this.#refuseArguments(variable, rest, piped);
    return value;
  }

  /** `.A.B.C`, of which only the last may have arguments. */
  #fields(
    dot: Value,
    receiver: Value,
    node: Operand,
    names: readonly string[],
    rest: readonly Operand[],
    piped: Value | undefined,
  ): Value {
    let value = receiver;
    for (const [i, name] of names.entries()) {
      const isLast = i === names.length - 1;
      value = this.#field(dot, value, node, name, isLast ? rest : [], isLast ? piped : undefined);
    }
    return value;
  }

  #field(
    dot: Value,
    receiver: Value,
    node: Operand,
    name: string,
    rest: readonly Operand[],
    piped: Value | undefined,
  ): Value {
    if (receiver.kind === "invalid") return INVALID;
    const type = typeName(receiver);
    const { value, isNil } = followed(receiver);
    if (value.kind === "interface" && isNil) this.fail(`nil pointer evaluating ${type}.${name}`);
    const method = methodOf(value, name, unwrapped(receiver).kind === "pointer");
    if (method !== undefined) return this.#call(dot, method, name, node, rest, piped);
    const hasArguments = rest.length > 0 || piped !== undefined;
    if (value.kind === "struct") {
      const field = value.fields.find(([one]) => one === name);
      if (field !== undefined && hasArguments) {
        this.fail(`${name} has arguments but cannot be invoked as function`);
      }
      if (field !== undefined) return field[1];
    }
    if (value.kind === "map") {
      if (hasArguments) this.fail(`${name} is not a method but has arguments`);
      return value.entries.get(name) ?? missingIn(value);
    }
    return this.fail(`can't evaluate field ${name} in type ${type}`);
  }

  #function(
    dot: Value,
    name: string,
    node: Operand,
    command: Node,
    rest: readonly Operand[],
    piped: Value | undefined,
  ): Value {
    this.at(node);
    const found = functionNamed(name) ?? this.fail(`${quote(name)} is not a defined function`);
    return this.#call(dot, found, name, command, rest, piped);
  }

  #call(
    dot: Value,
    found: GoFunction,
    name: string,
    node: Node,
    rest: readonly Operand[],
    piped: Value | undefined,
  ): Value {
    const fixed = found.parameters.length;
    const given = rest.length + (piped === undefined ? 0 : 1);
    if (found.rest !== undefined && given < fixed) {
      this.fail(`wrong number of args for ${name}: want at least ${fixed} got ${rest.length}`);
    }
    if (found.rest === undefined && given !== fixed) {
      this.fail(`wrong number of args for ${name}: want ${fixed} got ${given}`);
    }
    if (found.refusal !== undefined) this.fail(found.refusal);
    if (name === "and" || name === "or") return this.#shortCircuit(dot, name === "or", rest, piped);
    const typeAt = (i: number): ParameterType => found.parameters[i] ?? found.rest ?? "interface {}";
    const values = rest.map((argument, i) => this.#argument(dot, typeAt(i), argument));
    if (piped !== undefined) values.push(this.#checked(piped, typeAt(values.length)));
    if (name === "call") return this.#refuseCall(values, rest, node);
    try {
      return found.call(
        values.map((value, i) => (typeAt(i) === "interface {}" ? unwrapped(value) : value)),
        this.#environment,
      );
    } catch (error) {
      if (!(error instanceof FunctionError) && name !== "query") throw error;
      this.at(node);
      return this.fail(`error calling ${name}: ${(error as Error).message}`);
    }
  }

  #shortCircuit(dot: Value, stopsAt: boolean, rest: readonly Operand[], piped: Value | undefined): Value {
    let value = INVALID;
    for (const argument of rest) {
      value = this.#argument(dot, "reflect.Value", argument);
      if (isTrue(unwrapped(value)) === stopsAt) return value;
    }
    return piped ?? value;
  }

  /** No value of a template is a function. */
  #refuseCall(values: readonly Value[], rest: readonly Operand[], node: Node): never {
    const callee = unwrapped(values[0] ?? INVALID);
    const first = rest[0];
    const shown = callee.kind === "string" ? callee.value : `<${typeName(callee)} Value>`;
    const name = first === undefined ? shown : nodeText(first);
    this.at(node);
    if (callee.kind === "invalid") this.fail("error calling call: call of nil");
    this.fail(`error calling call: non-function ${name} of type ${typeName(callee)}`);
  }

  #argument(dot: Value, type: ParameterType | undefined, operand: Operand): Value {
    this.at(operand);
    switch (operand.kind) {
      case "dot":
        return this.#checked(dot, type);
      case "nil":
        if (type !== undefined && canBeNil(type)) return nilOf(type);
        return this.fail(`cannot assign nil to ${type}`);
      case "field":
        return this.#checked(this.#fields(dot, dot, operand, operand.names, [], undefined), type);
      case "variable":
        return this.#checked(this.#variable(dot, operand, [], undefined), type);
      case "pipeline":
        return this.#checked(this.pipeline(dot, operand), type);
      case "identifier":
        return this.#checked(this.#function(dot, operand.name, operand, operand, [], undefined), type);
      case "chain":
        return this.#checked(this.#chain(dot, operand, [], undefined), type);
    }
    const literal = literalFor(operand, type ?? "interface {}");
    return typeof literal === "string" ? this.fail(literal) : literal;
  }

  /** The value where its type is the one asked for, or can be made so. */
  #checked(value: Value, type: ParameterType | undefined): Value {
    if (type === undefined) return value;
    if (value.kind === "invalid") return canBeNil(type) ? nilOf(type) : this.fail(`invalid value; expected ${type}`);
    if (type === "reflect.Value" || type === "interface {}" || typeName(value) === type) return value;
    const inner = unwrapped(value);
    const shown = inner.kind === "invalid" ? value : inner;
    if (typeName(shown) === type) return shown;
    if (shown.kind === "pointer" && shown.type === `*${type}`) {
      return shown.target ?? this.fail(`dereference of nil pointer of type ${type}`);
    }
    return this.fail(`wrong type for value; expected ${type}; got ${typeName(shown)}`);
  }
}
