import { formatDuration } from "../../lib/core/duration.ts";
import type { Json } from "../../lib/core/json.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import type { Expectation, SyntheticSeries } from "../../lib/model/scenario.ts";
import { call, count, eq, metric, or } from "../../lib/promql/build.ts";
import { print } from "../../lib/promql/print.ts";
import { notation } from "../../lib/prove/samples-notation.ts";
import { type Fact, factOf } from "./fact.ts";
import type { Demonstration, DocumentClaim, Mend, OurClaim, Sent, Values } from "./mend.ts";
import { documentAlert, expressionOf, loadableRule, writtenRule } from "./mend-rules.ts";

type Labels = Readonly<Record<string, string>>;
type Facts = ReadonlyMap<string, Fact>;

/** A file to write beside the rule files of the system before promtool runs. */
export interface TextFile {
  readonly path: string;
  readonly content: string;
}

/** The generated rules that promtool loads: files relative to the test file, and the order of their groups. */
export interface LoadedRules {
  readonly files: readonly string[];
  readonly groups: readonly string[];
}

/** What promtool has to be run on to see everything that a mend claims. */
export interface MendTests {
  readonly rules: readonly TextFile[];
  /** For `promtool test rules`. */
  readonly tests: readonly TextFile[];
  /** For `promtool check rules`, which has to refuse each with its message. */
  readonly refused: readonly (TextFile & { readonly message: string })[];
}

/** Evaluation interval of all test files: that of the generated groups, and what the documents' rules are given. */
const EVALUATION = "1m";

/**
 * A mend as promtool files: for each demonstration the document's rule alone, and ours as generated alone, since both
 * often share an alert name. `ours` names the generated rule files relative to the folder that the files are written to.
 */
export function mendTests(mend: Mend, facts: Facts, ours: LoadedRules): MendTests {
  const documented = mend.demonstrations.flatMap((demonstration, index) =>
    demonstration.document === undefined
      ? []
      : [documentFiles(`${mend.defect}.document-${index + 1}`, demonstration, demonstration.document, facts)],
  );
  const tests = mend.demonstrations.flatMap(ourTests);
  return {
    rules: documented.flatMap(({ rules }) => rules),
    tests: [
      ...documented.flatMap((files) => files.tests),
      ...(tests.length === 0 ? [] : [testFile(`${mend.defect}.ours.test.yml`, ours, tests)]),
    ],
    refused: documented.flatMap(({ refused }) => refused),
  };
}

function documentFiles(name: string, demonstration: Demonstration, claim: DocumentClaim, facts: Facts): MendTests {
  const fact = factOf(facts, claim.fact);
  const path = `${name}.rules.yml`;
  const group = (rule: Json) => toYaml({ groups: [{ name: "document", rules: [rule] }] });
  if (claim.refused !== undefined) {
    const content = group(writtenRule(fact, claim));
    return { rules: [], tests: [], refused: [{ path, content, message: claim.refused }] };
  }
  const alert = documentAlert(fact);
  const alerts = claim.expect !== undefined || claim.sent !== undefined;
  const test = {
    ...head(demonstration),
    promql_expr_test: [
      ...(claim.expect ?? []).map((expected) => firing(alert, {}, expected)),
      ...(claim.values ?? []).map((values) => sampled(expressionOf(fact, claim), values)),
    ],
    alert_rule_test: (claim.sent ?? []).map((expected) => sent(alert, expected)),
  };
  const loaded = alerts ? { files: [path], groups: ["document"] } : { files: [], groups: [] };
  return {
    rules: alerts ? [{ path, content: group(loadableRule(fact, claim)) }] : [],
    tests: [testFile(`${name}.test.yml`, loaded, [test])],
    refused: [],
  };
}

function ourTests(demonstration: Demonstration): readonly Json[] {
  if (demonstration.ours.length === 0) return [];
  return [
    {
      ...head(demonstration),
      promql_expr_test: demonstration.ours.flatMap(ourExpressions),
      alert_rule_test: demonstration.ours.flatMap((claim) =>
        "alert" in claim ? (claim.sent ?? []).map((expected) => sent(claim.alert, expected)) : [],
      ),
    },
  ];
}

function ourExpressions(claim: OurClaim): readonly Json[] {
  return "alert" in claim
    ? claim.expect.map((expected) => firing(claim.alert, claim.labels, expected))
    : claim.values.map((values) => sampled(claim.expr, values));
}

function testFile(path: string, loaded: LoadedRules, tests: readonly Json[]): TextFile {
  const content = toYaml({
    rule_files: loaded.files,
    evaluation_interval: EVALUATION,
    group_eval_order: loaded.groups,
    tests,
  });
  return { path, content };
}

function head({ name, step, series }: Demonstration): { readonly [key: string]: Json } {
  const inputs = series.map((one) => ({ series: seriesName(one), values: notation(one.samples) }));
  return { name, interval: formatDuration(step * 1_000), input_series: inputs };
}

/** A synthetic series as Prometheus writes it: `up{job="alecs"}`. */
export function seriesName({ name, labels }: SyntheticSeries): string {
  return print(metric(name, matchers(labels)));
}

function firing(alert: string, labels: Labels, { at, firing: number }: Expectation): Json {
  const fired = metric("ALERTS", [eq("alertname", alert), eq("alertstate", "firing"), ...matchers(labels)]);
  const samples = [{ labels: {}, value: number }];
  return sampled(print(or(count(fired), call("vector", 0))), { at, samples });
}

function sampled(expr: string, { at, samples }: Values): Json {
  return {
    expr,
    eval_time: formatDuration(at * 1_000),
    exp_samples: samples.map(({ labels, value }) => ({ labels: labelSet(labels), value })),
  };
}

function sent(alertname: string, { at, alerts }: Sent): Json {
  return {
    eval_time: formatDuration(at * 1_000),
    alertname,
    exp_alerts: alerts.map(({ labels, annotations }) => ({ exp_labels: labels, exp_annotations: annotations })),
  };
}

/** Labels as promtool reads those of a sample; the metric name stands in front of the braces. */
function labelSet({ __name__: name, ...labels }: Labels): string {
  const braces = `{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(",")}}`;
  return `${name ?? ""}${braces}`;
}

function matchers(labels: Labels): ReturnType<typeof eq>[] {
  return Object.entries(labels).map(([label, value]) => eq(label, value));
}
