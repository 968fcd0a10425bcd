import { settle } from "../../core/assumed.ts";
import { BurnlineError } from "../../core/issue.ts";
import { seconds } from "../../core/quantity.ts";
import { type Condition, type Understanding, understood } from "../../model/condition.ts";
import { generalDrafts } from "./general-scenarios.ts";
import { optionIssues } from "./options.ts";
import type { COMMON, OptionsOf, ParameterSet, STATE, ValuesOf } from "./parameters.ts";
import { type Draft, STEP } from "./scenarios.ts";

/** An entry as tools read it: YAML models, the JSON Schema, documentation. */
export interface CatalogueEntry {
  readonly name: string;
  /** What fires it, in one line. */
  readonly about: string;
  readonly parameters: ParameterSet;
  /** The condition of options that no type checker has seen. Throws BurnlineError for options that do not fit. */
  readonly build: (options: object) => Condition;
}

/** An entry as authors of models call it. */
export type Entry<P extends ParameterSet> = (<const S extends string>(options: OptionsOf<P, S>) => Condition<S>) &
  CatalogueEntry;

/** What an entry makes of its options; alert, severity and duration are the same work for all of them. */
export type Body = Pick<Condition, "expression" | "unit" | "summary" | "means"> &
  Required<Understanding> & { readonly drafts: readonly Draft[] };

/** Declares an entry: one place for its name, its parameters and what it builds. */
export function defineEntry<const P extends ParameterSet & typeof COMMON>(spec: {
  readonly name: string;
  readonly about: string;
  readonly parameters: P;
  /** True for what fires when there is no series: another job's series do not calm it. */
  readonly noticesAbsence?: boolean;
  readonly build: (options: ValuesOf<P>) => Body;
}): Entry<P> {
  const { name, about, parameters } = spec;
  const build = (given: object): Condition => {
    const options = settle<ValuesOf<P>>(given);
    const issues = optionIssues(name, parameters, options);
    if (issues.length > 0) throw new BurnlineError(issues);
    // Every parameter set holds the common ones; events have no `for`.
    const common = options as unknown as ValuesOf<typeof COMMON> & Partial<ValuesOf<typeof STATE>>;
    const { drafts, meaning, stages, ...body } = spec.build(options);
    const pending = common.for ?? seconds(0);
    const general = generalDrafts(drafts, body.expression, {
      job: common.job,
      noticesAbsence: spec.noticesAbsence ?? false,
    });
    const condition = settle<Condition>({
      alert: common.alert,
      ...body,
      for: pending,
      severity: common.severity,
      ...(common.impact === undefined ? {} : { impact: common.impact }),
      scenarios: [...drafts, ...general].map((draft) => ({
        alert: common.alert,
        labels: { severity: common.severity },
        step: STEP,
        expect: [],
        ...draft,
      })),
      catalogue: name,
    });
    return understood(withAssumptionsOf(options, condition), { meaning, stages });
  };
  const entry = Object.assign((options: object) => build(options), { about, parameters, build });
  return Object.defineProperty(entry, "name", { value: name }) as unknown as Entry<P>;
}

/** The list of assumptions is kept under a symbol: it moves from the options to the condition that replaces them. */
function withAssumptionsOf<T extends object>(options: object, value: T): T {
  for (const symbol of Object.getOwnPropertySymbols(options)) {
    Object.defineProperty(value, symbol, Object.getOwnPropertyDescriptor(options, symbol) ?? {});
  }
  return value;
}
