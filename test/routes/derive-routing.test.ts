import { describe, expect, it } from "vitest";
import { hours, minutes, secret, slack } from "../../lib/index.ts";
import { deriveRouting } from "../../lib/routes/derive-routing.ts";
import { everyKind } from "../support/shop.ts";
import { SEVERITIES, toldShop } from "./told-shop.ts";

const configuration = (system = toldShop()) => {
  const routing = deriveRouting(system);
  if (routing === undefined) throw new Error("the shop tells nobody");
  return routing.configuration;
};
const routesOf = (system = toldShop()) => configuration(system).route.routes ?? [];

describe("routing", () => {
  it("is not there where no severity has receivers, and there where one has", () => {
    expect(deriveRouting(everyKind)).toBeUndefined();
    expect(deriveRouting(toldShop())).toBeDefined();
  });

  it("has the dead man's switch, the page with two later steps, and the ticket, in this order", () => {
    expect(routesOf().map(({ receiver }) => receiver)).toEqual([
      "shop-watchdog",
      "shop-page",
      "shop-page-l2",
      "shop-page-l3",
      "shop-ticket",
    ]);
  });

  it("continues from each step of an escalation to the next, and nowhere else", () => {
    expect(routesOf().map((route) => route.continue === true)).toEqual([false, true, true, false, false]);
  });

  it("waits 30 s before the first message, 30 m and 1 h before the later steps", () => {
    expect(routesOf().map(({ group_wait }) => group_wait)).toEqual(["0s", "30s", "30m", "1h", "30s"]);
  });

  it("repeats after the cooldown of the model, else after 4 h; the watchdog in time for every 5 minutes", () => {
    expect(routesOf().map(({ repeat_interval }) => repeat_interval)).toEqual(["3m45s", "1h", "1h", "1h", "4h"]);
    expect(routesOf()[0]?.group_interval).toBe("2m30s");
  });

  it("groups pages and tickets by service, each severity apart", () => {
    expect(routesOf()[1]?.group_by).toEqual(["system", "service"]);
    expect(routesOf()[4]?.group_by).toEqual(["system", "service"]);
  });

  it("groups the least urgent of three severities in one message", () => {
    const notify = [slack("#shop", secret("shop-alerting", "slack"))];
    const three = toldShop({ severities: { ...SEVERITIES, note: { priority: "P5", rank: 2, notify } } });
    expect(routesOf(three).at(-1)?.group_by).toEqual(["system", "severity"]);
    expect(routesOf(three).at(-2)?.group_by).toEqual(["system", "service"]);
  });

  it("tells the most urgent receivers what no route takes", () => {
    const { route, receivers } = configuration();
    expect(route.receiver).toBe("shop-unrouted");
    const [unrouted] = receivers;
    expect(Object.keys(unrouted ?? {})).toEqual(["name", "pagerduty_configs", "slack_configs"]);
  });

  it("keeps hours and maintenance apart: tickets have both, pages neither", () => {
    const [, page, , , ticket] = routesOf();
    expect([page?.active_time_intervals, page?.mute_time_intervals]).toEqual([undefined, undefined]);
    expect(ticket?.active_time_intervals).toEqual(["shop-ticket-hours"]);
    expect(ticket?.mute_time_intervals).toEqual(["shop-maintenance-monthly"]);
    expect(configuration().time_intervals).toEqual([
      {
        name: "shop-ticket-hours",
        time_intervals: [
          {
            times: [{ start_time: "09:00", end_time: "17:00" }],
            weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday"],
            location: "Europe/Berlin",
          },
        ],
      },
      {
        name: "shop-maintenance-monthly",
        time_intervals: [
          { times: [{ start_time: "02:00", end_time: "04:00" }], days_of_month: ["1", "-1"], location: "UTC" },
        ],
      },
    ]);
  });

  it("lets maintenance mute pages only where it says so", () => {
    const [window] = toldShop().alerting?.maintenance ?? [];
    if (window === undefined) throw new Error("no window");
    const muting = toldShop({ alerting: { maintenance: [{ ...window, mutes: ["page"] }] } });
    expect(routesOf(muting).map((route) => route.mute_time_intervals)).toEqual([
      ["shop-maintenance-monthly"],
      ["shop-maintenance-monthly"],
      ["shop-maintenance-monthly"],
      undefined,
    ]);
  });

  it("has each secret in a file under the path where the operator mounts it, and in no other way", () => {
    const text = JSON.stringify(configuration().receivers);
    const files = [...text.matchAll(/"(\w+)_file":"([^"]+)"/g)].map(([, field, file]) => `${field} ${file}`);
    expect([...new Set(files)]).toEqual([
      "routing_key /etc/alertmanager/secrets/shop-alerting/pagerduty",
      "api_url /etc/alertmanager/secrets/shop-alerting/slack",
      "url /etc/alertmanager/secrets/shop-alerting/watchdog",
      "api_key /etc/alertmanager/secrets/shop-alerting/opsgenie",
      "url /etc/alertmanager/secrets/shop-alerting/phone",
      "webhook_url /etc/alertmanager/secrets/shop-alerting/teams",
    ]);
    expect(text).not.toMatch(/"(?:routing_key|api_key|api_url|webhook_url|auth_password|url)":/);
  });

  it("has a step that is at once wait no less than the first message", () => {
    const escalation = [{ level: "L1", after: minutes(0), who: "On call", notify: SEVERITIES.page.notify ?? [] }];
    const { notify: _, ...page } = SEVERITIES.page;
    const system = toldShop({ severities: { ...SEVERITIES, page: { ...page, escalation } } });
    expect(routesOf(system)[1]?.group_wait).toBe("30s");
  });
});

describe("inhibition", () => {
  const rules = configuration().inhibit_rules;

  it("has a page silence the tickets of its objective, for the same tenant only", () => {
    expect(rules[0]).toEqual({
      source_matchers: ['system="shop"', 'service!=""', 'objective!=""', 'severity="page"'],
      target_matchers: ['system="shop"', 'service!=""', 'objective!=""', 'severity="ticket"'],
      // `route` is what the objective p95 is measured by.
      equal: ["system", "service", "objective", "route"],
    });
  });

  it("never has a ticket silence a page, nor a cause that is told in fewer hours than its effect", () => {
    expect(rules.filter(({ source_matchers }) => source_matchers.includes('severity="ticket"'))).toHaveLength(1);
    const nightly = toldShop({
      severities: {
        ...SEVERITIES,
        note: { priority: "P5", rank: 2, notify: SEVERITIES.ticket.notify ?? [], repeatEvery: hours(9) },
      },
    });
    const silencing = configuration(nightly).inhibit_rules.filter(
      ({ source_matchers: source, target_matchers: target }) =>
        source.includes('severity="ticket"') && target.some((text) => text.includes("note")),
    );
    expect(silencing).toEqual([]);
  });
});
