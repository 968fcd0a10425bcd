import { describe, expect, it } from "vitest";
import { readRuleGroups } from "../../lib/engine/read-rules.ts";
import { print } from "../../lib/promql/print.ts";
import { askOracle, describeWithOracle } from "../support/oracle.ts";
import { REFUSED, TAKEN } from "./read-rules.cases.ts";

describe("readRuleGroups", () => {
  it("reads every field, with durations in milliseconds and parsed expressions", () => {
    const read = readRuleGroups(`
groups:
  - name: g
    interval: 30s
    query_offset: 1m
    limit: 5
    labels: { team: core }
    rules:
      - { record: "a:b", expr: up+1, labels: { x: 1 } }
      - { alert: A, expr: up == 0, for: 5m, keep_firing_for: 1h, annotations: { s: "{{ $value }}" } }
`);
    if (!read.ok) throw new Error("refused");
    const [group] = read.value;
    expect(group).toMatchObject({
      name: "g",
      interval: 30_000,
      queryOffset: 60_000,
      limit: 5,
      labels: { team: "core" },
    });
    expect(group?.rules.map(({ expression: _, ...rule }) => rule)).toEqual([
      { kind: "recording", record: "a:b", labels: { x: "1" } },
      { kind: "alerting", alert: "A", for: 300_000, keepFiringFor: 3_600_000, annotations: { s: "{{ $value }}" } },
    ]);
    expect(group?.rules.map(({ expression }) => print(expression))).toEqual(["up + 1", "up == 0"]);
  });

  it("reads the same from data and from a PrometheusRule object", () => {
    const groups = [{ name: "g", rules: [{ alert: "A", expr: "up == 0", for: "5m", labels: { severity: "page" } }] }];
    const metadata = { name: "x", labels: { role: "alerts" } };
    const object = { apiVersion: "monitoring.coreos.com/v1", kind: "PrometheusRule", metadata, spec: { groups } };
    const read = readRuleGroups({ groups });
    expect(read).toMatchObject({ ok: true, value: [{ name: "g", rules: [{ alert: "A", for: 300_000 }] }] });
    expect(readRuleGroups(object)).toEqual(read);
    expect(readRuleGroups(JSON.stringify(object))).toEqual(read);
  });

  it("tells of every problem with file and line, templates included", () => {
    const text =
      'groups:\n  - name: g\n    rules:\n      - expr: ""\n      - { alert: A, expr: 1, labels: { l: "{{" } }\n';
    const read = readRuleGroups(text, { file: "x.yml" });
    expect(read.ok ? [] : read.issues.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      `x.yml:4: group "g", rule 1, "": one of 'record' or 'alert' must be set`,
      `x.yml:4: group "g", rule 1, "": field 'expr' must be set in rule`,
      'x.yml:5: group "g", rule 2, "A": label "l": template: __alert_A:1: unclosed action',
    ]);
  });
});

describeWithOracle("Prometheus' own reader", () => {
  const texts = [...REFUSED, ...TAKEN].map(([, text]) => text);
  const cases = texts.map((rules) => ({ load: "load 1m", rules, order: [], interval: 60_000, phases: [{}] }));
  const answers = askOracle("rules", cases);
  const refusals = async (text: string): Promise<readonly string[]> => {
    const answer = (await answers)[texts.indexOf(text)] as { readonly refused?: readonly string[] };
    return (answer.refused ?? []).map((message) => message.replace(/^(?:\d+:\d+: )+/, ""));
  };

  it.each(REFUSED)("refuses %s with the same words", async (_, text) => {
    const theirs = await refusals(text);
    expect(theirs.length).toBeGreaterThan(0);
    const read = readRuleGroups(text);
    expect(read.ok ? [] : read.issues.map(({ message }) => message)).toEqual(theirs);
  });

  it.each(TAKEN)("takes %s, as ours does", async (_, text) => {
    expect(await refusals(text)).toEqual([]);
    expect(readRuleGroups(text).ok).toBe(true);
  });
});
