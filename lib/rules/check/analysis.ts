import type { Report } from "../../model/check/report.ts";
import type { System } from "../../model/system.ts";
import { analyse } from "../../promql/analysis/analyse.ts";
import { isSameUnit, SECONDS, times, unitInWords } from "../../promql/analysis/dimension.ts";
import { type Finding, shown } from "../../promql/analysis/finding.ts";
import type { Knowledge } from "../../promql/analysis/knowledge.ts";
import { Units } from "../../promql/analysis/units.ts";
import type { Expression } from "../../promql/ast.ts";
import type { DerivedAlert, DerivedGroup } from "../derived.ts";
import type { RuleCode } from "./codes.ts";
import { pathOf } from "./expressions.ts";
import { dimensionOf, modelKnowledge } from "./model-knowledge.ts";
import { withRecordings } from "./recorded-knowledge.ts";

/** That expressions can give what they are written for: see {@link analyse}. Groups are looked at one by one. */
export class Analysis {
  readonly #knowledge: Knowledge;
  readonly #report: Report<RuleCode>;
  readonly #refused: readonly string[];

  /** `refused` are paths at which the model is wrong: what is derived there is not looked at. */
  constructor(system: System, report: Report<RuleCode>, refused: readonly string[] = []) {
    this.#refused = refused;
    this.#knowledge = modelKnowledge(system);
    this.#report = report;
  }

  visit(group: DerivedGroup): void {
    if (this.#refused.some((path) => path === group.path || path.startsWith(`${group.path}.`))) return;
    const recordings = group.rules.filter((rule) => rule.kind === "recording");
    const knowledge = withRecordings(recordings, this.#knowledge);
    for (const rule of group.rules) {
      const alert = rule.kind === "alert";
      const path = alert ? pathOf({ alert: rule, group }) : group.path;
      for (const finding of analyse(rule.expression, knowledge, { alert })) {
        report(this.#report, path, finding, rule.expression);
      }
      if (alert) this.#unit(rule, path, knowledge);
    }
  }

  /** The unit in which an annotation would show the value. */
  #unit({ expression, origin }: DerivedAlert, path: string, knowledge: Knowledge): void {
    if (origin.kind !== "condition" || origin.condition.unit === undefined) return;
    const measured = new Units(knowledge).of(expression);
    const { unit } = origin.condition;
    if (measured === undefined || measured === "number" || isSameUnit(measured, dimensionOf(unit))) return;
    // The model has no unit for bytes per second; they are shown as bytes.
    if (isSameUnit(times(measured, SECONDS), dimensionOf(unit))) return;
    this.#report.error(
      "unit-mismatch",
      path,
      "the value of the expression is measured in another unit than it is shown in",
      {
        found: unitInWords(measured),
        expected: unit,
      },
    );
  }
}

function report(to: Report<RuleCode>, path: string, finding: Finding, whole: Expression): void {
  const { code, level, message, expected, mend } = finding;
  const facts = { found: shown(finding.node, whole), expected, mend };
  if (level === "error") to.error(code, path, message, facts);
  else to.warning(code, path, message, facts);
}
