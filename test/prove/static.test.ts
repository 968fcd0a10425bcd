import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { below, condition, minutes, objective, perSecond, type System, throughput } from "../../lib/index.ts";
import { parse } from "../../lib/promql/parse.ts";
import { annotationEvidence } from "../../lib/prove/static/annotations.ts";
import { labelEvidence } from "../../lib/prove/static/labels.ts";
import { listed } from "../../lib/prove/static/listed.ts";
import { asksOnlyForPresence, readsOnly } from "../../lib/prove/static/reads.ts";
import { renderedAnnotations } from "../../lib/prove/static/rendered.ts";
import type { Statement, Subjected } from "../../lib/prove/trial.ts";
import { exportedLabels } from "../../lib/rules/check/exporter-labels.ts";
import type { DerivedAlert } from "../../lib/rules/derived.ts";
import { everyKind, requests, shop, UNWATCHED } from "../support/shop.ts";

function alertsOf(system: System): readonly Subjected[] {
  return compile(system).groups.flatMap((group) => {
    const owner = [...system.services, ...system.dependencies].find(({ name }) => name === group.owner);
    if (owner === undefined) throw new Error(group.owner);
    const specification = { behaviour: () => ({ alerts: new Map(), recorded: [] }) };
    const subject = { group, context: { system, owner }, specification };
    return group.rules.flatMap((alert, rule) => (alert.kind === "alert" ? [{ subject, alert, rule }] : []));
  });
}

function alertOf(system: System, name: string): Subjected {
  const found = alertsOf(system).find(({ alert }) => alert.alert === name);
  if (found === undefined) throw new Error(name);
  return found;
}

/** The verdict on an alert, after a change, as `VERDICT: sentence`. */
function judged(
  evidence: (subjected: Subjected) => readonly Statement[],
  subjected: Subjected,
  change: Partial<DerivedAlert> = {},
): string {
  const [statement, ...others] = evidence({ ...subjected, alert: { ...subjected.alert, ...change } });
  expect(others).toEqual([]);
  return `${statement?.verdict}: ${statement?.says}`;
}

