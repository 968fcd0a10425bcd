import type { Rule, RuleGroup } from "../../engine/rule.ts";
import type { Series } from "../../promql/data/series.ts";
import { selectors } from "../../promql/walk.ts";
import { type Difference, differences, differencesOfAlert, recordingDifferences } from "../compare.ts";
import { observe } from "../observe.ts";
import type { GroupTrials } from "../prove-group.ts";
import type { Behaviour } from "../specification.ts";
import type { World } from "../world.ts";
import type { Mutant } from "./mutant.ts";

/** A world on which a mutant does something else than the specification says. */
export interface Refutation {
  readonly world: World;
  readonly difference: Difference;
}

/** A world, what the rules must do on it, and what the sound ones wrote. */
interface Bench {
  readonly expected: Behaviour;
  readonly written: readonly Series[];
}

/**
 * Tries the mutants of one rule group on the worlds of its trials. Only what a fault can change is evaluated again, and
 * the worlds that refuted the mutants before come first. `windows` are the worlds of whole windows.
 */
export class MutantJudge {
  readonly #trials: GroupTrials;
  readonly #rules: RuleGroup;
  readonly #benches = new Map<World, Bench>();
  readonly #worlds: World[];
  /** Differences of the sound rules: where there is one, the proofs and not the mutants are at fault. */
  readonly faults: readonly Refutation[];

  constructor(trials: GroupTrials, rules: RuleGroup, windows: readonly World[] = []) {
    this.#trials = trials;
    this.#rules = rules;
    this.#worlds = [...trials.worlds, ...windows].sort((a, b) => costOf(a) - costOf(b));
    this.faults = this.#worlds.flatMap((world) => {
      const [difference] = this.#differencesOfGroup(rules, world);
      return difference === undefined ? [] : [{ world, difference }];
    });
  }

  /** The first world that refutes a mutant; `undefined` where it survives all of them. */
  judge({ index, rule }: Pick<Mutant, "index" | "rule">): Refutation | undefined {
    for (const [place, world] of this.#worlds.entries()) {
      const [difference] = this.#differences(index, rule, world);
      if (difference === undefined) continue;
      this.#worlds.splice(place, 1);
      this.#worlds.unshift(world);
      return { world, difference };
    }
    return undefined;
  }

  #differences(index: number, rule: Rule | undefined, world: World): readonly Difference[] {
    const derived = this.#trials.subject.group.rules[index];
    if (derived === undefined) throw new RangeError(`${this.#rules.name} has no rule ${index}`);
    const { expected, written } = this.#bench(world);
    if (rule !== undefined && this.#readsAhead(index, rule)) {
      return this.#differencesOfGroup({ ...this.#rules, rules: this.#rules.rules.with(index, rule) }, world);
    }
    const own = expected.recorded.filter(({ record }) => derived.kind === "recording" && record === derived.record);
    const others =
      derived.kind === "recording" ? written.filter(({ labels }) => labels.metricName !== derived.record) : written;
    const found =
      rule === undefined
        ? { alerts: new Map(), recorded: [], failures: [] }
        : observe({ ...this.#rules, rules: [rule] }, world, others);
    const [message] = found.failures;
    if (message !== undefined) return [{ kind: "failure", index: 0, message }];
    if (derived.kind === "recording") return recordingDifferences(own, found.recorded);
    return differencesOfAlert(derived, index, expected, found.alerts.get(0) ?? []);
  }

  /** True when a rule reads what it records itself or what is recorded after it, so that it cannot be evaluated alone. */
  #readsAhead(index: number, rule: Rule): boolean {
    const ahead = new Set(
      this.#rules.rules.slice(index).flatMap((one) => (one.kind === "recording" ? [one.record] : [])),
    );
    return selectors(rule.expression).some(({ name }) => name === undefined || ahead.has(name));
  }

  #differencesOfGroup(rules: RuleGroup, world: World): readonly Difference[] {
    return differences(this.#trials.subject.group, this.#trials.expected(world), observe(rules, world));
  }

  #bench(world: World): Bench {
    const known = this.#benches.get(world) ?? this.#makeBench(world);
    this.#benches.set(world, known);
    return known;
  }

  #makeBench(world: World): Bench {
    const recordings = this.#rules.rules.filter(({ kind }) => kind === "recording");
    const { storage } = observe({ ...this.#rules, rules: recordings }, world);
    const written = [...storage.all()].slice(world.series.length);
    return { expected: this.#trials.expected(world), written };
  }
}

/** Samples that a world has to be read through. */
function costOf({ series, evaluations }: World): number {
  return series.reduce((sum, { values }) => sum + values.length, evaluations.count);
}
