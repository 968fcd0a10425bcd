import { type Compilation, type CompileOptions, compile } from "../compile/compile.ts";
import { BurnlineError, type Issue } from "../core/issue.ts";
import type { System } from "../model/system.ts";
import { checkObjects } from "../targets/objects.ts";
import type { LoadedModel } from "./load.ts";
import type { Progress } from "./progress.ts";

/** One system with everything that follows from it. */
export interface Synthesized {
  readonly system: System;
  readonly compilation: Compilation;
  readonly findings: readonly Issue[];
  readonly summary: Summary;
}

/** The row of a system in the table, and its entry with `--json`. */
export interface Summary {
  readonly system: string;
  readonly objectives: number;
  readonly rules: number;
  readonly alerts: number;
  readonly findings: number;
  readonly assumptions: number;
  /** Estimate of the samples that Prometheus reads when it evaluates every rule once. */
  readonly samplesPerEvaluation: number;
  readonly milliseconds: number;
}

/** Objectives from which one model alone takes about a second. */
const MANY = 1_000;

/**
 * Compiles every model.
 *
 * @throws BurnlineError with what is wrong with all of them
 */
export function synthesize(
  models: readonly LoadedModel[],
  progress: Progress,
  options: CompileOptions = {},
): readonly Synthesized[] {
  const issues: Issue[] = [];
  const done: Synthesized[] = [];
  for (const [index, model] of models.entries()) {
    const { name } = model.system;
    progress.step(`compiling ${name} (${index + 1} of ${models.length})`, objectivesOf(model.system) > MANY);
    try {
      done.push(synthesizeOne(model, options));
    } catch (error) {
      if (!(error instanceof BurnlineError)) throw error;
      issues.push(...error.issues.map((issue) => (models.length === 1 ? issue : inSystem(name, issue))));
    }
  }
  if (issues.length > 0) throw new BurnlineError(issues);
  return done;
}

/** An issue whose path also says which of several systems it is in. */
export function inSystem(name: string, issue: Issue): Issue {
  return { ...issue, path: issue.path === "" ? name : `${name}: ${issue.path}` };
}

function synthesizeOne(
  { system, compilation: read, findings: placed }: LoadedModel,
  options: CompileOptions,
): Synthesized {
  const began = performance.now();
  const compilation = read ?? compile(system, options);
  const issues = checkObjects(compilation.bundle);
  if (issues.length > 0) throw new BurnlineError(issues);
  const findings = placed ?? compilation.findings;
  return {
    system,
    compilation,
    findings,
    summary: {
      system: system.name,
      objectives: objectivesOf(system),
      ...compilation.size,
      findings: findings.length,
      assumptions: compilation.assumptions.length,
      milliseconds: Math.round(performance.now() - began),
    },
  };
}

function objectivesOf({ services, dependencies }: System): number {
  return [...services, ...dependencies].reduce((total, { objectives }) => total + objectives.length, 0);
}
