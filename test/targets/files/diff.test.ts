import { describe, expect, it } from "vitest";
import type { AlertingRule, Rule, RuleGroup } from "../../../lib/compile/bundle.ts";
import { describeChanges } from "../../../lib/targets/files/diff.ts";

const alert: AlertingRule = {
  alert: "ALECSHighErrorRate",
  expr: "alecs:bad:rate5m / alecs:all:rate5m > 0.01",
  for: "2m",
  labels: { severity: "critical", system: "alecs", service: "api", objective: "errors", team: "red" },
  annotations: { summary: "too many" },
};

function group(...rules: readonly Rule[]): readonly RuleGroup[] {
  return [{ name: "g", interval: "30s", rules }];
}

function texts(before: readonly RuleGroup[], after: readonly RuleGroup[]): readonly string[] {
  return describeChanges(before, after).map(({ text }) => text);
}

function changed(change: Partial<AlertingRule>): readonly string[] {
  return texts(group(alert), group({ ...alert, ...change }));
}

describe("one alert", () => {
  it("says nothing about equal rules, whatever their order", () => {
    const other = { ...alert, alert: "Other" };
    expect(texts(group(alert, other), group(other, alert))).toEqual([]);
  });

  it("says nothing about an expression that is only laid out anew", () => {
    expect(changed({ expr: "(\n  alecs:bad:rate5m\n/\n  alecs:all:rate5m\n) > 0.01\n" })).toEqual([]);
  });

  it("names a longer wait", () => {
    expect(changed({ for: "5m" })).toEqual(["ALECSHighErrorRate (critical): for 2m -> 5m"]);
  });

  it("names a wait that was dropped", () => {
    const { for: _, ...rest } = alert;
    expect(texts(group(alert), group(rest))).toEqual(["ALECSHighErrorRate (critical): for 2m -> 0s"]);
  });

  it("names a moved threshold", () => {
    expect(changed({ expr: "alecs:bad:rate5m / alecs:all:rate5m > 0.02" })).toEqual([
      "ALECSHighErrorRate (critical): threshold 0.01 -> 0.02",
    ]);
  });

  it("names several differences in one line and as data", () => {
    const after = { ...alert, expr: "alecs:bad:rate5m / alecs:all:rate5m > 0.03", for: "7m", keep_firing_for: "4m" };
    expect(describeChanges(group(alert), group(after))).toEqual([
      {
        alert: "ALECSHighErrorRate",
        severity: "critical",
        system: "alecs",
        service: "api",
        objective: "errors",
        kind: "changed",
        differences: [
          { field: "threshold", before: "0.01", after: "0.03" },
          { field: "for", before: "2m", after: "7m" },
          { field: "keep_firing_for", before: "0s", after: "4m" },
        ],
        text: "ALECSHighErrorRate (critical): threshold 0.01 -> 0.03; for 2m -> 7m; keep_firing_for 0s -> 4m",
      },
    ]);
  });

  it("shows both expressions when more than a threshold changed", () => {
    expect(changed({ expr: "alecs:bad:rate5m\n  >= 0.01" })).toEqual([
      "ALECSHighErrorRate (critical): expression alecs:bad:rate5m / alecs:all:rate5m > 0.01 -> alecs:bad:rate5m >= 0.01",
    ]);
  });

  it("names the severity when that alone makes it another alert", () => {
    const labels = { ...alert.labels, severity: "warning" };
    expect(changed({ labels })).toEqual(["ALECSHighErrorRate (warning): severity critical -> warning"]);
  });

  it("names changed labels and annotations", () => {
    expect(changed({ labels: { ...alert.labels, team: "blue" }, annotations: {} })).toEqual([
      'ALECSHighErrorRate (critical): label team "red" -> "blue"; annotation summary "too many" -> none',
    ]);
  });

  it("names a changed evaluation interval", () => {
    expect(texts(group(alert), [{ name: "g", interval: "1m", rules: [alert] }])).toEqual([
      "ALECSHighErrorRate (critical): interval 30s -> 1m",
    ]);
  });
});

describe("several alerts", () => {
  const warning = { ...alert, labels: { ...alert.labels, severity: "warning" } };

  it("names what was added and what was removed", () => {
    const other = { ...alert, alert: "ALECSDown" };
    expect(texts(group(alert), group(other))).toEqual([
      "ALECSDown (critical): added, for 2m",
      "ALECSHighErrorRate (critical): removed, for 2m",
    ]);
  });

  it("keeps the tiers of one alert apart", () => {
    expect(texts(group(warning, alert), group(alert, { ...warning, for: "9m" }))).toEqual([
      "ALECSHighErrorRate (warning): for 2m -> 9m",
    ]);
  });

  it("takes a dropped tier for removed, not for a changed severity", () => {
    expect(texts(group(warning, alert), group(alert))).toEqual(["ALECSHighErrorRate (warning): removed, for 2m"]);
  });

  it("names the service where two services have an alert of one name", () => {
    const web = { ...alert, labels: { ...alert.labels, service: "web" } };
    expect(texts(group(alert, web), group(alert, { ...web, for: "3m" }))).toEqual([
      "ALECSHighErrorRate (critical, service web): for 2m -> 3m",
    ]);
  });

  it("tells the windows of one burn-rate alert apart, and pairs them by their labels", () => {
    const burn = (window: string, threshold: number): AlertingRule => ({
      ...alert,
      expr: `errors:rate${window} > ${threshold}`,
      labels: { ...alert.labels, long_window: window },
    });
    expect(texts(group(burn("1h", 14), burn("6h", 6)), group(burn("6h", 7), burn("1h", 15)))).toEqual([
      "ALECSHighErrorRate (critical, long_window 1h): threshold 14 -> 15",
      "ALECSHighErrorRate (critical, long_window 6h): threshold 6 -> 7",
    ]);
  });

  it("pairs the rules of one identity by what they are, not by their place", () => {
    const slow = { ...alert, expr: "alecs:bad:rate6h > 0.001", for: "15m" };
    expect(texts(group(alert, slow), group({ ...slow, for: "20m" }, alert))).toEqual([
      "ALECSHighErrorRate (critical): for 15m -> 20m",
    ]);
  });
});

describe("recordings", () => {
  const all = { record: "alecs:all:rate5m", expr: "sum(rate(requests_total[5m]))" };
  const bad = { record: "alecs:bad:rate5m", expr: "alecs:raw:rate5m * 1" };
  const raw = { record: "alecs:raw:rate5m", expr: 'sum(rate(requests_total{code="500"}[5m]))' };
  const unread = { record: "alecs:unread", expr: "1" };

  it("names a changed recording that an untouched alert reads through another one", () => {
    const wider = { ...raw, expr: 'sum(rate(requests_total{code=~"5.."}[5m]))' };
    expect(texts(group(all, bad, raw, alert), group(all, bad, wider, alert))).toEqual([
      "ALECSHighErrorRate (critical): recording alecs:raw:rate5m changed",
    ]);
  });

  it("names a recording that is gone while it is still read", () => {
    expect(texts(group(all, bad, raw, alert), group(bad, raw, alert))).toEqual([
      "ALECSHighErrorRate (critical): recording alecs:all:rate5m removed",
    ]);
  });

  it("says nothing about recordings that no alert reads, or that are laid out anew", () => {
    const sameAll = { ...all, expr: "sum(\n  rate(requests_total[5m])\n)\n" };
    expect(texts(group(all, alert, unread), group(sameAll, alert, { ...unread, expr: "2" }))).toEqual([]);
  });
});
