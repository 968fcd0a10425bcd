import { parseDuration } from "./duration.ts";
import { given } from "./given.ts";
import { type Fields, GoReader } from "./go-reader.ts";
import type { Read } from "./read.ts";
import { readYamlNodes, type YamlNode } from "./yaml-node.ts";

/** A rule as a file states it; exactly one of `record` and `alert` is set. Durations are Prometheus duration text. */
export interface RuleSource {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Line of the file, counted from 1. */
  readonly line: number;
}

/** A rule group as a file states it. */
export interface RuleGroupSource {
  readonly name: string;
  readonly interval?: string;
  readonly query_offset?: string;
  readonly limit?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly rules: readonly RuleSource[];
  /** Line of the file, counted from 1. */
  readonly line: number;
}

const OBJECT_KEYS = ["apiVersion", "kind", "metadata", "spec", "status"];
const GROUP_KEYS = ["name", "interval", "query_offset", "limit", "rules", "labels"];
const RULE_KEYS = ["record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"];
const DURATIONS = ["for", "keep_firing_for"];
const ALERT_ONLY = [...DURATIONS, "annotations"];

/**
 * Reads a Prometheus rule file as Prometheus does: string fields keep the text of their scalar, anchors and merge keys
 * hold, unknown and duplicate keys are refused, as is a rule that is not one of its two kinds. PromQL is not parsed.
 */
export function readRuleFile(text: string, file: string): Read<readonly RuleGroupSource[]> {
  return read(text, file, true);
}

/**
 * As `readRuleFile`, but any values that have the right types are taken, for readers that judge them in Prometheus' words.
 * A `PrometheusRule` object is read too. With `ignoreUnknownFields`, keys that Prometheus does not know are left out.
 */
export function readRuleStructure(
  text: string,
  file: string,
  ignoreUnknownFields = false,
): Read<readonly RuleGroupSource[]> {
  return read(text, file, false, ignoreUnknownFields);
}

function read(
  text: string,
  file: string,
  judged: boolean,
  ignoreUnknownFields = false,
): Read<readonly RuleGroupSource[]> {
  const document = readYamlNodes(text, file);
  if (!document.ok) return document;
  const { source, root } = document.value;
  const reader = new GoReader(source, "v3", ignoreUnknownFields);
  const groups = root === undefined ? [] : readGroups(reader, root, judged);
  return reader.issues.length === 0 ? { ok: true, value: groups } : { ok: false, issues: reader.issues };
}

function readGroups(reader: GoReader, root: YamlNode, judged: boolean): readonly RuleGroupSource[] {
  const names = new Set<string>();
  const [groups, groupsPath] = groupsOf(reader, root, judged);
  return reader.items(groups, groupsPath).map(([node, path]) => {
    const group = readGroup(reader, node, path, judged);
    if (!judged) return group;
    if (group.name === "") reader.refuse("rules-invalid", node.at, path, "a group needs a name");
    else if (names.has(group.name)) {
      reader.refuse("rules-invalid", node.at, path, "two groups of one file share a name", { found: group.name });
    }
    names.add(group.name);
    return group;
  });
}

/** The groups of a rule file, or those in the specification of an object of Kubernetes. */
function groupsOf(reader: GoReader, root: YamlNode, judged: boolean): readonly [YamlNode | undefined, string] {
  const isObject =
    root.kind === "mapping" && root.entries.some(({ key }) => key.kind === "scalar" && key.text === "spec");
  if (judged || !isObject) return [reader.fields(root, "", ["groups"]).get("groups"), "groups"];
  const spec = reader.fields(root, "", OBJECT_KEYS).get("spec");
  return [spec === undefined ? undefined : reader.fields(spec, "spec", ["groups"]).get("groups"), "spec.groups"];
}

function readGroup(reader: GoReader, node: YamlNode, path: string, judged: boolean): RuleGroupSource {
  const fields = reader.fields(node, path, GROUP_KEYS);
  const limit = reader.number(fields.get("limit"), `${path}.limit`);
  return {
    name: reader.text(fields.get("name"), `${path}.name`) ?? "",
    ...given("interval", reader.duration(fields.get("interval"), `${path}.interval`)),
    ...given("query_offset", reader.duration(fields.get("query_offset"), `${path}.query_offset`)),
    ...given("limit", limit === undefined ? undefined : Math.trunc(limit)),
    ...given("labels", reader.textMap(fields.get("labels"), `${path}.labels`)),
    rules: reader
      .items(fields.get("rules"), `${path}.rules`)
      .map(([rule, rulePath]) => readRule(reader, rule, rulePath, judged)),
    line: reader.source.line(node.at),
  };
}

function readRule(reader: GoReader, node: YamlNode, path: string, judged: boolean): RuleSource {
  const fields = reader.fields(node, path, RULE_KEYS);
  if (judged) checkKind(reader, node, fields, path);
  return {
    ...given("record", notEmpty(reader.text(fields.get("record"), `${path}.record`))),
    ...given("alert", notEmpty(reader.text(fields.get("alert"), `${path}.alert`))),
    expr: reader.text(fields.get("expr"), `${path}.expr`) ?? "",
    ...given("for", reader.duration(fields.get("for"), `${path}.for`)),
    ...given("keep_firing_for", reader.duration(fields.get("keep_firing_for"), `${path}.keep_firing_for`)),
    ...given("labels", reader.textMap(fields.get("labels"), `${path}.labels`)),
    ...given("annotations", reader.textMap(fields.get("annotations"), `${path}.annotations`)),
    line: reader.source.line(node.at),
  };
}

function checkKind(reader: GoReader, node: YamlNode, fields: Fields, path: string): void {
  const set = (key: string): boolean => isSet(key, fields.get(key));
  if (set("record") === set("alert")) {
    reader.refuse("rules-invalid", node.at, path, "a rule is either a recording or an alert", {
      found: set("record") ? "record and alert" : "neither record nor alert",
      expected: "one of them",
    });
  }
  if (!set("expr")) reader.refuse("rules-invalid", node.at, path, "a rule needs an expression", { expected: "expr" });
  if (!set("record")) return;
  for (const key of ALERT_ONLY.filter(set)) {
    reader.refuse("rules-invalid", node.at, `${path}.${key}`, "a recording rule cannot have this", { found: key });
  }
}

/** Whether Prometheus takes a field for set: zero durations, empty strings and empty maps count as absent. */
function isSet(key: string, node: YamlNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.kind === "mapping") return node.entries.length > 0;
  if (node.kind === "sequence" || node.text === "") return node.kind === "sequence";
  return !DURATIONS.includes(key) || parseDuration(node.text) !== 0;
}

/** Prometheus does not tell an empty `record` or `alert` from a missing one. */
function notEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
