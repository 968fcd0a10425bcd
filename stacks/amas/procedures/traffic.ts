import { procedure, promql, shell } from "../../../lib/index.ts";
import { BASE_URL, CACHE_PREFIX } from "../names.ts";
import { clearCache, clearOne } from "./cache-commands.ts";
import { health, longQueries, onHost, openDatabase } from "./commands.ts";
import { stopMeasuring } from "./overload.ts";
import { decisionNow, errorsNow, hitsAndMisses, hitsNow, overheadNow, p95Now } from "./queries.ts";

const throughput = promql(
  "See requests each second now, and in the same hour of last week",
  `sum(rate(http_requests_total{job="danci-backend"}[5m]))
/
sum(rate(http_requests_total{job="danci-backend"}[1h] offset 1w))`,
  { expect: "near 1; near 0: requests do not arrive" },
);

export const throughputLow = procedure("Throughput is low", {
  alerts: ["AmasThroughputLow"],
  about:
    "Requests are refused or do not arrive, at an hour that had the promised 1000 each second a week ago (AMAS-D03). On a holiday there is nothing to mend.",
  first: [
    throughput,
    errorsNow,
    p95Now,
    shell(
      "Ask AMAS as users do",
      "curl -sS -o /dev/null -w '%{http_code} after %{time_total}s\\n' --max-time 10 https://api.danci.com/health",
      {
        expect: "`200` within a second; else the way to AMAS is broken: DNS, proxy, certificate",
      },
    ),
  ],
  remedies: [
    {
      cause: "Requests do not arrive",
      steps: ["Look at the proxy, DNS and the certificate before AMAS; then at what calls AMAS"],
    },
    { cause: "AMAS is slow, so that clients give up", steps: ["Go on at the page of AmasP95Latency"] },
    { cause: "AMAS refuses", steps: ["Go on at the page of AmasHttpErrorRate5xx"] },
    { cause: "Nobody is there: a holiday", steps: ["Silence it until tomorrow, and say so in the channel"] },
  ],
  verify: [throughput],
  escalate: ["L2 Senior Engineer: users cannot reach AMAS", "Infrastructure: the way to AMAS is broken"],
});

export const lowHitRate = procedure("Low cache hit rate", {
  alerts: ["AmasCacheHitRate"],
  about: "The database gets the reads that the cache should answer; slow decisions and requests come next.",
  first: [
    onHost,
    hitsNow,
    ...hitsAndMisses,
    shell(
      "See whether Redis answers, and what it throws away",
      "redis-cli PING\nredis-cli INFO stats | grep -E 'evicted_keys|expired_keys|keyspace'\nredis-cli INFO memory | grep -E 'used_memory_human|maxmemory_human|maxmemory_policy'",
      {
        expect: "`PONG`; evicted keys that grow: it is too small",
      },
    ),
    shell("Count the insights in it", `redis-cli --scan --pattern '${CACHE_PREFIX}*' | wc -l`),
  ],
  remedies: [
    {
      cause: "It is cold: a restart, a flush, a release",
      steps: ["Wait 15 minutes, and watch the database meanwhile", decisionNow],
    },
    {
      cause: "It is too small: keys are evicted",
      steps: ["Raise Redis' `maxmemory`, or shorten what is kept long: see the tunables"],
    },
    { cause: "What is kept expires too soon", steps: ["Raise CACHE_TTL_AMAS_STATE, from 5 minutes: see the tunables"] },
    { cause: "It holds what is wrong", steps: [clearOne, clearCache] },
  ],
  verify: [hitsNow],
  escalate: ["L2 Senior Engineer: Redis does not come back", "Database Admin: the database does not bear the reads"],
});

/** The table's `Monitoring Overhead`. */
export const slowMeasuring = procedure("Measuring is slow", {
  alerts: ["AmasMonitoringOverhead"],
  about: "`metrics.middleware.ts` adds to every request; 30 ms is usual.",
  first: [
    onHost,
    overheadNow,
    p95Now,
    shell(
      "See how long the metrics endpoint takes, and how large it is",
      `curl -sS -o /dev/null -w '%{time_total}s %{size_download} bytes\\n' ${BASE_URL}/api/about/metrics/prometheus`,
      {
        expect: "below a second; megabytes are too many series",
      },
    ),
  ],
  investigate: [
    promql("See which metrics have the most series", 'topk(10, count by (__name__) ({job="danci-backend"}))', {
      expect: "no metric with thousands: a label such as a user or a path with numbers makes as many series",
    }),
    openDatabase,
    longQueries,
  ],
  remedies: [
    { cause: "A label has too many values", steps: ["Take it out with the next release"] },
    { cause: "The CPU is used up", steps: ["Go on at the page of AmasSystemOverload"] },
    { cause: "Requests suffer, and it cannot wait", steps: stopMeasuring },
  ],
  verify: [overheadNow, health],
  escalate: ["L2 Senior Engineer: users notice it"],
});
