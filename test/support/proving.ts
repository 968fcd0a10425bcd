import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Rule } from "../../lib/compile/bundle.ts";
import { compile } from "../../lib/compile/compile.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import { UnitTests } from "../../lib/engine/unit-test/run-file.ts";
import type { System } from "../../lib/index.ts";
import { emittedGroups } from "../../lib/prove/emitted.ts";
import { trialsOf } from "../../lib/prove/evidence.ts";
import { promtoolTests } from "../../lib/prove/exported-tests.ts";
import { proveGroup } from "../../lib/prove/prove-group.ts";
import { subjectOf } from "../../lib/prove/subjects.ts";
import type { DerivedGroup } from "../../lib/rules/derived.ts";
import { isFullRun, type PromtoolResult, promtoolTestRules } from "./promtool.ts";

/** What a change makes of one rule; the rule itself where it leaves it alone. */
export type Mutation = (rule: Rule) => Rule;

/**
 * Whether the rules of a system do what the model says on every world: only those of one part, such as `api.errors`, where
 * it is given. In a full run promtool has to agree.
 *
 * @throws Error when nothing is tried, and when promtool has another verdict
 */
export async function prove(system: System, part?: string): Promise<PromtoolResult> {
  const compilation = compile(system);
  const files = compilation.bundle.ruleFiles.filter(({ name }) => part === undefined || name === part);
  const groups = new Map(compilation.groups.map((group) => [group.name, group]));
  const refuted: string[] = [];
  let worlds = 0;
  for (const rules of emittedGroups({ bundle: { ...compilation.bundle, ruleFiles: files } }).values()) {
    const group = groups.get(rules.name);
    if (group === undefined) throw new Error(`no group ${rules.name}`);
    const trials = trialsOf(subjectOf(group, system));
    worlds += trials.worlds.length;
    for (const { rule, results } of proveGroup(trials, rules)) {
      const wrong = results.filter(({ refutes }) => refutes === "rules");
      refuted.push(...wrong.map(({ obligation, says }) => `${nameAt(group, rule)} ${obligation}: ${says.join("; ")}`));
    }
  }
  if (worlds === 0) throw new Error(`nothing is tried with ${part ?? system.name}`);
  const ours = { ok: refuted.length === 0, output: refuted.join("\n") };
  if (!isFullRun) return ours;
  const tests = promtoolTests(system, compilation).map(({ path, content }) => [basename(path), content] as const);
  const names = new Set(files.map(({ name }) => `${name}.test.yml`));
  const written = files.map(({ name, groups: own }) => [`${name}.rules.yml`, toYaml({ groups: own })] as const);
  const theirs = await judged(new Map([...written, ...tests.filter(([name]) => names.has(name))]), part ?? system.name);
  if (theirs.ok !== ours.ok) throw new Error(`promtool: ${theirs.output}\nburnline: ${ours.output}`);
  return ours;
}

function nameAt({ rules }: DerivedGroup, index: number): string | undefined {
  const rule = rules[index];
  return rule?.kind === "alert" ? rule.alert : undefined;
}

/**
 * The verdict on unit tests, given as text by name beside the rule files that they load. In a full run promtool has to agree.
 *
 * @throws Error when there is no test, and when promtool has another verdict
 */
export async function judged(files: ReadonlyMap<string, string>, what: string): Promise<PromtoolResult> {
  const tests = [...files.keys()].filter((name) => name.endsWith(".test.yml"));
  if (tests.length === 0) throw new Error(`nothing is proved of ${what}`);
  const ours = inProcess(files, tests);
  if (!isFullRun) return ours;
  const theirs = await byPromtool(files, tests);
  if (theirs.ok !== ours.ok) throw new Error(`promtool: ${theirs.output}\nburnline: ${ours.output}`);
  return theirs;
}

function inProcess(files: ReadonlyMap<string, string>, tests: readonly string[]): PromtoolResult {
  const runner = new UnitTests({
    read: (path) => {
      const text = files.get(path);
      if (text === undefined) throw new Error(`no file ${path}`);
      return text;
    },
    list: () => [...files.keys()],
    exists: (path) => files.has(path),
  });
  const failed = tests.map((test) => runner.runFile(test)).filter(({ passed }) => !passed);
  const messages = failed.flatMap(({ errors, tests: all }) => [
    ...errors,
    ...all.filter(({ passed }) => !passed).map(({ name, errors: own }) => [name, ...own].join(": ")),
  ]);
  return { ok: failed.length === 0, output: messages.join("\n") };
}

async function byPromtool(files: ReadonlyMap<string, string>, tests: readonly string[]): Promise<PromtoolResult> {
  const folder = await mkdtemp(join(tmpdir(), "burnline-prove-"));
  try {
    await Promise.all([...files].map(([name, text]) => writeFile(join(folder, name), text)));
    return await promtoolTestRules(tests.map((name) => join(folder, name)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Replaces text in every expression. */
export function rewritten(from: string | RegExp, to: string): Mutation {
  return (rule) => ({ ...rule, expr: rule.expr.replaceAll(from, to) });
}
