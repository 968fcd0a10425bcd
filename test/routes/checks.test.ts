import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../lib/compile/check.ts";
import { type Issue, renderIssue } from "../../lib/core/issue.ts";
import { alerting, businessHours, condition, email, hours, minutes, type System } from "../../lib/index.ts";
import type { RoutedAlert } from "../../lib/routes/check/context.ts";
import { RouteChecks } from "../../lib/routes/check/route-checks.ts";
import { ROUTE_CODES } from "../../lib/routes/codes.ts";
import type {
  AlertmanagerConfiguration,
  AlertmanagerReceiver,
  InhibitRule,
  Route,
} from "../../lib/routes/configuration.ts";
import { SEVERITIES, toldShop } from "./told-shop.ts";

const RANKS = { critical: 0, warning: 1, info: 2 };

const ALERTS: readonly RoutedAlert[] = [
  { alert: "Down", labels: { severity: "critical", service: "api" } },
  { alert: "Slow", labels: { severity: "critical", service: "api" } },
  { alert: "Slow", labels: { severity: "warning", service: "api" } },
  { alert: "Full", labels: { severity: "warning", service: "api" } },
];

const LEAVES: readonly Route[] = [
  { receiver: "pager", matchers: ['severity="critical"'] },
  { receiver: "chat", matchers: ['severity="warning"'] },
];

const RECEIVERS: readonly AlertmanagerReceiver[] = [
  { name: "rest" },
  { name: "pager", pagerduty_configs: [{ routing_key_file: "/key" }] },
  { name: "chat", slack_configs: [{ api_url_file: "/url", channel: "#x" }] },
];

interface Variant {
  readonly routes?: readonly Route[];
  readonly receivers?: readonly AlertmanagerReceiver[];
  readonly inhibit?: readonly InhibitRule[];
  readonly intervals?: AlertmanagerConfiguration["time_intervals"];
  readonly alerts?: readonly RoutedAlert[];
}

/** What is wrong with a configuration that somebody wrote: codes and places. */
function found({
  routes = LEAVES,
  receivers = RECEIVERS,
  inhibit = [],
  intervals = [],
  alerts = ALERTS,
}: Variant): readonly Issue[] {
  const checks = new RouteChecks(
    { route: { receiver: "rest", routes }, inhibit_rules: inhibit, receivers, time_intervals: intervals },
    { ranks: RANKS, file: "am.yml", causes: true },
  );
  for (const alert of alerts) checks.visit(alert, `rules.${alert.alert}`);
  return checks.issues();
}

const told = (variant: Variant): readonly string[] => found(variant).map(({ code, path }) => `${code} ${path}`);