describe("annotations", () => {
  const errors = alertOf(everyKind, "ApiErrorsBudgetBurn");
  const changed = (name: string, text: string): string =>
    judged(annotationEvidence, errors, { annotations: { ...errors.alert.annotations, [name]: text } });

  it("lead to the board of the objective where the system has a Grafana, and nowhere where it has none", () => {
    const grafana = { url: "https://grafana.example.com" };
    const watched = alertOf({ ...everyKind, grafana }, "ApiErrorsBudgetBurn");
    const { dashboard_url, ...others } = watched.alert.annotations;
    expect(judged(annotationEvidence, watched)).toContain(
      "PROVED: summary, description, runbook_url and dashboard_url",
    );
    expect(judged(annotationEvidence, watched, { annotations: others })).toBe(
      "REFUTED: dashboard_url does not lead to https://grafana.example.com/d/shop-api-errors: it is missing",
    );
    expect(
      judged(annotationEvidence, watched, { annotations: { ...others, dashboard_url: `${dashboard_url}x` } }),
    ).toContain("REFUTED: dashboard_url does not lead to");
    expect(changed("dashboard_url", "https://grafana.example.com/d/shop-api-errors")).toContain(
      "REFUTED: dashboard_url leads to a Grafana that is not in the model",
    );
  });

  it("of every kind of alert render, with the value in its unit", () => {
    const verdicts = alertsOf(everyKind).map((subjected) => judged(annotationEvidence, subjected));
    expect(verdicts.filter((verdict) => !verdict.startsWith("PROVED"))).toEqual([]);
    expect(judged(annotationEvidence, errors)).toBe(
      'PROVED: summary, description and runbook_url render; a value of 0.0234 (ratio) reads "2.34%"',
    );
    expect(judged(annotationEvidence, alertOf(everyKind, "ApiBackup"))).toContain(
      'a value of 90 (seconds) reads "1m 30s"',
    );
    expect(judged(annotationEvidence, alertOf(everyKind, "ApiTargetDown"))).toBe(
      "PROVED: summary, description and runbook_url render, with instance of the series; no value is shown, as it would tell nothing",
    );
  });

  it.each([
    ["{{ $value }}", 'description shows 0.0234 in ratio as "0.0234"'],
    ["{{ $value | humanize }} %", 'description shows 0.0234 in ratio as "23.4m %"'],
    ["{{ $value | humanizePercent }}", "Prometheus refuses this text as a template"],
    ["{{ humanizePercentage }}", "this template fails whenever the alert is raised"],
    ["plain", "no annotation shows the value"],
    [" ", "description is empty"],
  ])("with the description `%s` are refuted", (text, why) => {
    expect(changed("description", text)).toContain(`REFUTED: ${why}`);
  });

  it("with a page of another alert, or none, are refuted", () => {
    expect(changed("runbook_url", "https://runbooks.example.com/runbooks/api-slow.md#page")).toContain(
      "REFUTED: runbook_url does not lead to runbooks/api-errors-budget-burn.md#page",
    );
    expect(changed("runbook_url", "runbooks/api-errors-budget-burn.md#page")).toContain("runbook_url is no address");
    const { runbook_url: _, ...without } = errors.alert.annotations;
    expect(judged(annotationEvidence, errors, { annotations: without })).toContain("runbook_url is no address");
  });

  it.each(["summary", "description"])("without a %s are refuted", (name) => {
    const { [name]: _, ...others } = errors.alert.annotations;
    expect(judged(annotationEvidence, errors, { annotations: others })).toBe(`REFUTED: ${name} is missing`);
  });

  it("that keep what users notice to themselves are refuted, where the model says it", () => {
    const system = shop([
      objective("traffic", {
        indicator: throughput(requests),
        tiers: [below(perSecond(2.5), { over: minutes(5), for: minutes(3), severity: "ticket" })],
        absence: UNWATCHED,
        impact: "Nobody buys.",
      }),
    ]);
    const alert = alertOf(system, "ApiTraffic");
    const { impact, ...others } = alert.alert.annotations;
    expect(impact).toBe("Nobody buys.");
    expect(judged(annotationEvidence, alert, { annotations: others })).toBe("REFUTED: impact is missing");
  });

  it("that show a value without a unit are refuted", () => {
    const down = alertOf(everyKind, "ApiDown");
    const annotations = { ...down.alert.annotations, summary: "{{ $value }} targets" };
    expect(judged(annotationEvidence, down, { annotations })).toBe("REFUTED: summary shows a value that has no unit");
  });

  it("in which the threshold itself reads as 0 are refuted", () => {
    const quiet = (perHour: number): System =>
      shop([
        objective("quiet", {
          indicator: throughput(requests),
          tiers: [below(perSecond(perHour / 3_600), { over: minutes(5), for: minutes(7), severity: "ticket" })],
          absence: UNWATCHED,
        }),
      ]);
    // Two decimals are shown: 10 per hour are 0.0028 per second, 40 are 0.0111.
    expect(judged(annotationEvidence, alertOf(quiet(10), "ApiQuiet"))).toContain("as 0");
    expect(judged(annotationEvidence, alertOf(quiet(40), "ApiQuiet"))).toContain("PROVED");
  });

  it("are rendered for any labels and value", () => {
    const alert = { alert: "A", annotations: { summary: "{{ $labels.pod }} at {{ $value | humanizeDuration }}" } };
    expect(renderedAnnotations(alert, { pod: "a-1" }, 3_661)).toEqual({ summary: "a-1 at 1h 1m 1s" });
  });
});

