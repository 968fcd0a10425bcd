import { describe, expect, it } from "vitest";
import { minutes, type System } from "../../lib/index.ts";
import { type Firing, mostInAMinute, type Notification, notifications } from "../../lib/prove/routes/notifications.ts";
import { deriveRouting } from "../../lib/routes/derive-routing.ts";
import { inhibitionsOf, inhibits } from "../../lib/routes/inhibition.ts";
import type { Labels } from "../../lib/routes/matcher.ts";
import { type RoutingTree, routingTree } from "../../lib/routes/tree.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";
import { systems } from "../../stacks/index.ts";
import { SEVERITIES, toldShop } from "../routes/told-shop.ts";

const MINUTE = 60_000;
/** Monday 1 June 2026, 12:00 in Berlin: within business hours. */
const NOON = Date.parse("2026-06-01T10:00:00Z");

const treeOf = (system: System): RoutingTree => {
  const routing = deriveRouting(system);
  if (routing === undefined) throw new Error(`${system.name} tells nobody`);
  return routingTree(routing.configuration);
};

const labelsOf = (system: System): readonly Labels[] =>
  deriveGroups(system).flatMap(({ rules }) =>
    rules.flatMap((rule) => (rule.kind === "alert" ? [{ ...rule.labels, alertname: rule.alert }] : [])),
  );

/** Minutes after noon, receiver, and how many alerts fire and are over. */
const told = (messages: readonly Notification[]): readonly string[] =>
  messages.map(
    ({ at, node, firing, resolved }) =>
      `${(at - NOON) / MINUTE} ${node.receiver} ${firing.length}${resolved.length === 0 ? "" : `, ${resolved.length} over`}`,
  );

const page = (alertname: string, service = "api"): Labels => ({
  alertname,
  system: "shop",
  service,
  severity: "page",
});

describe("messages", () => {
  const tree = treeOf(toldShop());
  const shown = (alerts: readonly Firing[], length: number) =>
    told(notifications(tree, alerts, NOON + length * MINUTE));

  it("come after 30 seconds, again at the first interval after the cooldown of an hour, and when it is over", () => {
    const alert = { labels: page("A"), from: NOON, to: NOON + 80 * MINUTE };
    expect(shown([alert], 120).filter((text) => text.includes("shop-page "))).toEqual([
      "0.5 shop-page 1",
      "65.5 shop-page 1",
      "80.5 shop-page 0, 1 over",
    ]);
  });

  it("come every 5 minutes where the cooldown is 5 minutes, and not every 10", () => {
    const { page: severity, ...others } = SEVERITIES;
    const often = treeOf(toldShop({ severities: { ...others, page: { ...severity, repeatEvery: minutes(5) } } }));
    const messages = notifications(often, [{ labels: page("A"), from: NOON }], NOON + 16 * MINUTE);
    expect(told(messages)).toEqual(["0.5 shop-page 1", "5.5 shop-page 1", "10.5 shop-page 1", "15.5 shop-page 1"]);
  });

  it("come to the later levels after 30 minutes and an hour, and never for what is over by then", () => {
    const alert = (length: number) => [{ labels: page("A"), from: NOON, to: NOON + length * MINUTE }];
    const later = (length: number) => shown(alert(length), 180).filter((text) => text.includes("page-l"));
    expect(later(29)).toEqual([]);
    expect(later(59)).toEqual(["30 shop-page-l2 1", "60 shop-page-l2 0, 1 over"]);
    expect(later(62)).toEqual([
      "30 shop-page-l2 1",
      "60 shop-page-l3 1",
      "65 shop-page-l2 0, 1 over",
      "65 shop-page-l3 0, 1 over",
    ]);
  });

  it("are one for alerts of a service that come together, two for two services", () => {
    const alerts = ["A", "B", "C"].map((name) => ({ labels: page(name), from: NOON }));
    expect(shown(alerts, 5)).toEqual(["0.5 shop-page 3"]);
    expect(shown([...alerts, { labels: page("A", "db"), from: NOON }], 5)).toEqual([
      "0.5 shop-page 3",
      "0.5 shop-page 1",
    ]);
  });

  it("wait 5 minutes for an alert that joins", () => {
    const joins = { labels: page("B"), from: NOON + MINUTE };
    expect(shown([{ labels: page("A"), from: NOON }, joins], 10)).toEqual(["0.5 shop-page 1", "5.5 shop-page 2"]);
  });

  it("leave out what its cause inhibits, and tell it once the cause is over", () => {
    const labels = { system: "shop", service: "api", objective: "errors" };
    const cause = { labels: { ...labels, alertname: "Burn", severity: "page" }, from: NOON, to: NOON + 8 * MINUTE };
    const effect = { labels: { ...labels, alertname: "Burn", severity: "ticket" }, from: NOON };
    const tickets = (alerts: readonly Firing[]) => shown(alerts, 12).filter((text) => text.includes("ticket"));
    expect(tickets([cause, effect])).toEqual(["10.5 shop-ticket 1"]);
    expect(tickets([effect])).toEqual(["0.5 shop-ticket 1"]);
    const other = { ...cause, labels: { ...cause.labels, service: "db" } };
    expect(tickets([other, effect])).toEqual(["0.5 shop-ticket 1"]);
  });
});

