import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "../../lib/core/json.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import { type Answer, type Experiment, runExperiment } from "./experiment.ts";
import { isFullRun, promtoolTestRules } from "./promtool.ts";

/** What came out of an experiment. */
export interface Outcome<Key extends string> {
  /** Every sample of an answer, in promtool's order. */
  samples(key: Key): Promise<readonly Answer[]>;
  /** The one value of an answer; `undefined` for none. Errors: throws for several. */
  value(key: Key): Promise<number | undefined>;
}

/** Who answers. */
export interface LaboratoryOptions {
  /** Promtool is asked in the inner loop too: for what is shown of promtool itself. */
  readonly promtool?: boolean;
}

/**
 * Answers questions about rules over series, in this process. In a full run promtool answers them too, and a difference
 * between both is an error; all experiments of a laboratory then run in one process of promtool when the first outcome is
 * awaited, so declare them before.
 */
export function laboratory(options: LaboratoryOptions = {}): {
  experiment<Key extends string>(given: Experiment<Key>): Outcome<Key>;
} {
  const experiments: Experiment[] = [];
  let run: Promise<ReadonlyMap<string, readonly Answer[]>> | undefined;
  return {
    experiment<Key extends string>(given: Experiment<Key>): Outcome<Key> {
      if (run !== undefined) throw new Error("the laboratory is running already: declare experiments before awaiting");
      const index = experiments.push(given) - 1;
      const samples = async (key: Key): Promise<readonly Answer[]> => {
        run ??= runAll(experiments, options);
        const found = (await run).get(questionId(index, key));
        if (found === undefined) throw new Error(`nobody answered ${key}`);
        return found;
      };
      const value = async (key: Key): Promise<number | undefined> => {
        const [first, second] = await samples(key);
        if (second !== undefined) throw new Error(`${key}: several samples, ${first?.labels} and ${second.labels}`);
        return first?.value;
      };
      return { samples, value };
    },
  };
}

function questionId(index: number, key: string): string {
  return `${index} ${key}`;
}

async function runAll(
  experiments: readonly Experiment[],
  { promtool = isFullRun }: LaboratoryOptions,
): Promise<ReadonlyMap<string, readonly Answer[]>> {
  const answers = new Map<string, readonly Answer[]>();
  for (const [index, experiment] of experiments.entries()) {
    for (const [key, found] of runExperiment(experiment)) answers.set(questionId(index, key), found);
  }
  if (!promtool) return answers;
  for (const [id, theirs] of await askPromtool(experiments)) {
    const ours = answers.get(id) ?? [];
    if (!agree(ours, theirs)) throw new Error(`${id}: promtool says ${shown(theirs)}, the engine ${shown(ours)}`);
  }
  return answers;
}

/** Numbers may differ by the order of additions. */
function agree(ours: readonly Answer[], theirs: readonly Answer[]): boolean {
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
  return (
    ours.length === theirs.length &&
    ours.every(({ labels, text, value }, index) => {
      const other = theirs[index];
      return other !== undefined && labels === other.labels && (text === other.text || same(value, other.value));
    })
  );
}

function shown(answers: readonly Answer[]): string {
  return answers.map(({ labels, text }) => `${labels} ${text}`).join(", ") || "nothing";
}

/**
 * Makes promtool a calculator: every question expects a sample that cannot come, and what promtool got instead is read
 * from its report with all digits.
 */
async function askPromtool(experiments: readonly Experiment[]): Promise<ReadonlyMap<string, readonly Answer[]>> {
  const folder = await mkdtemp(join(tmpdir(), "burnline-laboratory-"));
  try {
    const files = await Promise.all(
      experiments.map(async (experiment, index) => {
        const rules = await Promise.all(
          (experiment.rules ?? []).map(async ({ groups }, nth) => {
            const name = `${index}-${nth}.rules.yml`;
            await writeFile(join(folder, name), toYaml({ groups }));
            return name;
          }),
        );
        const path = join(folder, `${index}.test.yml`);
        await writeFile(path, toYaml(testFile(experiment, index, rules)));
        return path;
      }),
    );
    const { output } = await promtoolTestRules(files);
    const answers = answersIn(output);
    const asked = experiments.flatMap(({ ask }, index) => Object.keys(ask).map((key) => questionId(index, key)));
    const silent = asked.filter((id) => !answers.has(id));
    if (silent.length > 0) throw new Error(`promtool did not answer ${silent.slice(0, 3).join(", ")}:\n${output}`);
    return answers;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function testFile(experiment: Experiment, index: number, rules: readonly string[]): Json {
  const { scrape = 60, evaluation = 60, start, series, ask } = experiment;
  return {
    rule_files: rules,
    evaluation_interval: `${evaluation}s`,
    group_eval_order: (experiment.rules ?? []).flatMap(({ groups }) => groups.map(({ name }) => name)),
    tests: [
      {
        interval: `${scrape}s`,
        ...(start === undefined ? {} : { start_timestamp: start }),
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: Object.entries(ask).map(([key, [expr, minute]]) => ({
          expr,
          eval_time: `${Math.round(minute * 60)}s`,
          exp_samples: [{ labels: `{question=${JSON.stringify(questionId(index, key))}}`, value: 0 }],
        })),
      },
    ],
  };
}

const SAMPLE = /(\{(?:[^"{}]|"(?:\\.|[^"\\])*")*\}) (\{\{.*?\}\}|[^\s,]+)/g;

function answersIn(output: string): ReadonlyMap<string, readonly Answer[]> {
  const blocks = output.matchAll(/exp: \{question="([^"]+)"\} 0E\+00\n\s*got: (.*)/g);
  return new Map(
    [...blocks].map(([, id = "", got = ""]) => [
      id,
      [...got.matchAll(SAMPLE)].map(([, labels = "", text = ""]) => ({ labels, text, value: numberIn(text) })),
    ]),
  );
}

function numberIn(text: string): number {
  if (text === "+Inf") return Number.POSITIVE_INFINITY;
  return text === "-Inf" ? Number.NEGATIVE_INFINITY : Number(text);
}

/** Number of firing alerts of a name, and of labels where given. */
export function firing(alert: string, labels: Readonly<Record<string, string>> = {}): string {
  const matchers = Object.entries({ alertname: alert, alertstate: "firing", ...labels });
  return `count(ALERTS{${matchers.map(([label, value]) => `${label}="${value}"`).join(",")}}) or vector(0)`;
}
