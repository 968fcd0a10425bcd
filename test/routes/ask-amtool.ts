import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plain } from "../../lib/core/json.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import { quote } from "../../lib/promql/quote.ts";
import { nodesFor, routingTree } from "../../lib/routes/tree.ts";
import type { RouteCase } from "./random-tree.ts";

/** The receivers of an alert, comma separated, or `refused`. */
export type Answer = string;

/** What our own tree says. */
export function ourAnswer({ configuration, labels }: RouteCase): Answer {
  try {
    return nodesFor(routingTree(configuration), labels)
      .map(({ receiver }) => receiver)
      .join(",");
  } catch (error) {
    if (error instanceof SyntaxError) return "refused";
    throw error;
  }
}

/** What `amtool config routes test` says of each case; two run at a time. */
export async function amtoolAnswers(amtool: string, cases: readonly RouteCase[]): Promise<readonly Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), "burnline-routes-"));
  try {
    const answers: Answer[] = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let index = next++; index < cases.length; index = next++) {
        const one = cases[index];
        if (one !== undefined) answers[index] = await amtoolAnswer(amtool, join(folder, `${index}.yml`), one);
      }
    };
    await Promise.all([worker(), worker()]);
    return answers;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function amtoolAnswer(amtool: string, file: string, { configuration, labels }: RouteCase): Promise<Answer> {
  writeFileSync(file, toYaml(plain(configuration)));
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${quote(value)}`);
  return new Promise((done) => {
    execFile(amtool, ["config", "routes", "test", `--config.file=${file}`, ...pairs], (error, stdout) => {
      // Warnings about the parsers come on the same stream, before the answer.
      done(error === null ? (stdout.trim().split("\n").at(-1) ?? "") : "refused");
    });
  });
}

/** Cases in which the two differ, in words. */
export function differencesIn(cases: readonly RouteCase[], answers: readonly Answer[]): readonly string[] {
  return cases.flatMap((one, index) => {
    const ours = ourAnswer(one);
    const theirs = answers[index];
    if (ours === theirs) return [];
    return [`case ${index}: amtool says ${theirs}, we say ${ours}\n${JSON.stringify(one, null, 1)}`];
  });
}
