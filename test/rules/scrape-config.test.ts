import { expect, test } from "vitest";
import { BurnlineError } from "../../lib/core/issue.ts";
import { dependency, minutes, type Platform, scrape, seconds, service, system } from "../../lib/index.ts";
import { scrapeConfig } from "../../lib/rules/scrape-config.ts";

const on = (runs: readonly Platform[], exporterJob = "node") =>
  system("shop", {
    owner: "shop",
    runs,
    namespace: "shop",
    prometheus: { evaluationInterval: minutes(1), retention: minutes(1_440) },
    runbooks: "https://runbooks.example.com",
    severities: { critical: { priority: "P0", rank: 0 } },
    services: [
      service("api", {
        scrape: scrape({
          job: "shop-api",
          every: seconds(15),
          path: "/internal/metrics",
          addresses: ["10.0.0.1:3000", "10.0.0.2:3000"],
          down: { ignored: "a test" },
        }),
      }),
      service("worker", {}),
    ],
    dependencies: [
      dependency("node", {
        type: "node-exporter",
        scrape: scrape({
          job: exporterJob,
          every: minutes(1),
          addresses: ["10.0.0.1:9100"],
          matchers: { cluster: "shop" },
          down: { ignored: "a test" },
        }),
      }),
      dependency("cadvisor", {
        type: "cadvisor",
        scrape: scrape({
          job: "kubelet",
          every: minutes(1),
          addresses: ["10.0.0.1:10250"],
          through: { kind: "external" },
          down: { ignored: "a test" },
        }),
      }),
    ],
  });

test("targets by address are scraped under their job, with their path and the labels that the rules select", () => {
  expect(scrapeConfig(on(["host"]))).toEqual({
    scrape_configs: [
      {
        job_name: "shop-api",
        scrape_interval: "15s",
        metrics_path: "/internal/metrics",
        static_configs: [{ targets: ["10.0.0.1:3000", "10.0.0.2:3000"] }],
      },
      {
        job_name: "node",
        scrape_interval: "1m",
        static_configs: [{ targets: ["10.0.0.1:9100"], labels: { cluster: "shop" } }],
      },
    ],
  });
});

test("a system that runs on both platforms has it too, one on Kubernetes only has none", () => {
  expect(scrapeConfig(on(["host", "kubernetes"]))).toEqual(scrapeConfig(on(["host"])));
  expect(scrapeConfig(on(["kubernetes"]))).toBeUndefined();
});

test("two scrapes of one job are refused", () => {
  expect(() => scrapeConfig(on(["host"], "shop-api"))).toThrow(BurnlineError);
});
