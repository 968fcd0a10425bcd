import { describe, expect, it } from "vitest";
import { type Firing, notifications } from "../../lib/prove/routes/notifications.ts";
import { deriveRouting } from "../../lib/routes/derive-routing.ts";
import type { Labels } from "../../lib/routes/matcher.ts";
import { routingTree } from "../../lib/routes/tree.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";
import { octollm } from "../../stacks/octollm/system.ts";

const NOON = Date.parse("2026-06-01T12:00:00Z");

const derived = deriveGroups(octollm).flatMap(({ rules }) =>
  rules.flatMap((rule) => (rule.kind === "alert" ? [rule] : [])),
);

/** An alert as its rule labels it, with labels of its series. */
function alert(name: string, severity: string, series: Labels = {}): Labels {
  const found = derived.find((one) => one.alert === name && one.labels.severity === severity);
  if (found === undefined) throw new Error(`octollm has no ${name} of severity ${severity}`);
  return { ...series, ...found.labels, alertname: name };
}

/** Names of the alerts that are told within 20 minutes, of some that fire at once. */
function told(...labels: readonly Labels[]): readonly string[] {
  const routing = deriveRouting(octollm);
  if (routing === undefined) throw new Error("octollm tells nobody");
  const firing = labels.map((one): Firing => ({ labels: one, from: NOON }));
  const messages = notifications(routingTree(routing.configuration), firing, NOON + 20 * 60_000);
  return [
    ...new Set(
      messages.flatMap((message) => message.firing.map((one) => `${one.alertname} ${one.node ?? one.service}`)),
    ),
  ].sort();
}

describe("OCTO-INHIBIT-01: a node that fails, and the pods on it that crash", () => {
  const node = alert("NodeNotReady", "critical", { node: "node-1" });
  const crash = (series: Labels): Labels => alert("PodCrashLoopBackOff", "critical", { pod: "a", ...series });

  it("is one page: the crash loop on node-1 is silent while node-1 is not ready, and told when it is", () => {
    expect(told(node, crash({ node: "node-1" }))).toEqual(["NodeNotReady node-1"]);
    expect(told(crash({ node: "node-1" }))).toEqual(["PodCrashLoopBackOff node-1"]);
  });

  it("does not silence crash loops on other nodes, nor those of which nobody knows the node", () => {
    expect(told(node, crash({ node: "node-2" }))).toEqual(["NodeNotReady node-1", "PodCrashLoopBackOff node-2"]);
    expect(told(node, crash({}))).toHaveLength(2);
    // Two alerts that both lack the label are equal in it, so that the rule asks for it to be there.
    expect(told(alert("NodeNotReady", "critical"), crash({}))).toHaveLength(2);
  });
});

describe("OCTO-INHIBIT-02: a pool that is exhausted, and the errors of its service", () => {
  const ofService = (name: string, service: string): Labels => {
    const found = derived.find((one) => one.alert === name && one.labels.service === service);
    if (found === undefined) throw new Error(`${service} has no ${name}`);
    return { ...found.labels, alertname: name };
  };

  it("is one page for one service, and two for two", () => {
    const pool = ofService("DatabaseConnectionPoolExhausted", "orchestrator");
    expect(told(pool, ofService("HighErrorRate", "orchestrator"))).toEqual([
      "DatabaseConnectionPoolExhausted orchestrator",
    ]);
    expect(told(pool, ofService("HighErrorRate", "reflex-layer"))).toEqual([
      "DatabaseConnectionPoolExhausted orchestrator",
      "HighErrorRate reflex-layer",
    ]);
  });
});

describe("OCTO-INHIBIT-03: a cache that answers too little, and slow responses", () => {
  it("are two messages, because a warning must not silence a page; each leads to the other", () => {
    const page = derived.find((one) => one.alert === "HighLatency" && one.labels.severity === "critical");
    if (page === undefined) throw new Error("octollm has no critical HighLatency");
    expect(told(alert("LowCacheHitRate", "warning"), { ...page.labels, alertname: "HighLatency" })).toHaveLength(2);
    const related = octollm.alerting?.related ?? [];
    expect(related.some(({ alerts }) => alerts.includes("LowCacheHitRate") && alerts.includes("HighLatency"))).toBe(
      true,
    );
  });
});
