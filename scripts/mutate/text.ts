import type { MutationAccount, RuleAccount } from "../../lib/prove/mutate/account.ts";
import type { JudgedGroup, JudgedMutant } from "../../lib/prove/mutate/judge-group.ts";

/** What else there is to tell of a run. */
export interface Told {
  readonly mutants: readonly JudgedMutant[];
  readonly stale: readonly string[];
  readonly faults: readonly JudgedGroup[];
  readonly seconds: number;
}

/** What became of mutants, for people: by operator, then everything that needs attention. */
export function accountText(account: MutationAccount, { mutants, stale, faults, seconds }: Told): string {
  const { killed, equivalent, survived, alerts, recordings } = account;
  const survivors = [...recordings, ...alerts].flatMap((rule: RuleAccount) => rule.survivors);
  return [
    ...byOperator(mutants, new Set(survivors.map(({ id }) => id))),
    "",
    ...section(
      "survived",
      survivors.map(({ id, description }) => `${id}: ${description}`),
    ),
    ...section("listed as equivalent, but refuted, changed or gone", stale),
    ...section(
      "refuted without a fault",
      faults.map((fault) => `${fault.group}: ${fault.faults.join(", ")}`),
    ),
    `${killed} killed, ${equivalent} equivalent, ${survived} survived in ${seconds.toFixed(0)} s`,
    "",
  ].join("\n");
}

function byOperator(mutants: readonly JudgedMutant[], survivors: ReadonlySet<string>): readonly string[] {
  const operators = [...new Set(mutants.map(({ operator }) => operator))];
  return operators.map((operator) => {
    const own = mutants.filter((mutant) => mutant.operator === operator);
    const killed = own.filter(({ refutedBy }) => refutedBy !== undefined).length;
    const survived = own.filter(({ id }) => survivors.has(id)).length;
    return `${operator.padEnd(16)}${String(own.length).padStart(6)} mutants${String(killed).padStart(7)} killed${String(survived).padStart(6)} survived`;
  });
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), ""];
}
