import { type LabelSet, mayHave } from "../../promql/analysis/labels-set.ts";
import { quote } from "../../promql/quote.ts";
import { TemplateError } from "../error.ts";
import { functionNamed } from "../evaluate.ts";
import { DEFINITIONS, parseTemplate } from "../expand.ts";
import {
  type Field,
  type Node,
  nodeText,
  type Operand,
  type Pipeline,
  type Statement,
  type Variable,
} from "../nodes.ts";
import { callProblem, type StaticType, typeOfOperand } from "./types.ts";

/** What is wrong with a template, told from its text; `start` and `end` are places in it. */
export interface TemplateFinding {
  /**
   * `parse`: Prometheus refuses it. `call`: it fails wherever it is reached. `missing-label`: no series has the label, the
   * text is always empty there. `possible-label`: some series may lack the label.
   */
  readonly kind: "parse" | "call" | "missing-label" | "possible-label";
  /** In Go's words where Prometheus would complain. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface TemplateCheck {
  /** The labels of the series that the alert is about. */
  readonly labels: LabelSet;
  /** Name of the alert, for the words of errors; default `""`. */
  readonly alert?: string;
  /** What `$value` is; default `float64`. */
  readonly value?: "float64" | "*histogram.FloatHistogram";
}

/** Checks a label or an annotation of an alerting rule without expanding it. */
export function checkTemplate(text: string, options: TemplateCheck): readonly TemplateFinding[] {
  const name = `__alert_${options.alert ?? ""}`;
  try {
    const { bodies } = parseTemplate(name, DEFINITIONS + text);
    const checker = new Checker(text, options);
    for (const [one, body] of bodies) checker.statements(body, one === name ? "data" : "unknown", new Set());
    return checker.findings.toSorted((a, b) => a.start - b.start);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const start = Math.min(text.length, Math.max(0, (error.start ?? 0) - DEFINITIONS.length));
    return [{ kind: "parse", message: error.message, start, end: Math.max(start, text.length) }];
  }
}

/** What the dot is: the data of the alert or something that a `with` or a `range` made it. */
type Scope = "data" | "unknown";

class Checker {
  readonly findings: TemplateFinding[] = [];
  readonly #options: TemplateCheck;
  readonly #text: string;

  constructor(text: string, options: TemplateCheck) {
    this.#text = text;
    this.#options = options;
  }

  /** `tested` are the labels whose presence is tested around the statements. */
  statements(body: readonly Statement[], dot: Scope, tested: ReadonlySet<string>): void {
    for (const statement of body) {
      if (statement.start < DEFINITIONS.length && statement.kind === "action") continue;
      switch (statement.kind) {
        case "action":
          this.#pipeline(statement.pipeline, dot, tested);
          break;
        case "template":
          if (statement.pipeline !== undefined) this.#pipeline(statement.pipeline, dot, tested);
          break;
        case "if":
        case "with": {
          const inside = new Set([...tested, ...this.#labelsIn(statement.pipeline, dot)]);
          this.#pipeline(statement.pipeline, dot, inside);
          this.statements(statement.body, statement.kind === "if" ? dot : "unknown", inside);
          this.statements(statement.otherwise ?? [], dot, inside);
          break;
        }
        case "range":
          this.#pipeline(statement.pipeline, dot, tested);
          this.statements(statement.body, "unknown", tested);
          this.statements(statement.otherwise ?? [], dot, tested);
          break;
      }
    }
  }

  #pipeline(pipeline: Pipeline, dot: Scope, tested: ReadonlySet<string>): void {
    let piped: { readonly type: StaticType } | undefined;
    const ofName = (operand: Operand): StaticType => this.#typeOfName(operand, dot);
    for (const command of pipeline.commands) {
      const [first] = command.operands as [Operand, ...Operand[]];
      for (const operand of command.operands) this.#operand(operand, dot, tested, operand === first);
      if (first.kind === "identifier") {
        const found = functionNamed(first.name);
        const problem = found && callProblem(first.name, found, command, piped, ofName);
        if (problem !== undefined) this.#add("call", problem, command);
        if (first.name === "index") this.#index(command.operands, dot, tested);
      }
      piped = { type: typeOfOperand(first, ofName) };
    }
  }

  #operand(operand: Operand, dot: Scope, tested: ReadonlySet<string>, isFirst: boolean): void {
    if (operand.kind === "pipeline") this.#pipeline(operand, dot, tested);
    if (operand.kind === "chain") this.#operand(operand.operand, dot, tested, false);
    if (operand.kind === "identifier" && !isFirst) {
      const found = functionNamed(operand.name);
      const problem = found && callProblem(operand.name, found, { operands: [operand] }, undefined, () => undefined);
      if (problem !== undefined) this.#add("call", problem, operand);
    }
    const label = this.#labelOf(operand, dot);
    if (label !== undefined) this.#label(label, operand, tested);
  }