describe("labels", () => {
  const burning = alertOf(everyKind, "ApiErrorsBudgetBurn");
  const relabelled = (labels: Readonly<Record<string, string>>): string =>
    judged(labelEvidence, burning, { labels: { ...burning.alert.labels, ...labels } });
  const withoutLabel = (label: string): string => {
    const { [label]: _, ...labels } = burning.alert.labels;
    return judged(labelEvidence, burning, { labels });
  };

  it("of every kind of alert are surely there", () => {
    const verdicts = alertsOf(everyKind).map((subjected) => judged(labelEvidence, subjected));
    expect(verdicts.filter((verdict) => !verdict.startsWith("PROVED"))).toEqual([]);
    expect(judged(labelEvidence, alertOf(everyKind, "ApiDown"))).toBe(
      "PROVED: the rule sets severity, priority, namespace, system and service; there are no others",
    );
    expect(judged(labelEvidence, alertOf(everyKind, "ApiP95"))).toBe(
      "PROVED: the rule sets severity, priority, namespace, system, service and objective; its series surely have route " +
        "(route as scrapes and exporters set them); there are no others",
    );
  });

  it.each([
    [{ severity: "" }, "severity is empty"],
    [{ priority: "P3" }, "priority is P3, not P1"],
    [{ system: "other" }, "system is other, not shop"],
    [{ namespace: "{{ $labels.namespace }}" }, "namespace is a template"],
    [{ objective: "slow" }, "objective is slow, not errors"],
  ])("%o is refuted", (labels, why) => {
    expect(relabelled(labels)).toBe(`REFUTED: ${why}`);
  });

  it("that routes need and neither rule nor series have are refuted", () => {
    expect(withoutLabel("namespace")).toBe("REFUTED: instances may lack namespace, by which alerts are routed");
    expect(withoutLabel("severity")).toBe("REFUTED: instances may lack severity, by which alerts are routed");
    // The recordings have it.
    expect(withoutLabel("objective")).toContain("PROVED");
  });

  it("of a text have to be on the series: those of an exporter are, others are not", () => {
    const named = (label: string, expr: string): string => {
      const summary = `{{ $labels.${label} }} is late`;
      const { alert } = alertOf(everyKind, "ApiDown");
      const annotations = { ...alert.annotations, summary };
      return judged(labelEvidence, alertOf(everyKind, "ApiDown"), { expression: parse(expr), annotations });
    };
    const annotations = { ...burning.alert.annotations, summary: "{{ $labels.pod }}" };
    expect(judged(labelEvidence, burning, { annotations })).toBe(
      "REFUTED: the text names pod, which the series may lack",
    );
    expect(named("instance", "up == 0")).toContain("PROVED");
    expect(named("deployment", "kube_deployment_spec_replicas > 1")).toContain("PROVED");
    expect(named("statefulset", "kube_deployment_spec_replicas > 1")).toContain("REFUTED: the text names statefulset");
    expect(named("instance", "sum by (job) (up) == 0")).toContain("REFUTED: the text names instance");
    expect(named("pod", "max by (pod) (kube_pod_info) or max by (node) (kube_node_info)")).toBe(
      "REFUTED: some series have no label of the text",
    );
  });

  it("that a rule overwrites must not tell its series apart", () => {
    const overwriting = (expr: string): string =>
      judged(labelEvidence, alertOf(everyKind, "ApiDown"), { expression: parse(expr) });
    expect(overwriting('sum by (service) (up{job="a"}) == 0')).toBe(
      "REFUTED: the rule overwrites service, in which its series may differ",
    );
    expect(overwriting('sum by (service) (up{job="a",service="b"}) == 0')).toContain("PROVED");
    expect(overwriting('up{job="a"} == 0')).toContain("PROVED");
  });

  it("of two alerts of one name have to differ in a label that both set", () => {
    const restarts = (alert: string, severity: "page" | "ticket") =>
      condition(alert, {
        promql: `changes(shop_restarts_total{job="shop-api",namespace="shop"}[5m]) > ${severity === "page" ? 5 : 1}`,
        for: minutes(0),
        severity,
        summary: "restarts",
        means: "The process restarted.",
        scenarios: [],
      });
    const api = everyKind.services[0];
    if (api === undefined) throw new Error();
    const system = (second: string, severity: "page" | "ticket"): System => ({
      ...everyKind,
      services: [{ ...api, objectives: [], conditions: [restarts("Restarts", "ticket"), restarts(second, severity)] }],
    });
    const [first] = alertsOf(system("Restarts", "page")).filter(({ alert }) => alert.alert === "Restarts");
    if (first === undefined) throw new Error();
    expect(judged(labelEvidence, first)).toContain("PROVED");
    const twins = { ...system("Restarts", "page") };
    const doubled = {
      ...twins,
      services: twins.services.map((one) => ({ ...one, conditions: [...one.conditions, ...one.conditions] })),
    };
    const subject = { ...first.subject, context: { ...first.subject.context, system: doubled } };
    expect(judged(labelEvidence, { ...first, subject })).toBe(
      "REFUTED: another alert Restarts may have the same labels",
    );
  });
});

describe("what expressions read", () => {
  it.each([
    ['up{job="a"} == 0', "up", true],
    ['(sum(up{job="a"}) or vector(0)) == 0', "up", true],
    ['up{job="a"} == 0 and rate(x_total[5m]) > 0', "up", false],
  ])("`%s` reads only %s: %s", (expr, metric, only) => {
    expect(readsOnly(parse(expr), metric)).toBe(only);
  });

  it.each([
    ["absent(x_total) and on () sum(up) > 0", true],
    ["absent(x_total) and on () sum(x_total) > 0", false],
    ["absent_over_time(x_total[5m])", true],
    ["count(x_total) < 1", false],
  ])("`%s` asks only whether x_total is there: %s", (expr, only) => {
    expect(asksOnlyForPresence(parse(expr), "x_total")).toBe(only);
  });

  it("knows what exporters put on series", () => {
    expect(exportedLabels("up")).toEqual(["job", "instance"]);
    expect(exportedLabels("kube_pod_container_status_restarts_total")).toContain("container");
    expect(exportedLabels("kube_horizontalpodautoscaler_status_desired_replicas")).toContain("horizontalpodautoscaler");
    expect(exportedLabels("objective:value_ratio:last")).toEqual([]);
  });

  it("lists words", () => {
    expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
  });
});