describe("a configuration", () => {
  it("in which each alert has a route, each route is reached and each receiver used has no findings", () => {
    expect(told({})).toEqual([]);
  });

  it("lets no alert fall to the catch-all unseen: a severity in another spelling is told for each alert", () => {
    const wrong = { alert: "Late", labels: { severity: "Critical" } };
    expect(told({ alerts: [...ALERTS, wrong, { ...wrong, alert: "Later" }] })).toEqual([
      "alert-unrouted rules.Late",
      "alert-unrouted rules.Later",
    ]);
  });

  it("has no two routes that both claim to be the last; with `continue` on the first they are two receivers", () => {
    const [pager, chat] = LEAVES;
    if (pager === undefined || chat === undefined) throw new Error("two routes are needed");
    const second = { ...pager, receiver: "chat" };
    expect(told({ routes: [pager, second, chat] })).toEqual(["route-twice am.yml: route.routes[1]"]);
    expect(told({ routes: [{ ...pager, continue: true }, second, chat] })).toEqual([]);
  });

  it("has no route behind a broader one: before it, behind it, and where the broader one continues", () => {
    const narrow: Route = { receiver: "chat", matchers: ['severity="warning"', 'alertname="Full"'] };
    const broad: Route = { receiver: "chat", matchers: ['severity=~"warn.*"'] };
    const [pager] = LEAVES;
    if (pager === undefined) throw new Error("a route is needed");
    expect(told({ routes: [pager, broad, narrow] })).toEqual(["route-unreachable am.yml: route.routes[2]"]);
    expect(told({ routes: [pager, narrow, broad] })).toEqual([]);
    expect(told({ routes: [pager, { ...broad, continue: true }, narrow] })).toEqual([]);
    expect(told({ routes: [{ receiver: "chat" }, pager] })).toContain("route-unreachable am.yml: route.routes[1]");
  });

  it("has no receiver to which nothing leads", () => {
    const unused: AlertmanagerReceiver = { name: "lost", webhook_configs: [{ url_file: "/u" }] };
    expect(told({ receivers: [...RECEIVERS, unused] })).toEqual(["receiver-unused am.yml: receivers[3]"]);
  });

  it("has each secret in a file: neither in the text, nor nowhere", () => {
    const change = (config: Readonly<Record<string, string>>): readonly AlertmanagerReceiver[] =>
      RECEIVERS.map((one) => (one.name === "pager" ? { name: "pager", pagerduty_configs: [config] } : one));
    expect(told({ receivers: change({ routing_key: "x" }) })).toEqual([
      "receiver-without-secret am.yml: receivers[1].pagerduty_configs[0]",
    ]);
    expect(told({ receivers: change({}) })).toEqual([
      "receiver-without-secret am.yml: receivers[1].pagerduty_configs[0]",
    ]);
    expect(
      found({ receivers: change({ routing_key: "R0UT1NG" }) })
        .map(renderIssue)
        .join(),
    ).not.toContain("R0UT1NG");
  });

  it("names the mail server of e-mail, or is warned", () => {
    const mail = (config: Readonly<Record<string, string>>): readonly AlertmanagerReceiver[] =>
      RECEIVERS.map((one) =>
        one.name === "chat" ? { name: "chat", email_configs: [{ to: "a@b.c", ...config }] } : one,
      );
    expect(found({ receivers: mail({}) }).map(({ code, level }) => `${code} ${level}`)).toEqual([
      "email-server-missing warning",
    ]);
    expect(told({ receivers: mail({ smarthost: "s:25", from: "x@b.c" }) })).toEqual([]);
  });
});

const rule = (source: string, target: string): InhibitRule => ({
  source_matchers: [source],
  target_matchers: [target],
  equal: ["service"],
});

describe("inhibitions", () => {
  it("may silence what is as urgent or less, and nothing that is more", () => {
    expect(told({ inhibit: [rule('alertname="Down"', 'alertname="Slow"')] })).toEqual([]);
    const [issue] = found({ inhibit: [rule('alertname="Full"', 'alertname="Slow"')] });
    expect(issue?.code).toBe("inhibition-less-urgent");
    expect(issue?.message).toBe("Full (warning) would silence Slow (critical)");
    expect(told({ inhibit: [rule('alertname="Full"', 'severity="warning"')] })).toEqual([]);
  });

  it("do not count alerts on both sides: these leave each other alone", () => {
    expect(told({ inhibit: [rule('service!=""', 'service!=""')] })).toEqual([]);
  });

  it("need a cause that is told whenever the effect would be", () => {
    const intervals = [
      { name: "day", time_intervals: [{ times: [{ start_time: "09:00", end_time: "17:00" }] }] },
      { name: "same-day", time_intervals: [{ times: [{ start_time: "09:00", end_time: "17:00" }] }] },
    ];
    const [pager, chat] = LEAVES;
    if (pager === undefined || chat === undefined) throw new Error("two routes are needed");
    const inhibit = [rule('alertname="Down"', 'severity="warning"')];
    const daily = { ...pager, active_time_intervals: ["day"] };
    expect(told({ intervals, inhibit, routes: [daily, chat] })).toEqual([
      "inhibition-unheard am.yml: inhibit_rules[0]",
    ]);
    expect(told({ intervals, inhibit, routes: [daily, { ...chat, active_time_intervals: ["same-day"] }] })).toEqual([]);
    expect(told({ intervals, inhibit, routes: [{ ...pager, mute_time_intervals: ["day"] }, chat] })).toEqual([
      "inhibition-unheard am.yml: inhibit_rules[0]",
    ]);
  });

  it("make no circle in which all are silent", () => {
    const there = rule('alertname="Down"', 'alertname="Slow"');
    const back = rule('alertname="Slow",severity="critical"', 'alertname="Down"');
    expect(told({ inhibit: [there] })).toEqual([]);
    expect(told({ inhibit: [there, back] })).toEqual(["inhibition-cycle am.yml: inhibit_rules[0]"]);
  });

  it("are told of when no alert is their cause", () => {
    expect(told({ inhibit: [rule('alertname="Dwon"', 'alertname="Slow"')] })).toEqual([
      "inhibition-without-cause am.yml: inhibit_rules[0]",
    ]);
  });
});

