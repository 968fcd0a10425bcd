import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import { deriveRouting } from "../../lib/routes/derive-routing.ts";
import { mergeRoutings } from "../../lib/routes/merge.ts";
import { filesOf } from "../../lib/targets/files/layout.ts";
import { describeWithRealAlerting, type Running, startAlertmanager, startPrometheus } from "./real.ts";
import { exporter, type Mailbox, mailbox, pause, type Received } from "./receive.ts";
import { withPagerdutyAt, withSecretsIn, withTimes } from "./rewrite.ts";
import { depot, shopAt } from "./shop.ts";

/** Seconds of the real configuration in seconds of this test: 30 s become 6, 5 m become 5, 30 m become 30. */
function shortened(milliseconds: number): number {
  return milliseconds <= 30_000 ? milliseconds / 5 : milliseconds / 60;
}

/** A service that breaks on command. */
class Shopkeeper {
  errors = 0;
  pool = 0;
  age = 0;
  orders = 0;
  readonly #requests = { good: 0, bad: 0 };

  /** Serves 100 requests since the last scrape. */
  scraped(): string {
    this.#requests.bad += this.errors;
    this.#requests.good += 100 - this.errors;
    return [
      "# TYPE shop_requests_total counter",
      `shop_requests_total{code="200"} ${this.#requests.good}`,
      `shop_requests_total{code="500"} ${this.#requests.bad}`,
      `shop_pool_waiting ${this.pool}`,
      `shop_oldest_order ${this.age}`,
      `shop_open_orders ${this.orders}`,
      "",
    ].join("\n");
  }
}

/** What Alertmanager posts to a webhook, as far as it is looked at. */
interface Message {
  readonly status: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly alerts: readonly { readonly status: string; readonly labels: Readonly<Record<string, string>> }[];
}

function messageOf({ body }: Received): Message {
  return JSON.parse(body) as Message;
}

/** Alerts of a message that go on; alerts that were inhibited until they were over may stand in it as resolved. */
function namesIn(message: Received): readonly string[] {
  return messageOf(message)
    .alerts.filter(({ status }) => status === "firing")
    .map(({ labels }) => `${labels.alertname} ${labels.severity}`)
    .sort();
}

