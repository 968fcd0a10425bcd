import { given } from "./given.ts";
import { GoReader } from "./go-reader.ts";
import type { Read } from "./read.ts";
import { readYamlNodes, type YamlNode } from "./yaml-node.ts";

/** One expectation about an alert; durations are Prometheus duration text throughout. */
export interface AlertTestSource {
  readonly eval_time: string;
  readonly alertname: string;
  readonly exp_alerts: readonly {
    readonly exp_labels: Readonly<Record<string, string>>;
    readonly exp_annotations: Readonly<Record<string, string>>;
  }[];
}

/** One expectation about an expression; `labels` is a PromQL selector, a `histogram` takes the place of the value. */
export interface ExpressionTestSource {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number; readonly histogram?: string }[];
}

/** One group of input series with what is expected of the rules over them. */
export interface RuleTestSource {
  readonly name?: string;
  readonly interval?: string;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly alert_rule_test: readonly AlertTestSource[];
  readonly promql_expr_test: readonly ExpressionTestSource[];
  readonly external_labels?: Readonly<Record<string, string>>;
  readonly external_url?: string;
  /** RFC 3339 time or Unix seconds, as written. */
  readonly start_timestamp?: string;
  /** Line of the file, counted from 1. */
  readonly line: number;
}

/** A promtool unit test file as it stands. */
export interface RuleTestFileSource {
  readonly rule_files: readonly string[];
  readonly evaluation_interval?: string;
  readonly group_eval_order: readonly string[];
  readonly fuzzy_compare?: boolean;
  readonly tests: readonly RuleTestSource[];
}

const FILE_KEYS = ["rule_files", "evaluation_interval", "group_eval_order", "tests", "fuzzy_compare"];
const TEST_KEYS = [
  ...["interval", "input_series", "alert_rule_test", "promql_expr_test", "external_labels", "external_url"],
  ...["name", "start_timestamp"],
];

/**
 * Reads a promtool unit test file as promtool does (YAML 1.1 booleans, octal numbers, text as written); unknown and
 * duplicate keys are refused. PromQL and series notation are not parsed.
 */
export function readRuleTestFile(text: string, file: string): Read<RuleTestFileSource> {
  const document = readYamlNodes(text, file);
  if (!document.ok) return document;
  const { source, root } = document.value;
  const reader = new GoReader(source, "v2");
  const value = root === undefined ? { rule_files: [], group_eval_order: [], tests: [] } : readFile(reader, root);
  return reader.issues.length === 0 ? { ok: true, value } : { ok: false, issues: reader.issues };
}

function readFile(reader: GoReader, root: YamlNode): RuleTestFileSource {
  const fields = reader.fields(root, "", FILE_KEYS);
  return {
    rule_files: reader.texts(fields.get("rule_files"), "rule_files"),
    ...given("evaluation_interval", reader.duration(fields.get("evaluation_interval"), "evaluation_interval")),
    group_eval_order: reader.texts(fields.get("group_eval_order"), "group_eval_order"),
    ...given("fuzzy_compare", reader.boolean(fields.get("fuzzy_compare"), "fuzzy_compare")),
    tests: reader.items(fields.get("tests"), "tests").map(([node, path]) => readTest(reader, node, path)),
  };
}

function readTest(reader: GoReader, node: YamlNode, path: string): RuleTestSource {
  const fields = reader.fields(node, path, TEST_KEYS);
  const at = (key: string): readonly [YamlNode | undefined, string] => [fields.get(key), `${path}.${key}`];
  return {
    ...given("name", reader.text(...at("name"))),
    ...given("interval", reader.duration(...at("interval"))),
    input_series: reader.items(...at("input_series")).map(([item, itemPath]) => {
      const series = reader.fields(item, itemPath, ["series", "values"]);
      return {
        series: reader.text(series.get("series"), `${itemPath}.series`) ?? "",
        values: reader.text(series.get("values"), `${itemPath}.values`) ?? "",
      };
    }),
    alert_rule_test: reader
      .items(...at("alert_rule_test"))
      .map(([item, itemPath]) => readAlert(reader, item, itemPath)),
    promql_expr_test: reader
      .items(...at("promql_expr_test"))
      .map(([item, itemPath]) => readExpression(reader, item, itemPath)),
    ...given("external_labels", reader.textMap(...at("external_labels"))),
    ...given("external_url", reader.text(...at("external_url"))),
    ...given("start_timestamp", reader.text(...at("start_timestamp"))),
    line: reader.source.line(node.at),
  };
}

function readAlert(reader: GoReader, node: YamlNode, path: string): AlertTestSource {
  const fields = reader.fields(node, path, ["eval_time", "alertname", "exp_alerts"]);
  return {
    eval_time: reader.duration(fields.get("eval_time"), `${path}.eval_time`) ?? "0s",
    alertname: reader.text(fields.get("alertname"), `${path}.alertname`) ?? "",
    exp_alerts: reader.items(fields.get("exp_alerts"), `${path}.exp_alerts`).map(([item, itemPath]) => {
      const alert = reader.fields(item, itemPath, ["exp_labels", "exp_annotations"]);
      return {
        exp_labels: reader.textMap(alert.get("exp_labels"), `${itemPath}.exp_labels`) ?? {},
        exp_annotations: reader.textMap(alert.get("exp_annotations"), `${itemPath}.exp_annotations`) ?? {},
      };
    }),
  };
}

function readExpression(reader: GoReader, node: YamlNode, path: string): ExpressionTestSource {
  const fields = reader.fields(node, path, ["expr", "eval_time", "exp_samples"]);
  return {
    expr: reader.text(fields.get("expr"), `${path}.expr`) ?? "",
    eval_time: reader.duration(fields.get("eval_time"), `${path}.eval_time`) ?? "0s",
    exp_samples: reader.items(fields.get("exp_samples"), `${path}.exp_samples`).map(([item, itemPath]) => {
      const sample = reader.fields(item, itemPath, ["labels", "value", "histogram"]);
      return {
        labels: reader.text(sample.get("labels"), `${itemPath}.labels`) ?? "",
        value: reader.number(sample.get("value"), `${itemPath}.value`) ?? 0,
        ...given("histogram", reader.text(sample.get("histogram"), `${itemPath}.histogram`)),
      };
    }),
  };
}