describe("a system", () => {
  // Hours in UTC: what objects of Kubernetes make of others has tests of its own.
  const QUIET = { ...SEVERITIES, ticket: { ...SEVERITIES.ticket, during: [businessHours("UTC")] } };
  const issues = (options: Partial<System> = {}): readonly string[] =>
    checkSystem(toldShop({ severities: QUIET, ...options })).map(({ code, path }) => `${code} ${path}`);

  it("whose alerts reach people has no findings", () => {
    expect(issues()).toEqual([]);
  });

  it("may not declare that a ticket silences a page; the other way round it may", () => {
    const declare = (cause: string, effect: string) => ({
      alerting: alerting({
        inhibitions: [{ cause: { alerts: [cause] }, effect: { alerts: [effect] }, equal: ["service"], why: "a test" }],
      }),
    });
    expect(issues(declare("ApiTargetDown", "ApiDown"))).toEqual(["inhibition-less-urgent alerting.inhibitions.0"]);
    expect(issues(declare("ApiDown", "ApiTargetDown"))).toEqual([]);
  });

  it("may not have a cause that is told by day only silence what is told by night too", () => {
    const system = toldShop({
      severities: {
        ...SEVERITIES,
        page: { ...SEVERITIES.page, during: [businessHours("UTC")] },
        ticket: { ...SEVERITIES.ticket, during: [businessHours("UTC", { to: "18:00" })], repeatEvery: hours(9) },
      },
      alerting: alerting({
        inhibitions: [
          { cause: { alerts: ["ApiDown"] }, effect: { alerts: ["ApiTargetDown"] }, equal: ["service"], why: "a test" },
        ],
      }),
    });
    expect(checkSystem(system).map(({ code }) => code)).toEqual(["inhibition-less-urgent"]);
  });

  it("is warned of a condition that takes the label `system` from its series, which could be another's", () => {
    const spec = {
      for: minutes(5),
      severity: "ticket",
      summary: "the queue is long",
      means: "The queue is long.",
      scenarios: [],
    } as const;
    const withCondition = (promql: string): readonly string[] => {
      const [first, ...others] = toldShop().services;
      if (first === undefined) throw new Error("a service is needed");
      const one = condition("QueueLong", { ...spec, promql });
      return issues({ services: [{ ...first, conditions: [one] }, ...others] }).filter((text) =>
        text.includes("unrouted"),
      );
    };
    expect(withCondition("sum by (system) (shop_queue_length) > 5")).toEqual([
      "alert-unrouted services.api.conditions",
    ]);
    expect(withCondition("sum(shop_queue_length) > 5")).toEqual([]);
  });

  it("is warned of e-mail without a server", () => {
    const ticket = { ...QUIET.ticket, notify: [email("shop@example.com")] };
    expect(issues({ severities: { ...QUIET, ticket } })).toEqual([
      "email-server-missing rules/shop/alertmanager.yml: receivers[5].email_configs[0]",
    ]);
  });
});

describe("codes of routes", () => {
  it("each have one row in docs/errors.md", () => {
    const rows = readFileSync(join(import.meta.dirname, "../../docs/errors.md"), "utf8").split("\n");
    for (const code of ROUTE_CODES) expect(rows.filter((row) => row.startsWith(`| \`${code}\` |`))).toHaveLength(1);
  });
});