describeWithRealAlerting("the emitted files on a real Prometheus and Alertmanager", () => {
  const [api, cart] = [new Shopkeeper(), new Shopkeeper()];
  const running: { close(): Promise<void> }[] = [];
  let folder = "";
  let mended = 0;
  let box: Mailbox;
  const to = (receiver: string): readonly Received[] => box.received.filter((message) => message.to === receiver);
  const about = (service: string) => (message: Received) => messageOf(message).groupLabels.service === service;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "burnline-secrets-"));
    box = await mailbox();
    const exporters = [await exporter(() => api.scraped()), await exporter(() => cart.scraped())];
    running.push(box, ...exporters);
    const shop = shopAt({ api: exporters[0]?.address ?? "", cart: exporters[1]?.address ?? "" }, Date.now());
    await writeSecrets(folder, box.url);

    const routings = [shop, depot].flatMap((system) => deriveRouting(system) ?? []);
    const emitted = mergeRoutings(routings).configuration;
    const local = withPagerdutyAt(withSecretsIn(emitted, folder), `${box.url}/pagerduty`);
    const alertmanager = await startAlertmanager(withTimes(local, shortened));
    running.push(closing(alertmanager));
    const prometheus = await startPrometheus({
      ...Object.fromEntries(filesOf(compile(shop).bundle).map(({ path, content }) => [basename(path), content])),
      "prometheus.yml": toYaml({
        global: { scrape_interval: "1s", evaluation_interval: "1s" },
        scrape_config_files: ["scrape.yml"],
        rule_files: ["*.rules.yml"],
        alerting: {
          alertmanagers: [{ static_configs: [{ targets: [alertmanager.url.replace("http://", "")] }] }],
        },
      }),
    });
    running.push(closing(prometheus));
    await scenario(alertmanager, prometheus);
  }, 150_000);

  /** Everything that happens, in order; what came of it is looked at below. */
  async function scenario(alertmanager: Running, prometheus: Running): Promise<void> {
    await box.wait("the watchdog", 20, ({ to: receiver }) => receiver === "watchdog");
    await post(alertmanager, { alertname: "DepotFull", system: "depot", severity: "critical", service: "gate" });
    // Some seconds of health, so that rates have something to start from.
    await pause(5_000);
    Object.assign(api, { errors: 90, pool: 50, age: 100, orders: 500 });
    Object.assign(cart, { errors: 90, pool: 50 });
    await box.wait("the page about cart", 30, (message) => message.to === "critical" && about("cart")(message));
    // The symptom first, or it would be told once its cause is gone.
    cart.errors = 0;
    await over(prometheus, "cartErrors");
    cart.pool = 0;
    await box.wait("cart's end", 30, (message) => isResolved(message, "critical", "cart"));
    await box.wait("the second receiver", 45, (message) => message.to === "second" && about("api")(message));
    mended = Date.now();
    Object.assign(api, { errors: 0, pool: 0, age: 0, orders: 0 });
    await box.wait("api's end", 45, (message) => isResolved(message, "critical", "api"));
    await box.wait("api's end for the second receiver", 30, (message) => isResolved(message, "second", "api"));
  }

  function isResolved(message: Received, receiver: string, service: string): boolean {
    return message.to === receiver && about(service)(message) && messageOf(message).status === "resolved";
  }

  afterAll(async () => {
    for (const one of [...running].reverse()) await one.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("page once about a service, with everything that is wrong with it in one message", () => {
    // What ends first is told while the rest goes on, so this looks at the time before.
    const firing = to("critical").filter((message) => about("api")(message) && message.at < mended);
    expect(firing).toHaveLength(1);
    expect(firing.flatMap(namesIn)).toEqual(["apiErrors critical", "apiPoolExhausted critical"]);
    expect(firing.map((message) => messageOf(message).groupLabels)).toEqual([{ system: "shop", service: "api" }]);
  });

  it("tell PagerDuty and Slack the same page, with its runbook", () => {
    const pages = to("pagerduty").map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(pages.filter(({ event_action }) => event_action === "trigger").length).toBeGreaterThanOrEqual(2);
    expect(pages.every(({ routing_key }) => routing_key === "0123456789abcdef0123456789abcdef")).toBe(true);
    const [first] = to("slack");
    expect(first?.body).toContain("https://runbooks.example.com/shop/runbooks/");
    expect(first?.body).not.toContain("<no value>");
    expect(first?.body).not.toContain("{{");
  });

  it("keep silent about the symptom while its cause pages, and about the ticket while its page does", () => {
    expect(to("critical").filter(about("cart")).flatMap(namesIn)).not.toContain("cartErrors critical");
    expect(to("critical").filter(about("cart")).flatMap(namesIn)).toContain("cartPoolExhausted critical");
    expect(
      to("warning")
        .flatMap(namesIn)
        .filter((name) => name.includes("Errors")),
    ).toEqual([]);
  });

  it("tell that it is over, once to everybody who was told that it began", () => {
    for (const [receiver, service] of [
      ["critical", "api"],
      ["critical", "cart"],
      ["second", "api"],
    ] as const) {
      expect(
        to(receiver).filter((message) => isResolved(message, receiver, service)),
        receiver,
      ).toHaveLength(1);
    }
  });

  it("mute in a maintenance window that is open, and tell in one that is not", () => {
    expect(to("info")).toEqual([]);
    expect(to("warning").flatMap(namesIn)).toContain("apiOrdersOld warning");
  });

  it("tell the second receiver after 30 s (30 m of the model) what goes on, and nothing of what was over by then", () => {
    const [first] = to("critical").filter(about("api"));
    const [second] = to("second");
    const waited = ((second?.at ?? 0) - (first?.at ?? 0)) / 1_000;
    // The first group waits 6 s of the 30; a busy machine is late.
    expect(waited).toBeGreaterThan(20);
    expect(waited).toBeLessThan(35);
    expect(to("second").filter(about("cart"))).toEqual([]);
  });

  it("tell another system's alert to its own receiver alone", () => {
    expect(to("depot-critical").flatMap(namesIn)).toContain("DepotFull critical");
    const others = box.received.filter((message) => message.to !== "depot-critical");
    expect(others.filter(({ body }) => body.includes("DepotFull"))).toEqual([]);
    expect(to("depot-critical").filter(({ body }) => body.includes('"shop"'))).toEqual([]);
  });

  it("repeat the watchdog as long as everything works", () => {
    expect(to("watchdog").length).toBeGreaterThanOrEqual(3);
  });
});

async function writeSecrets(folder: string, url: string): Promise<void> {
  await mkdir(join(folder, "shop"));
  const hooks = ["critical", "second", "warning", "info", "watchdog", "slack", "depot-critical", "depot-warning"];
  for (const key of hooks) await writeFile(join(folder, "shop", key), `${url}/${key}`);
  await writeFile(join(folder, "shop", "routing-key"), "0123456789abcdef0123456789abcdef");
}

async function post(alertmanager: Running, labels: Readonly<Record<string, string>>): Promise<void> {
  const body = JSON.stringify([{ labels, annotations: { summary: "posted" } }]);
  const { ok } = await fetch(`${alertmanager.url}/api/v2/alerts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  if (!ok) throw new Error("Alertmanager takes no alert");
}

/** Waits until no alert of a name fires any more. */
async function over(prometheus: Running, alert: string): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    const answer = await (await fetch(`${prometheus.url}/api/v1/query?query=ALERTS{alertname="${alert}"}`)).text();
    if (answer.includes('"result":[]')) return;
    await pause(200);
  }
  throw new Error(`${alert} does not end`);
}

function closing(process: Running): { close(): Promise<void> } {
  return { close: () => process.stop() };
}