describe("an alert storm", () => {
  const amas = systems.find(({ name }) => name === "amas");
  if (amas === undefined) throw new Error("amas is needed");
  /** AMAS-ROUTE-01 `max_per_minute`. */
  const CAP = 12;

  const stormOf = (copies: number, apart: number): readonly Firing[] =>
    labelsOf(amas).flatMap((labels, index) =>
      Array.from({ length: copies }, (_, copy) => ({
        labels: { ...labels, instance: `host-${copy}` },
        from: NOON + (((index * copies + copy) * apart) % (10 * MINUTE)),
      })),
    );

  /** Without inhibition, so that grouping alone is shown to suffice. */
  const loud = (tree: RoutingTree): RoutingTree => ({
    ...tree,
    configuration: { ...tree.configuration, inhibit_rules: [] },
  });

  it.each([
    ["all at once, on 20 hosts", 20, 0],
    ["one every second", 4, 1_000],
    ["one every 7 seconds", 4, 7_000],
  ])("of all AMAS' alerts, %s, makes at most 12 messages in any minute of two hours", (_, copies, apart) => {
    const storm = stormOf(copies, apart);
    expect(storm.length).toBeGreaterThan(50);
    const messages = notifications(loud(treeOf(amas)), storm, NOON + 120 * MINUTE);
    expect(messages.length).toBeGreaterThan(3);
    expect(mostInAMinute(messages)).toBeLessThanOrEqual(CAP);
  });

  it("would exceed the cap if each alert were a message, and if each name of an alert were", () => {
    const tree = treeOf(amas);
    const { route } = tree.configuration;
    const ungrouped = (groupBy: readonly string[]): RoutingTree => {
      const routes = (route.routes ?? []).map((one) => ({ ...one, group_by: groupBy }));
      return loud(routingTree({ ...tree.configuration, route: { ...route, routes } }));
    };
    for (const groupBy of [["..."], ["system", "service", "alertname"]]) {
      const messages = notifications(ungrouped(groupBy), stormOf(20, 0), NOON + MINUTE);
      expect(mostInAMinute(messages)).toBeGreaterThan(CAP);
    }
  });
});

describe("inhibitions of the five systems", () => {
  /** Labels of the series, which the rules do not set, the same on both sides. */
  const filled = (labels: Labels, equal: readonly string[], value: string): Labels => ({
    ...Object.fromEntries(equal.map((label) => [label, value])),
    ...labels,
  });

  it.each(systems)("$name: each silences its effect while its cause fires, and stays out of it otherwise", (system) => {
    const tree = treeOf(system);
    const alerts = labelsOf(system);
    const { inhibit_rules: rules } = tree.configuration;
    expect(rules.length).toBeGreaterThan(0);
    let shown = 0;
    for (const [index, rule] of rules.entries()) {
      const inhibition = inhibitionsOf(tree.configuration)[index];
      if (inhibition === undefined) throw new Error("an inhibition is needed");
      const all = alerts.map((labels) => filled(labels, rule.equal, "one"));
      const pairs = all.flatMap((cause) =>
        all.filter((effect) => inhibits(inhibition, cause, effect)).map((effect) => [cause, effect] as const),
      );
      for (const [cause, effect] of pairs.slice(0, 5)) {
        shown++;
        const isTold = (firing: readonly Labels[]) =>
          notifications(
            tree,
            firing.map((labels) => ({ labels, from: NOON })),
            NOON + 20 * MINUTE,
          ).some((message) => message.firing.includes(effect));
        const nodes = { ...tree, configuration: { ...tree.configuration, inhibit_rules: [rule] } };
        const isToldBy = (firing: readonly Labels[]) =>
          notifications(
            nodes,
            firing.map((labels) => ({ labels, from: NOON })),
            NOON + 20 * MINUTE,
          ).some((message) => message.firing.includes(effect));
        expect(isTold([cause, effect])).toBe(false);
        expect(isTold([effect])).toBe(true);
        // Whatever has to be equal, and is not.
        for (const label of rule.equal.filter((one) => one !== "system")) {
          expect(isToldBy([{ ...cause, [label]: "another" }, effect])).toBe(true);
        }
      }
    }
    expect(shown).toBeGreaterThan(3);
  });
});
