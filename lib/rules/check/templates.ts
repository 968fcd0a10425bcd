import type { Issue } from "../../core/issue.ts";
import type { Report } from "../../model/check/report.ts";
import { labelsOf } from "../../promql/analysis/labels.ts";
import type { LabelSet } from "../../promql/analysis/labels-set.ts";
import type { Expression } from "../../promql/ast.ts";
import { isComparison } from "../../promql/operators.ts";
import { checkTemplate, type TemplateFinding } from "../../template/check/check.ts";
import type { DerivedGroup } from "../derived.ts";
import type { RuleCode } from "./codes.ts";
import { pathOf } from "./expressions.ts";

/** The part of an alerting rule that has templates. */
export interface Templated {
  readonly alert: string;
  readonly expression: Expression;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What is wrong with a template, before it has a place. */
export type TemplateIssue = Omit<Issue, "path"> & { readonly code: RuleCode };

/** That the texts of alerts are templates which Prometheus takes, and that they name only labels which are there. */
export function checkTemplates(group: DerivedGroup, report: Report<RuleCode>): void {
  for (const alert of group.rules) {
    if (alert.kind !== "alert") continue;
    for (const { code, level, message, ...facts } of templateIssues(alert)) {
      if (level === "warning") report.warning(code, pathOf({ alert, group }), message, facts);
      else report.error(code, pathOf({ alert, group }), message, facts);
    }
  }
}

/** What is wrong with the templates of one alerting rule, each thing once. */
export function templateIssues({ alert, expression, labels, annotations }: Templated): readonly TemplateIssue[] {
  const all = [...Object.values(annotations ?? {}), ...Object.values(labels ?? {})];
  const texts = all.filter((text) => text.includes("{{"));
  if (texts.length === 0) return [];
  const issues = new Map<string, TemplateIssue>();
  const tell = (issue: TemplateIssue): unknown => issues.set(`${issue.found}`, issue);
  for (const branch of branchesOf(expression)) {
    for (const [finding, found] of findingsOf(texts, labelsOf(branch), alert)) {
      if (finding.kind === "missing-label") tell(uncertain(found));
    }
  }
  for (const [{ kind, message }, found] of findingsOf(texts, labelsOf(expression), alert)) {
    if (kind === "missing-label") tell(dropped(found));
    else if (kind !== "possible-label") {
      tell({ code: "template-invalid", message: INVALID[kind], found: message, expected: EXPECTED });
    }
  }
  return [...issues.values()];
}

function findingsOf(
  texts: readonly string[],
  labels: LabelSet,
  alert: string,
): readonly (readonly [finding: TemplateFinding, found: string])[] {
  return texts.flatMap((text) =>
    checkTemplate(text, { labels, alert }).map((finding) => [finding, text.slice(finding.start, finding.end)] as const),
  );
}

/** The expressions that an `or` puts together; only there it is certain that some series lack what others have. */
function branchesOf(node: Expression): readonly Expression[] {
  if (node.type === "paren") return branchesOf(node.expression);
  if (node.type !== "binary") return [node];
  if (node.operator === "or") return [...branchesOf(node.left), ...branchesOf(node.right)];
  return isComparison(node.operator) && node.right.type === "number" ? branchesOf(node.left) : [node];
}

const uncertain = (found: string): TemplateIssue => ({
  code: "annotation-label-uncertain",
  level: "warning",
  message: "some series of the alert lack a label that its text names",
  found,
  mend: "keep the label on both sides of the expression, or leave it out of the text",
});

const dropped = (found: string): TemplateIssue => ({
  code: "annotation-label-dropped",
  message: "the text names a label that the expression does not keep",
  found,
  mend: "keep the label in the expression's grouping, or leave it out of the text",
});

const INVALID = {
  parse: "Prometheus refuses this text as a template",
  call: "this template fails whenever the alert is raised",
};

const EXPECTED = "what https://prometheus.io/docs/prometheus/latest/configuration/template_reference/ lists";
