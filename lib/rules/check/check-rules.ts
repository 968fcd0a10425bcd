import { type Issue, isError } from "../../core/issue.ts";
import { Report } from "../../model/check/report.ts";
import { objectivesOf } from "../../model/check/walk.ts";
import type { System } from "../../model/system.ts";
import type { DerivedGroup } from "../derived.ts";
import { Analysis } from "./analysis.ts";
import { checkBurnRates } from "./burn-rates.ts";
import type { RuleCode } from "./codes.ts";
import { checkConditions, Identities } from "./expressions.ts";
import { checkMoments } from "./moments.ts";
import { checkReach, checkSampling } from "./objective-windows.ts";
import { checkAbsence, checkPending } from "./pending.ts";
import { References } from "./references.ts";
import { checkTemplates } from "./templates.ts";

/** Finds what is wrong with the rules derived from a system: windows, burn rates, identity, labels, expressions. */
export class RuleChecks {
  readonly #system: System;
  readonly #report = new Report<RuleCode>();
  readonly #identities = new Identities(this.#report);
  readonly #analysis: Analysis;
  readonly #references: References;

  /** `told` is what is wrong with the model itself; it is not told again in the words of expressions. */
  constructor(system: System, told: readonly Issue[] = []) {
    this.#system = system;
    this.#analysis = new Analysis(
      system,
      this.#report,
      told.filter(isError).map(({ path }) => path),
    );
    this.#references = new References(system);
    for (const at of objectivesOf(system)) {
      checkBurnRates(at, this.#report);
      checkSampling(system, at, this.#report);
      checkMoments(system, at, this.#report);
      checkReach(system, at, this.#report);
      checkAbsence(system, at, this.#report);
    }
    checkConditions(system, this.#report);
  }

  /** Looks at one group; every group of the system has to be shown once. */
  visit(group: DerivedGroup): void {
    checkPending(this.#system, group, this.#report);
    this.#identities.visit(group);
    checkTemplates(group, this.#report);
    this.#analysis.visit(group);
    this.#references.visit(group);
  }

  /** What is wrong, once every group was shown. */
  issues(): readonly Issue[] {
    return [...this.#report.issues, ...this.#references.issues()];
  }
}
