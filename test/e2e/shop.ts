import {
  above,
  absenceIgnored,
  alerting,
  businessHours,
  count,
  counter,
  during,
  gauge,
  hours,
  minimumEvents,
  minutes,
  objective,
  pagerduty,
  percent,
  queueDepth,
  type Receiver,
  ratio,
  type System,
  scrape,
  seconds,
  secret,
  service,
  slack,
  system,
  type TimeInterval,
  webhook,
} from "../../lib/index.ts";
import { WEEKDAYS } from "../../lib/model/time-interval.ts";

const requests = counter("shop_requests_total", { labels: ["code"] });
const pool = gauge("shop_pool_waiting", { unit: "count" });
const age = gauge("shop_oldest_order", { unit: "count" });
const orders = gauge("shop_open_orders", { unit: "count" });

const unwatched = absenceIgnored("the exporter of this test has every series from the start");

/** The webhook whose address lies in a file of this name. */
export function told(key: string): Receiver {
  return webhook(secret("shop", key));
}

/** A quarter of the week around a moment in UTC, and the day after tomorrow, in which it is not. */
export function windows(now: number): {
  readonly open: readonly TimeInterval[];
  readonly shut: readonly TimeInterval[];
} {
  const day = (offset: number) => WEEKDAYS[(new Date(now).getUTCDay() + 6 + offset) % 7] ?? "monday";
  return {
    open: [during({ weekdays: [day(0), day(1)], zone: "UTC" })],
    shut: [during({ weekdays: [day(3)], zone: "UTC" })],
  };
}

/**
 * A shop of two services. Times that only Alertmanager knows are those of a real system, and shortened in its configuration;
 * times of rules are seconds.
 */
export function shopAt(addresses: { readonly api: string; readonly cart: string }, now: number): System {
  const { open, shut } = windows(now);
  const serviceAt = (name: string, address: string) =>
    service(name, {
      scrape: scrape({
        job: name,
        every: seconds(1),
        addresses: [address],
        // Longer than Prometheus takes to scrape for the first time.
        down: { after: seconds(20), severity: "critical" },
      }),
      objectives: [
        objective("errors", {
          indicator: ratio({ bad: requests.where({ code: /5../ }), total: requests }),
          alert: `${name}Errors`,
          tiers: [
            above(percent(10), { over: seconds(10), for: seconds(2), severity: "critical" }),
            above(percent(5), { over: seconds(10), for: seconds(2), severity: "warning" }),
          ],
          lowTraffic: minimumEvents(1),
          absence: unwatched,
        }),
        objective("pool", {
          indicator: queueDepth(pool),
          alert: `${name}PoolExhausted`,
          tiers: [above(count(20), { for: seconds(1), severity: "critical" })],
          absence: unwatched,
        }),
        objective("age", {
          indicator: queueDepth(age),
          alert: `${name}OrdersOld`,
          tiers: [above(count(60), { for: seconds(1), severity: "warning" })],
          absence: unwatched,
        }),
        objective("orders", {
          indicator: queueDepth(orders),
          alert: `${name}OrdersMany`,
          tiers: [above(count(100), { for: seconds(1), severity: "info" })],
          absence: unwatched,
        }),
      ],
    });
  return system("shop", {
    owner: "Shop team",
    runs: ["host"],
    prometheus: { evaluationInterval: seconds(1), retention: hours(1) },
    runbooks: "https://runbooks.example.com/shop",
    severities: {
      critical: {
        priority: "P0",
        rank: 0,
        notify: [told("critical"), pagerduty(secret("shop", "routing-key")), slack("#shop", secret("shop", "slack"))],
        acknowledgeWithin: minutes(5),
        escalation: [{ level: "L2", after: minutes(30), who: "Shop lead", notify: [told("second")] }],
      },
      warning: { priority: "P1", rank: 1, notify: [told("warning")] },
      info: { priority: "P2", rank: 2, notify: [told("info")] },
    },
    alerting: alerting({
      watchdog: { receiver: told("watchdog"), every: minutes(2) },
      inhibitions: [
        {
          cause: { alerts: ["cartPoolExhausted"] },
          effect: { alerts: ["cartErrors"], severity: "critical" },
          equal: ["service"],
          why: "Requests fail that wait for a connection.",
        },
      ],
      maintenance: [
        { name: "now", during: open, mutes: ["info"], why: "A window that is open while the test runs." },
        { name: "not now", during: shut, mutes: ["warning"], why: "A window that is not." },
      ],
    }),
    services: [serviceAt("api", addresses.api), serviceAt("cart", addresses.cart)],
  });
}

/** Another system on the same Alertmanager. */
export const depot = system("depot", {
  owner: "Depot team",
  runs: ["host"],
  prometheus: { evaluationInterval: seconds(1), retention: hours(1) },
  runbooks: "https://runbooks.example.com/depot",
  severities: {
    critical: { priority: "P0", rank: 0, notify: [told("depot-critical")] },
    warning: { priority: "P1", rank: 1, notify: [told("depot-warning")], during: [businessHours("UTC")] },
  },
  services: [],
});
