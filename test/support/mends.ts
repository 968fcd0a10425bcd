import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RuleFile } from "../../lib/compile/bundle.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import type { Fact } from "../../stacks/support/fact.ts";
import type { Mend } from "../../stacks/support/mend.ts";
import { mendTests, type TextFile } from "../../stacks/support/mend-promtool.ts";
import type { Promtool } from "./find-promtool.ts";
import { type Finished, run } from "./run.ts";

/** The files of a mend, written and ready for promtool. */
export interface PreparedMend {
  readonly tests: readonly string[];
  readonly refused: readonly (TextFile & { readonly message: string })[];
  readonly folder: string;
}

/** Writes what a mend claims as promtool tests into a folder of its own. */
export async function prepareMend(
  mend: Mend,
  facts: ReadonlyMap<string, Fact>,
  ours: readonly RuleFile[],
  folder: string,
): Promise<PreparedMend> {
  const read = ours.filter((file) => claimed(file, mend));
  const rules = read.map(({ name, groups }) => ({ path: `${name}.rules.yml`, content: toYaml({ groups }) }));
  const loaded = {
    files: rules.map(({ path }) => path),
    groups: read.flatMap(({ groups }) => groups.map(({ name }) => name)),
  };
  const { tests, refused, rules: documented } = mendTests(mend, facts, loaded);
  await write(folder, [...rules, ...documented]);
  return { tests: await write(folder, tests), refused, folder };
}

/** Runs the tests of several mends in one process, which is what most of their time goes into; true when all hold. */
export async function allHold(promtool: Promtool, prepared: readonly PreparedMend[]): Promise<boolean> {
  const tests = prepared.flatMap((one) => one.tests);
  return tests.length === 0 || (await runPromtool(promtool, "test", tests)).code === 0;
}

/** What a rule file was not refused for, in promtool's words. */
export async function notRefused(promtool: Promtool, { refused, folder }: PreparedMend): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const { message, ...file } of refused) {
    const { code, output } = await runPromtool(promtool, "check", await write(folder, [file]));
    if (code === 0 || !output.includes(message))
      failures.push(`${file.path}: not refused with "${message}": ${output}`);
  }
  return failures;
}

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
  const prepared = await prepareMend(mend, facts, ours, folder);
  const failures: string[] = [];
  if (prepared.tests.length > 0) {
    const { code, output } = await runPromtool(promtool, "test", prepared.tests);
    if (code !== 0) failures.push(output);
  }
  return [...failures, ...(await notRefused(promtool, prepared))];
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
