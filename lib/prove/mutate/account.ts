import type { JudgedMutant } from "./judge-group.ts";

/** Mutants that do what their rule does, each with the words of its fault, and why that is so. */
export interface EquivalenceArgument {
  readonly argument: string;
  /** Descriptions of mutants by their ids. */
  readonly mutants: Readonly<Record<string, string>>;
}

/** Mutants of one rule by what became of them. */
export interface RuleAccount {
  readonly group: string;
  /** Its name; from the second rule of one name on with its number: `ApiErrorsBudgetBurn#2`. */
  readonly rule: string;
  readonly killed: number;
  readonly equivalent: number;
  readonly survived: number;
  readonly survivors: readonly { readonly id: string; readonly description: string }[];
}

/** All mutants by what became of them. */
export interface MutationAccount {
  readonly killed: number;
  readonly equivalent: number;
  readonly survived: number;
  readonly alerts: readonly RuleAccount[];
  readonly recordings: readonly RuleAccount[];
  /** Entries of the list of equivalents that are wrong: refuted, or about another fault by now. */
  readonly stale: readonly string[];
}

/** Most mutants that may be equivalent, as a share of all. */
export const MOST_EQUIVALENT = 0.02;

/** Counts what became of mutants; those that survived and are listed as equivalent are that. */
export function accountFor(
  mutants: readonly JudgedMutant[],
  equivalents: readonly EquivalenceArgument[],
): MutationAccount {
  const listed = new Map(equivalents.flatMap((one) => Object.entries(one.mutants)));
  const isEquivalent = ({ id, description, refutedBy }: JudgedMutant): boolean =>
    refutedBy === undefined && listed.get(id) === description;
  const byRule = new Map<string, JudgedMutant[]>();
  for (const mutant of mutants) {
    const key = mutant.id.slice(0, mutant.id.lastIndexOf(`/${mutant.operator}/`));
    byRule.set(key, [...(byRule.get(key) ?? []), mutant]);
  }
  const accounts = [...byRule].map(([key, own]) => ({
    isAlert: own[0]?.isAlert,
    account: ofRule(key, own, isEquivalent),
  }));
  const total = (count: (account: RuleAccount) => number): number =>
    accounts.reduce((sum, { account }) => sum + count(account), 0);
  return {
    killed: total(({ killed }) => killed),
    equivalent: total(({ equivalent }) => equivalent),
    survived: total(({ survived }) => survived),
    alerts: accounts.filter(({ isAlert }) => isAlert === true).map(({ account }) => account),
    recordings: accounts.filter(({ isAlert }) => isAlert !== true).map(({ account }) => account),
    stale: mutants.filter((mutant) => listed.has(mutant.id) && !isEquivalent(mutant)).map(({ id }) => id),
  };
}

/** Entries of the list of equivalents whose mutant is not made any more. */
export function withoutMutant(
  mutants: readonly JudgedMutant[],
  equivalents: readonly EquivalenceArgument[],
): readonly string[] {
  const made = new Set(mutants.map(({ id }) => id));
  return equivalents.flatMap((one) => Object.keys(one.mutants)).filter((id) => !made.has(id));
}

function ofRule(
  key: string,
  own: readonly JudgedMutant[],
  isEquivalent: (mutant: JudgedMutant) => boolean,
): RuleAccount {
  const survivors = own.filter((mutant) => mutant.refutedBy === undefined && !isEquivalent(mutant));
  const equivalent = own.filter(isEquivalent).length;
  const group = own[0]?.group ?? "";
  return {
    group,
    rule: key.slice(group.length + 1),
    killed: own.length - equivalent - survivors.length,
    equivalent,
    survived: survivors.length,
    survivors: survivors.map(({ id, description }) => ({ id, description })),
  };
}
