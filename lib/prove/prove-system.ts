import type { Compilation } from "../compile/compile.ts";
import type { RuleGroup } from "../engine/rule.ts";
import type { System } from "../model/system.ts";
import type { DerivedAlert, DerivedGroup } from "../rules/derived.ts";
import { bundleEvidence } from "./bundle/evidence.ts";
import { chartOf } from "./chart.ts";
import { emittedGroups } from "./emitted.ts";
import { trialsOf } from "./evidence.ts";
import { type GroupTrials, proveGroup } from "./prove-group.ts";
import { subjectOf } from "./subjects.ts";
import type { AlertProof, ObjectiveProof, ObligationResult, SystemProof } from "./verdict.ts";
import { proveWindow } from "./window/prove-window.ts";

/** A part of the proof of a system that can be made by itself. */
export interface ProofTask {
  readonly kind: "group" | "window" | "bundle";
  /** Name of the rule group; that of the system for its bundle. */
  readonly name: string;
  /** How many rules it is about: the more, the longer it takes. */
  readonly rules: number;
}

/** What a task gives: plain data, so that it can come from a worker thread. */
export interface ProofPiece {
  readonly alerts: readonly AlertProof[];
  readonly objectives: readonly ObjectiveProof[];
  readonly bundle: readonly ObligationResult[];
}

/** What to prove. */
export interface ProofOptions {
  /** Names of alerts; all of them unless given. Windows and the bundle are left out then. */
  readonly alerts?: readonly string[];
  /** Timelines to draw. @default false */
  readonly charts?: boolean;
}

/** A system with its rules as they are emitted, to be proved task by task. */
export class Prover {
  readonly system: System;
  readonly #compilation: Compilation;
  readonly #options: ProofOptions;
  readonly #groups: ReadonlyMap<string, DerivedGroup>;
  readonly #emitted: ReadonlyMap<string, RuleGroup>;

  constructor(system: System, compilation: Compilation, options: ProofOptions = {}) {
    this.system = system;
    this.#compilation = compilation;
    this.#options = options;
    this.#groups = new Map(compilation.groups.map((group) => [group.name, group]));
    this.#emitted = emittedGroups(compilation);
  }

  /** Everything that has to be proved, in the order of the model. */
  get tasks(): readonly ProofTask[] {
    const groups = [...this.#groups.values()];
    const asked = groups.filter((group) => alertsOf(group).some(({ alert }) => this.#isAsked(alert)));
    const tasks = asked.map(({ name, rules }): ProofTask => ({ kind: "group", name, rules: rules.length }));
    if (this.#options.alerts !== undefined) return tasks;
    const windows = groups.filter((group) => this.#hasWindow(group));
    return [
      ...tasks,
      ...windows.map(({ name, rules }): ProofTask => ({ kind: "window", name, rules: rules.length })),
      { kind: "bundle", name: this.system.name, rules: groups.reduce((sum, { rules }) => sum + rules.length, 0) },
    ];
  }

  /** Proves one part. */
  run({ kind, name }: Pick<ProofTask, "kind" | "name">): ProofPiece {
    const none: ProofPiece = { alerts: [], objectives: [], bundle: [] };
    if (kind === "bundle") return { ...none, bundle: bundleEvidence(this.system, this.#compilation) };
    const group = this.#groups.get(name);
    const rules = this.#emitted.get(name);
    if (group === undefined || rules === undefined) throw new RangeError(`${this.system.name} has no group ${name}`);
    const subject = subjectOf(group, this.system);
    if (kind === "window") return { ...none, objectives: [proveWindow(subject, rules)] };
    return {
      ...none,
      alerts: this.#proveAlerts(
        trialsOf(subject, (rule) => this.#isAskedAt(group, rule)),
        rules,
      ),
    };
  }

  #proveAlerts(trials: GroupTrials, rules: RuleGroup): readonly AlertProof[] {
    const { group } = trials.subject;
    return proveGroup(trials, rules).flatMap(({ rule, results }) => {
      const alert = group.rules[rule];
      if (alert?.kind !== "alert" || !this.#isAsked(alert.alert)) return [];
      const chart = this.#options.charts === true ? chartOf(trials, rules, rule) : undefined;
      return [
        {
          alert: alert.alert,
          labels: alert.labels,
          group: group.name,
          owner: group.owner,
          part: group.part,
          kind: alert.origin.kind,
          results,
          ...(chart === undefined ? {} : { chart }),
        },
      ];
    });
  }

  #isAskedAt({ rules }: DerivedGroup, index: number): boolean {
    const rule = rules[index];
    return rule?.kind === "alert" && this.#isAsked(rule.alert);
  }

  #isAsked(alert: string): boolean {
    return this.#options.alerts === undefined || this.#options.alerts.includes(alert);
  }

  #hasWindow({ owner, part }: DerivedGroup): boolean {
    const owners = [...this.system.services, ...this.system.dependencies].filter(({ name }) => name === owner);
    return owners.some(({ objectives }) => objectives.some(({ name, over }) => name === part && over !== undefined));
  }
}

function alertsOf({ rules }: DerivedGroup): readonly DerivedAlert[] {
  return rules.filter((rule) => rule.kind === "alert");
}

/** The proof of a system from all its pieces, in the order of its tasks. */
export function assembleProof(system: string, pieces: readonly ProofPiece[]): SystemProof {
  return {
    system,
    alerts: pieces.flatMap(({ alerts }) => alerts),
    objectives: pieces.flatMap(({ objectives }) => objectives),
    bundle: pieces.flatMap(({ bundle }) => bundle),
  };
}

/** Proves everything of a system in this thread. */
export function proveSystem(system: System, compilation: Compilation, options: ProofOptions = {}): SystemProof {
  const prover = new Prover(system, compilation, options);
  return assembleProof(
    system.name,
    prover.tasks.map((task) => prover.run(task)),
  );
}
