import { given } from "../core/given.ts";
import type { RuleGroup } from "../engine/rule.ts";
import { AlertTimeline } from "./alert-timeline.ts";
import { type Difference, differences } from "./compare.ts";
import { counterexample, forbidden } from "./counterexample.ts";
import { ALERT_OBLIGATIONS, BURN_RATE_OBLIGATIONS, type ObligationId } from "./obligation.ts";
import { observe } from "./observe.ts";
import type { Behaviour } from "./specification.ts";
import { type Evidence, isTrial, type Statement, type Subject, type Trial } from "./trial.ts";
import { expectedOn } from "./trials/expected.ts";
import type { Counterexample, ObligationResult, Verdict } from "./verdict.ts";
import type { World } from "./world.ts";

/** The evidence of every alert of a group, and what the specification says on each world. */
export class GroupTrials {
  readonly subject: Subject;
  readonly evidence: readonly Evidence[];

  constructor(subject: Subject, evidence: readonly Evidence[]) {
    this.subject = subject;
    this.evidence = evidence;
  }

  /** Every world on which the rules are tried, each once. */
  get worlds(): readonly World[] {
    return [...new Set(this.evidence.filter(isTrial).map(({ world }) => world))];
  }

  /** What the rules must do on a world. */
  expected(world: World): Behaviour {
    return expectedOn(this.subject, world);
  }
}

/** What one alert of a group was shown to do. */
export interface RuleResults {
  /** Index of the alerting rule in its group. */
  readonly rule: number;
  readonly results: readonly ObligationResult[];
}

/** Runs a rule group on every world of its trials, and says of each alert which obligations it meets. */
export function proveGroup(trials: GroupTrials, rules: RuleGroup): readonly RuleResults[] {
  const { group } = trials.subject;
  const found = new Map<World, Found>();
  for (const world of trials.worlds) found.set(world, tryWorld(trials, rules, world));
  return group.rules.flatMap((rule, index) => {
    if (rule.kind !== "alert") return [];
    const own = trials.evidence.filter((evidence) => evidence.rule === index);
    const asked: readonly ObligationId[] =
      rule.origin.kind === "burn-rate" ? [...ALERT_OBLIGATIONS, ...BURN_RATE_OBLIGATIONS] : ALERT_OBLIGATIONS;
    const results = asked.map((obligation) =>
      resultOf(
        obligation,
        own.filter((evidence) => evidence.obligation === obligation),
        (trial) => judge(trials, rules, found, trial),
      ),
    );
    return [{ rule: index, results }];
  });
}

/** A world on which the rules do something else, with what is needed to show it. */
type Found = { readonly difference: Difference; readonly counterexample: (rule: number) => Counterexample } | undefined;

function tryWorld(trials: GroupTrials, rules: RuleGroup, world: World): Found {
  const { group } = trials.subject;
  const expected = trials.expected(world);
  const observation = observe(rules, world);
  const [difference] = differences(group, expected, observation);
  if (difference === undefined) return undefined;
  const shown = (index: number): Counterexample => {
    const rule = group.rules[index];
    if (rule?.kind !== "alert") throw new RangeError(`rule ${index} of ${group.name} is no alert`);
    return counterexample(group, rule, world, expected, observation, difference);
  };
  return { difference, counterexample: shown };
}

/** What one piece of evidence comes to. */
interface Judged {
  readonly verdict: Verdict;
  readonly says: string;
  readonly counterexample?: Counterexample;
  readonly refutes?: "rules" | "model";
}

function judge(
  trials: GroupTrials,
  rules: RuleGroup,
  found: ReadonlyMap<World, Found>,
  { world, rule, claim }: Trial,
): Judged {
  const expected = trials.expected(world);
  const { holds, says } = claim(new AlertTimeline(world, expected.alerts.get(rule) ?? []));
  const other = found.get(world);
  if (other !== undefined) {
    const shown = other.counterexample(rule);
    return { verdict: "REFUTED", says: shown.says, counterexample: shown, refutes: "rules" };
  }
  if (holds) return { verdict: "PROVED", says };
  const shown = forbidden(trials.subject.group, rule, world, expected, observe(rules, world), says);
  return { verdict: "REFUTED", says, counterexample: shown, refutes: "model" };
}

function resultOf(
  obligation: ObligationId,
  evidence: readonly Evidence[],
  judged: (trial: Trial) => Judged,
): ObligationResult {
  if (evidence.length === 0) {
    return { obligation, verdict: "NOT COVERED", says: ["nothing was tried"], worlds: 0 };
  }
  const all = evidence.map((one): Judged => (isTrial(one) ? judged(one) : ofStatement(one)));
  const verdict = worst(all.map((one) => one.verdict));
  const told = all.filter((one) => verdict !== "REFUTED" || one.verdict === verdict);
  const example = told.find((one) => one.refutes === "rules") ?? told.find((one) => one.refutes !== undefined);
  return {
    obligation,
    verdict,
    says: [...new Set(told.map(({ says }) => says))],
    worlds: new Set(evidence.filter(isTrial).map(({ world }) => world)).size,
    ...given("counterexample", example?.counterexample),
    ...given("refutes", example?.refutes),
  };
}

function ofStatement({ verdict, says }: Statement): Judged {
  return { verdict, says };
}

/** One refuted piece refutes the obligation. What is left out beside something shown is told with it. */
function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("REFUTED")) return "REFUTED";
  return verdicts.includes("PROVED") ? "PROVED" : "NOT COVERED";
}
