import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Rule } from "../../lib/compile/bundle.ts";
import { compile } from "../../lib/compile/compile.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import { UnitTests } from "../../lib/engine/unit-test/run-file.ts";
import type { System } from "../../lib/index.ts";
import { promtoolTest } from "../../lib/prove/promtool-test.ts";
import { proofs } from "../../lib/prove/prove.ts";
import { isFullRun, type PromtoolResult, promtoolTestRules } from "./promtool.ts";

/** What a change makes of one rule; the rule itself where it leaves it alone. */
export type Mutation = (rule: Rule) => Rule;

/**
 * Runs the tests that are generated for a system on its rules, or on changed ones: only those of one part, such as
 * `api.errors`, and of one alert, as `ApiErrors`, where they are given. In a full run promtool has to agree.
 *
 * @throws Error when a change changes nothing, and when promtool has another verdict
 */
export async function prove(
  system: System,
  part?: string,
  alert?: string,
  mutation?: Mutation,
): Promise<PromtoolResult> {
  const files = filesOf(system, part, alert, mutation);
  return judged(files, part ?? system.name);
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

function filesOf(
  system: System,
  part: string | undefined,
  alert: string | undefined,
  mutation: Mutation | undefined,
): ReadonlyMap<string, string> {
  const compilation = compile(system);
  const files = new Map<string, string>();
  let changed = 0;
  for (const { name, groups } of compilation.bundle.ruleFiles) {
    const written = groups.map((group) => ({
      ...group,
      rules: group.rules.map((rule) => {
        const mutated = mutation === undefined ? rule : mutation(rule);
        if (mutated !== rule && JSON.stringify(mutated) !== JSON.stringify(rule)) changed++;
        return mutated;
      }),
    }));
    files.set(`${name}.rules.yml`, toYaml({ groups: written }));
  }
  if (mutation !== undefined && changed === 0) throw new Error("the mutation changes no rule");
  const all = proofs(system, compilation).filter((proof) => alert === undefined || proof.alert.alert === alert);
  for (const { name, groups } of compilation.bundle.ruleFiles) {
    const scenarios = all
      .filter(({ group }) => `${group.owner}.${group.part}` === name && (part === undefined || part === name))
      .flatMap((proof) => proof.scenarios);
    if (scenarios.length === 0) continue;
    const loaded = { files: [`${name}.rules.yml`], groups: groups.map((group) => group.name) };
    files.set(`${name}.test.yml`, promtoolTest(loaded, scenarios));
  }
  return files;
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
