import { constant, ramp, series } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";

const MINUTE = 60;
const SAMPLES = 61;

function counted(name: string, perMinute: number, labels: Readonly<Record<string, string>> = {}) {
  const own = { job: "alecs", namespace: "alecs", instance: "10.0.0.1:8080", ...labels };
  return series(name, own, ramp(0, perMinute, SAMPLES));
}

/** Look-ups and hits per minute of one pod. */
function cache(requests: number, hits: number, instance = "10.0.0.1:8080") {
  return [
    counted("alecs_cache_requests_total", requests, { instance }),
    counted("alecs_cache_hits_total", hits, { instance }),
  ];
}

const silent = [
  { at: 20 * MINUTE, firing: 0 },
  { at: 60 * MINUTE, firing: 0 },
];

/** Rates exist from the second sample on, at minute 1; `for` is ten minutes. */
const fires = [
  { at: 10 * MINUTE, firing: 0 },
  { at: 11 * MINUTE, firing: 1 },
  { at: 60 * MINUTE, firing: 1 },
];

const critical = { alert: "ALECSLowCacheHitRate", labels: { severity: "critical" }, expect: fires };

const levels: Mend = {
  defect: "ALECS-D07",
  facts: ["ALECS-SLO-04", "ALECS-ALERT-04"],
  title: "ALECSLowCacheHitRate has the critical threshold with the severity of the other level",
  wrong: "The table alerts below 70 % and is critical below 50 %. The one rule says warning, below 50 %.",
  mended: "A warning below 70 % and a critical alert below 50 %, each for 10 minutes.",
  ours: ["ALECSLowCacheHitRate"],
  demonstrations: [
    {
      name: "ALECS-D07a: 60 % of 1000 look-ups/min are hits",
      step: MINUTE,
      series: cache(1_000, 600),
      document: { fact: "ALECS-ALERT-04", expect: silent },
      ours: [
        { alert: "ALECSLowCacheHitRate", labels: { severity: "warning" }, expect: fires },
        { alert: "ALECSLowCacheHitRate", labels: { severity: "critical" }, expect: silent },
      ],
    },
    {
      name: "ALECS-D07b: 40 % are hits; the document's rule warns",
      step: MINUTE,
      series: cache(1_000, 400),
      document: { fact: "ALECS-ALERT-04", expect: fires },
      ours: [critical],
    },
  ],
};

const matching: Mend = {
  defect: "ALECS-D08",
  facts: ["ALECS-ALERT-04"],
  title: "ALECSLowCacheHitRate divides series one by one",
  wrong:
    "The division pairs series with equal labels. A label that only one side has, or a counter that was never touched, " +
    "leaves nothing to compare, and each new pod is judged alone while its cache is cold.",
  mended: "Both sides are summed first, and no hits at all count as 0 %.",
  ours: ["ALECSLowCacheHitRate"],
  demonstrations: [
    {
      name: "ALECS-D08a: 10 % are hits, and the hits have a label `tier` that the look-ups lack",
      step: MINUTE,
      series: [
        counted("alecs_cache_requests_total", 1_000),
        counted("alecs_cache_hits_total", 100, { tier: "memory" }),
      ],
      document: { fact: "ALECS-ALERT-04", expect: silent },
      ours: [critical],
    },
    {
      name: "ALECS-D08b: no hit was ever counted",
      step: MINUTE,
      series: [counted("alecs_cache_requests_total", 1_000)],
      document: { fact: "ALECS-ALERT-04", expect: silent },
      ours: [critical],
    },
    {
      name: "ALECS-D08c: a new pod has 20 % hits, the fleet 92 %",
      step: MINUTE,
      series: [
        ...cache(1_000, 950, "10.0.0.1:8080"),
        ...cache(1_000, 950, "10.0.0.2:8080"),
        ...cache(1_000, 950, "10.0.0.3:8080"),
        ...cache(100, 20, "10.0.0.4:8080"),
      ],
      document: { fact: "ALECS-ALERT-04", expect: fires },
      ours: [{ alert: "ALECSLowCacheHitRate", labels: {}, expect: silent }],
    },
  ],
};

const gauge: Mend = {
  defect: "ALECS-D11",
  facts: ["ALECS-METRIC-06"],
  title: "alecs_cache_hit_rate is named once and defined nowhere",
  wrong:
    "The document looks for this gauge on the metrics page, but nothing says over which time or pods it is a rate.",
  mended: "The hit rate is computed from the two counters that the document's rule uses; the gauge is not needed.",
  ours: ["ALECSLowCacheHitRate"],
  demonstrations: [
    {
      name: "ALECS-D11: the gauge stays at 95 % while 40 % of the look-ups are hits",
      step: MINUTE,
      series: [
        ...cache(1_000, 400),
        series("alecs_cache_hit_rate", { job: "alecs", namespace: "alecs" }, constant(0.95, SAMPLES)),
      ],
      ours: [critical],
    },
  ],
};

/** What the document states wrongly about the cache. */
export const cacheMends: readonly Mend[] = [levels, matching, gauge];
