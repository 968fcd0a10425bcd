import { renderIssue } from "../../core/issue.ts";
import { readRuleFile, readRuleStructure } from "../../core/rules-read.ts";
import { readYamlNodes, type YamlNode } from "../../core/yaml-node.ts";
import type { ParseOptions } from "../../promql/parse-options.ts";
import { readRuleGroups } from "../read-rules.ts";
import type { RuleGroup } from "../rule.ts";
import { documentsOf, readDocument } from "./documents.ts";
import { unevaluableRules } from "./promtool-engine.ts";

/** A group of rules with its place. */
export interface LoadedGroup {
  readonly file: string;
  readonly group: RuleGroup;
  /** Lines of the rules in the file, counted from 1; they are looked for when they are first asked for. */
  readonly lines: () => readonly number[];
  /** Why promtool cannot evaluate some of the rules although it loads them. */
  readonly unevaluable: readonly string[];
}

/** The groups of a rule file, or everything for which Prometheus would refuse it, a line each. */
export type RuleSource =
  | { readonly ok: true; readonly groups: readonly LoadedGroup[]; readonly ignoredDocuments: number }
  | { readonly ok: false; readonly errors: readonly string[] };

/** How rule files are read. */
export interface RuleSourceOptions extends ParseOptions {
  readonly ignoreUnknownFields?: boolean;
}

/**
 * Reads a rule file as Prometheus does: the first document alone. A file with `PrometheusRule` objects is read too, all of
 * its objects.
 */
export function readRuleSource(text: string, file: string, options: RuleSourceOptions): RuleSource {
  const documents = documentsOf(text);
  const objects = /PrometheusRule/.test(text) ? documents.filter((one) => isPrometheusRule(one.text, file)) : [];
  const read = objects.length > 0 ? objects : documents.slice(0, 1);
  const groups: LoadedGroup[] = [];
  const errors: string[] = [];
  let ignored = documents.length - read.length;
  for (const document of read) {
    const one = readGroups(document.text, file, options, objects.length > 0);
    if (one.ok) {
      groups.push(...one.groups);
      ignored += one.ignoredDocuments;
    } else errors.push(...one.errors);
  }
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, groups, ignoredDocuments: ignored };
}

function readGroups(text: string, file: string, options: RuleSourceOptions, isObject: boolean): RuleSource {
  const groups = readDocument(text, (document) => readRuleGroups(document, { ...options, file }));
  if (!groups.ok) return { ok: false, errors: groups.issues.map(renderIssue) };
  if (!isObject && options.ignoreUnknownFields !== true && /^\s*["']?spec["']?\s*:/m.test(text)) {
    // Only the objects that say what they are may have what Prometheus does not know.
    const strict = readDocument(text, (document) => readRuleFile(document, file));
    if (!strict.ok) return { ok: false, errors: strict.issues.map(renderIssue) };
  }
  let lines: readonly (readonly number[])[] | undefined;
  const linesOf = (index: number): readonly number[] => {
    lines ??= readLines(text, file, options);
    return lines[index] ?? [];
  };
  const loaded = groups.value.map((group, index) => ({
    file,
    group,
    lines: () => linesOf(index),
    unevaluable: unevaluableRules(group),
  }));
  return { ok: true, groups: loaded, ignoredDocuments: groups.isCut ? 1 : 0 };
}

/** For each group the lines of its rules. */
function readLines(text: string, file: string, options: RuleSourceOptions): readonly (readonly number[])[] {
  const structure = readDocument(text, (document) => readRuleStructure(document, file, options.ignoreUnknownFields));
  return structure.ok ? structure.value.map(({ rules }) => rules.map(({ line }) => line)) : [];
}

function isPrometheusRule(text: string, file: string): boolean {
  const read = readYamlNodes(text, file);
  const root = read.ok ? read.value.root : undefined;
  if (root?.kind !== "mapping") return false;
  const textOf = (node: YamlNode): string => (node.kind === "scalar" ? node.text : "");
  return root.entries.some(({ key, value }) => textOf(key) === "kind" && textOf(value) === "PrometheusRule");
}
