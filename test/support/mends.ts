import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RuleFile } from "../../lib/compile/bundle.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import type { Fact } from "../../stacks/support/fact.ts";
import type { Mend } from "../../stacks/support/mend.ts";
import { mendTests, type TextFile } from "../../stacks/support/mend-promtool.ts";
import type { Promtool } from "./find-promtool.ts";
import { type Finished, run } from "./run.ts";

/**
 * Runs what a mend claims through promtool, in a folder of its own; gives what did not hold, in promtool's words, and
 * nothing when all of it does.
 */
export async function failuresOf(
  promtool: Promtool,
  mend: Mend,
  facts: ReadonlyMap<string, Fact>,
  ours: readonly RuleFile[],
  folder: string,
): Promise<readonly string[]> {
  const read = ours.filter((file) => claimed(file, mend));
  const rules = read.map(({ name, groups }) => ({ path: `${name}.rules.yml`, content: toYaml({ groups }) }));
  const loaded = {
    files: rules.map(({ path }) => path),
    groups: read.flatMap(({ groups }) => groups.map(({ name }) => name)),
  };
  const { tests, refused, rules: documented } = mendTests(mend, facts, loaded);
  await write(folder, [...rules, ...documented]);
  const failures: string[] = [];
  if (tests.length > 0) {
    const { code, output } = await runPromtool(promtool, "test", await write(folder, tests));
    if (code !== 0) failures.push(output);
  }
  for (const { message, ...file } of refused) {
    const { code, output } = await runPromtool(promtool, "check", await write(folder, [file]));
    if (code === 0 || !output.includes(message))
      failures.push(`${file.path}: not refused with "${message}": ${output}`);
  }
  return failures;
}

/** Whether a claim is about a rule of a file; no group reads what another records, so the others can stay away. */
function claimed({ groups }: RuleFile, { demonstrations }: Mend): boolean {
  const claims = demonstrations.flatMap(({ ours }) => ours);
  const rules = groups.flatMap((group) => group.rules);
  return claims.some((claim) =>
    rules.some((rule) =>
      "alert" in claim
        ? "alert" in rule && rule.alert === claim.alert
        : "record" in rule && claim.expr.includes(rule.record),
    ),
  );
}

function runPromtool(promtool: Promtool, what: "test" | "check", files: readonly string[]): Promise<Finished> {
  const [command, ...args] = promtool.command([what, "rules", ...files], files);
  return run(command, args);
}

async function write(folder: string, files: readonly TextFile[]): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    files.map(async ({ path, content }) => {
      await writeFile(join(folder, path), content);
      return join(folder, path);
    }),
  );
}
