import { procedure, promql, shell } from "../../../lib/index.ts";
import { PRODUCTION_URL, STAGING_URL } from "../names.ts";
import { errorRate, p95Latency, p99Latency } from "../objectives.ts";
import { activeAlerts } from "./commands.ts";
import { errorsNow, p95Now, p99Now, promise } from "./queries.ts";

const P_19 = "P-19: `.env` has the names LOAD_TEST_DURATION and LOAD_TEST_CONCURRENCY, the script others; both are set";

const run = (url: string, seconds: number, concurrency: number): string =>
  `export BASE_URL=${url}
export DURATION=${seconds} LOAD_TEST_DURATION=${seconds}
export CONCURRENCY=${concurrency} LOAD_TEST_CONCURRENCY=${concurrency}
(cd backend/tests/load && ./run-load-test.sh && cat load-test-summary.txt)`;

const passed = `P95 below ${promise(p95Latency)}, P99 below ${promise(p99Latency)}, at least ${promise(errorRate)} of the requests well, and no alert fired during the test`;

const nothingFires = promql("See that no alert fires", 'ALERTS{alertstate="firing",system="amas"}', {
  expect: "nothing",
});

/** AMAS-LOADTEST-01, -02. */
export const beforeProduction = procedure("Load test before production", {
  kind: "upkeep",
  frequency: "weekly (Friday), and before each release",
  first: [
    "Ensure test environment mirrors production",
    "Clear cache and reset counters: the page Quick reference, on staging",
    "Notify team of load test window",
    shell("Run it against staging", run(STAGING_URL, 300, 200), { expect: passed, mended: P_19 }),
  ],
  verify: [activeAlerts, nothingFires],
});

/** AMAS-LOADTEST-03. */
export const inProduction = procedure("Load test in production", {
  kind: "upkeep",
  frequency: "seldom, and only in low-traffic windows (2 to 4 in the morning, local time)",
  about: "It loads what users use: announce it, begin low, and stop it when an alert fires.",
  first: [
    "Say in the channel that it begins, and who runs it",
    nothingFires,
    shell("Begin with 50 at a time", run(PRODUCTION_URL, 120, 50), {
      destructive: "Users' requests wait for those of the test.",
      expect: passed,
      mended: P_19,
    }),
    p95Now,
    errorsNow,
    shell("Passed: 100 at a time", run(PRODUCTION_URL, 120, 100), {
      destructive: "Users' requests wait for those of the test.",
      expect: passed,
      mended: P_19,
    }),
  ],
  verify: [p95Now, p99Now, nothingFires],
  escalate: ["It does not calm down within 5 minutes of its end: L2 Senior Engineer"],
});
