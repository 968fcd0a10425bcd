import { quote } from "../promql/quote.ts";

/** The parts of a template; `start` is a place in its text. */
export type Node = Statement | Pipeline | Command | Operand;

export type Statement = Text | Action | Branch | Invocation | Jump;
export type Operand =
  | Identifier
  | Variable
  | Field
  | Chain
  | Dot
  | Nil
  | Bool
  | NumberLiteral
  | StringLiteral
  | Pipeline;

interface Placed {
  readonly start: number;
}
export interface Text extends Placed {
  readonly kind: "text";
  readonly text: string;
}
export interface Action extends Placed {
  readonly kind: "action";
  readonly pipeline: Pipeline;
}
export interface Branch extends Placed {
  readonly kind: "if" | "range" | "with";
  readonly pipeline: Pipeline;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[] | undefined;
}
/** `{{template "name" pipeline}}`; a block is one too. */
export interface Invocation extends Placed {
  readonly kind: "template";
  readonly name: string;
  readonly pipeline: Pipeline | undefined;
}
export interface Jump extends Placed {
  readonly kind: "break" | "continue";
}
export interface Pipeline extends Placed {
  readonly kind: "pipeline";
  readonly declared: readonly Variable[];
  /** Whether the variables are given a new value instead of being declared. */
  readonly isAssignment: boolean;
  readonly commands: readonly Command[];
}
export interface Command extends Placed {
  readonly kind: "command";
  readonly operands: readonly Operand[];
}
export interface Identifier extends Placed {
  readonly kind: "identifier";
  readonly name: string;
}
export interface Variable extends Placed {
  readonly kind: "variable";
  /** The name with its `$`, and the fields after it. */
  readonly names: readonly string[];
}
export interface Field extends Placed {
  readonly kind: "field";
  readonly names: readonly string[];
}
export interface Chain extends Placed {
  readonly kind: "chain";
  readonly operand: Operand;
  readonly names: readonly string[];
}
export interface Dot extends Placed {
  readonly kind: "dot";
}
export interface Nil extends Placed {
  readonly kind: "nil";
}
export interface Bool extends Placed {
  readonly kind: "bool";
  readonly value: boolean;
}
/** A number; it has every type that can hold it. */
export interface NumberLiteral extends Placed {
  readonly kind: "number";
  readonly text: string;
  readonly int: bigint | undefined;
  readonly uint: bigint | undefined;
  readonly float: number | undefined;
  readonly complex: { readonly re: number; readonly im: number } | undefined;
}
export interface StringLiteral extends Placed {
  readonly kind: "string";
  readonly source: string;
  readonly value: string;
}

/** A node as Go prints it. */
export function nodeText(node: Node): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "action":
      return `{{${nodeText(node.pipeline)}}}`;
    case "if":
    case "range":
    case "with": {
      const otherwise = node.otherwise === undefined ? "" : `{{else}}${node.otherwise.map(nodeText).join("")}`;
      return `{{${node.kind} ${nodeText(node.pipeline)}}}${node.body.map(nodeText).join("")}${otherwise}{{end}}`;
    }
    case "template":
      return `{{template ${quote(node.name)}${node.pipeline === undefined ? "" : ` ${nodeText(node.pipeline)}`}}}`;
    case "break":
    case "continue":
      return `{{${node.kind}}}`;
    case "pipeline": {
      const declared = node.declared.map(nodeText).join(", ");
      const head = declared === "" ? "" : `${declared} ${node.isAssignment ? "=" : ":="} `;
      return head + node.commands.map(nodeText).join(" | ");
    }
    case "command":
      return node.operands.map(operandText).join(" ");
    case "identifier":
      return node.name;
    case "variable":
      return node.names.join(".");
    case "field":
      return node.names.map((name) => `.${name}`).join("");
    case "chain":
      return `${operandText(node.operand)}.${node.names.join(".")}`;
    case "dot":
      return ".";
    case "nil":
      return "nil";
    case "bool":
      return String(node.value);
    case "number":
      return node.text;
    case "string":
      return node.source;
  }
}

function operandText(node: Operand): string {
  return node.kind === "pipeline" ? `(${nodeText(node)})` : nodeText(node);
}
