import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Rule } from "../../lib/compile/bundle.ts";
import { compile } from "../../lib/compile/compile.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import type { System } from "../../lib/index.ts";
import { promtoolTest } from "../../lib/prove/promtool-test.ts";
import { proofs } from "../../lib/prove/prove.ts";
import { type PromtoolResult, promtoolTestRules } from "./promtool.ts";

/** What a change makes of one rule; the rule itself where it leaves it alone. */
export type Mutation = (rule: Rule) => Rule;

/**
 * Runs the promtool tests that are generated for a system on its rules, or on changed ones: only those of one part, such
 * as `api.errors`, and of one alert, as `ApiErrors`, where they are given.
 *
 * @throws Error when a change changes nothing
 */
export async function prove(
  system: System,
  part?: string,
  alert?: string,
  mutation?: Mutation,
): Promise<PromtoolResult> {
  const folder = await mkdtemp(join(tmpdir(), "burnline-prove-"));
  try {
    const compilation = compile(system);
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
      await writeFile(join(folder, `${name}.rules.yml`), toYaml({ groups: written }));
    }
    if (mutation !== undefined && changed === 0) throw new Error("the mutation changes no rule");
    const all = proofs(system, compilation).filter((proof) => alert === undefined || proof.alert.alert === alert);
    const tests = compilation.bundle.ruleFiles.flatMap(({ name, groups }) => {
      const scenarios = all
        .filter(({ group }) => `${group.owner}.${group.part}` === name && (part === undefined || part === name))
        .flatMap((proof) => proof.scenarios);
      const loaded = { files: [`${name}.rules.yml`], groups: groups.map((group) => group.name) };
      return scenarios.length === 0 ? [] : [{ path: `${name}.test.yml`, content: promtoolTest(loaded, scenarios) }];
    });
    if (tests.length === 0) throw new Error(`nothing is proved of ${part ?? system.name}`);
    const files = await Promise.all(
      tests.map(async ({ path, content }) => {
        const file = join(folder, path);
        await writeFile(file, content);
        return file;
      }),
    );
    return await promtoolTestRules(files);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Replaces text in every expression. */
export function rewritten(from: string | RegExp, to: string): Mutation {
  return (rule) => ({ ...rule, expr: rule.expr.replaceAll(from, to) });
}