  /** `index $labels "job"`. */
  #index([, map, key]: readonly Operand[], dot: Scope, tested: ReadonlySet<string>): void {
    if (map === undefined || key?.kind !== "string" || !this.#isLabels(map, dot)) return;
    this.#label(key.value, key, tested);
  }

  #label(label: string, node: Node, tested: ReadonlySet<string>): void {
    const { labels } = this.#options;
    if (!mayHave(labels, label)) {
      this.#add("missing-label", `no series of the expression has the label ${quote(label)}`, node);
    } else if (!labels.sure.has(label) && !tested.has(label)) {
      this.#add("possible-label", `series of the expression may lack the label ${quote(label)}`, node);
    }
  }

  #labelsIn(pipeline: Pipeline, dot: Scope): readonly string[] {
    return pipeline.commands.flatMap(({ operands }) => {
      const [first, map, key] = operands;
      const isIndex = first?.kind === "identifier" && first.name === "index" && map !== undefined;
      const indexed = isIndex && key?.kind === "string" && this.#isLabels(map, dot) ? [key.value] : [];
      const named = operands.flatMap((operand) =>
        operand.kind === "pipeline" ? this.#labelsIn(operand, dot) : (this.#labelOf(operand, dot) ?? []),
      );
      return [...indexed, ...named];
    });
  }

  /** The path from the data of the alert, `Labels.job`, where a name leads there. */
  #pathOf(operand: Operand, dot: Scope): readonly string[] | undefined {
    if (operand.kind === "field") return dot === "data" ? operand.names : undefined;
    if (operand.kind !== "variable") return undefined;
    const [name = "", ...rest] = operand.names;
    if (name === "$") return dot === "data" ? rest : undefined;
    const field = { $labels: "Labels", $value: "Value", $externalURL: "ExternalURL" }[name];
    return field === undefined || this.#isRedeclared(name) ? undefined : [field, ...rest];
  }

  /** Whether the template gives a name of its own meaning: then nothing is said about it. */
  #isRedeclared(name: string): boolean {
    return (
      new RegExp(`\\${name}\\s*(?:,[^}]*)?:?=`).test(this.#text) || new RegExp(`,\\s*\\${name}\\s*:?=`).test(this.#text)
    );
  }

  #labelOf(operand: Operand, dot: Scope): string | undefined {
    const path = this.#pathOf(operand, dot);
    return path?.[0] === "Labels" ? path[1] : undefined;
  }

  #isLabels(operand: Operand, dot: Scope): boolean {
    const path = this.#pathOf(operand, dot);
    return path?.length === 1 && path[0] === "Labels";
  }

  #typeOfName(operand: Operand, dot: Scope): StaticType {
    const [field, ...rest] = this.#pathOf(operand, dot) ?? [];
    if (field === "Value" && rest.length === 0) return this.#options.value ?? "float64";
    if (field === "ExternalURL" && rest.length === 0) return "string";
    if (field !== "Labels" || rest.length > 1) return undefined;
    return rest.length === 1 ? "string" : "map[string]string";
  }

  #add(kind: TemplateFinding["kind"], message: string, node: Node): void {
    const start = startOf(node) - DEFINITIONS.length;
    this.findings.push({ kind, message, start, end: Math.min(this.#text.length, start + nodeText(node).length) });
  }
}

/** Go counts the place of a name with fields from its second part. */
function startOf(node: Node): number {
  if (node.kind === "command") return startOf(node.operands[0] as Operand);
  if (node.kind !== "variable" && node.kind !== "field") return node.start;
  return node.start - (node.names.length > 1 ? lengthOfFirst(node) : 0);
}

function lengthOfFirst(node: Variable | Field): number {
  return (node.names[0] ?? "").length + (node.kind === "field" ? 1 : 0);
}
