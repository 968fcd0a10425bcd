import { list, object, oneOfKeys, type Schema, use } from "./parts.ts";

const BY = {
  by: {
    type: "array",
    items: { type: "string" },
    description: "Labels to keep, so that each of their values is judged by itself.",
  },
};

const selector = (description: string): Schema => ({
  type: "string",
  title: "a declared metric with label matchers",
  examples: ['http_requests_total{status=~"5.."}'],
  description,
});

/** The indicators, by the key of an objective that chooses them. */
const INDICATORS: Readonly<Record<string, Schema>> = {
  ratio: object(
    "Share of bad events among all: say which are bad, or which are good.",
    {
      bad: selector("Counter of the bad events."),
      good: selector("Counter of the good events, where the bad ones are not counted."),
      total: selector("Counter of all events."),
      ...BY,
    },
    ["total"],
    oneOfKeys(["bad"], ["good"]),
  ),
  latency: object(
    "Share of events slower than a bound.",
    {
      of: selector("Histogram of the durations, without _bucket."),
      below: use("quantity", "Slowest event that is still good; a bucket bound of the histogram."),
      ...BY,
    },
    ["of", "below"],
  ),
  hitRatio: object(
    "Share of look-ups answered from a cache.",
    {
      hits: selector("Counter of the hits."),
      total: selector("Counter of all look-ups."),
      misses: selector("Counter of the misses, where look-ups are not counted."),
      ...BY,
    },
    ["hits"],
    oneOfKeys(["total"], ["misses"]),
  ),
  up: {
    enum: [true],
    title: "true",
    examples: [true],
    description: "Share of time in which a target of the scrape answers.",
  },
  quantile: object(
    "A quantile of a histogram.",
    {
      of: selector("Histogram, without _bucket."),
      q: {
        type: "number",
        title: "a number between 0 and 1",
        examples: [0.95],
        description: "Which quantile: 0.95 for p95.",
      },
      ...BY,
    },
    ["of", "q"],
  ),
  throughput: object("Events per second.", { of: selector("Counter of the events."), ...BY }, ["of"]),
  saturation: object(
    "Used share of a capacity.",
    {
      used: selector("Gauge of what is used, or counter of CPU seconds."),
      capacity: use("capacity", "Gauge of the capacity in the same unit, or a quantity: 512MiB, 2 cores, 100."),
      ...BY,
    },
    ["used", "capacity"],
  ),
  freshness: object("Age of the newest success.", { of: selector("Gauge of its Unix time."), ...BY }, ["of"]),
  queueDepth: object("Number of things that wait.", { of: selector("Gauge of the queue."), ...BY }, ["of"]),
};

/** Keys of an objective that choose its indicator. */
export const INDICATOR_KEYS: readonly string[] = Object.keys(INDICATORS);

const severity: Schema = {
  type: "string",
  title: "a severity",
  examples: ["critical"],
  description: "One of the system's severities.",
};

const COMPARISONS: Readonly<Record<string, Schema>> = {
  above: use("quantity", "Alerts while the indicator is greater."),
  atLeast: use("quantity", "Alerts while the indicator is at or above."),
  below: use("quantity", "Alerts while the indicator is less."),
  atMost: use("quantity", "Alerts while the indicator is at or below."),
};

const tier = object(
  "One threshold, and who is told when the indicator is beyond it.",
  {
    ...COMPARISONS,
    over: use("duration", "Range that the indicator is measured over; left out only for gauges."),
    for: use("duration", "How long the threshold must be exceeded before the alert fires."),
    severity,
    alert: use("text", "Alert name; default: the objective's."),
    impact: use("text", "What users notice, in one sentence."),
  },
  ["for", "severity"],
  oneOfKeys(...Object.keys(COMPARISONS).map((key) => [key])),
);

const burnRateTier = object(
  "One multi-window burn-rate alert.",
  {
    long: use("duration", "Long window: how much of the budget is spent when it fires."),
    short: use("duration", "Short window: how soon it ends."),
    factor: use("number", "Multiple of the rate that would spend the budget exactly in the objective's window."),
    for: use("duration", "Pending time; default none."),
    severity,
  },
  ["long", "short", "factor", "severity"],
);

const burnRate: Schema = {
  description:
    "Alerts on the error budget: the SRE workbook's with two severities, a list of your own, or none with the reason.",
  type: ["object", "array"],
  items: burnRateTier,
  properties: {
    page: { ...severity, description: "Severity of the workbook's fast alerts." },
    ticket: { ...severity, description: "Severity of the workbook's slow alerts." },
    none: {
      type: "string",
      title: "the reason",
      examples: ["the tiers are enough"],
      description: "Why no alert watches the budget.",
    },
  },
  additionalProperties: false,
  if: { type: "object" },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: oneOfKeys(["page", "ticket"], ["none"]),
};

const lowTraffic = object(
  "What keeps a handful of failures at night from paging.",
  {
    minimumFailures: use(
      "number",
      "Failures in the alert's longest window before it fires; of `up`, evaluations without an answering target.",
    ),
    minimumEvents: use("number", "Events, good or bad, in the alert's longest window before it fires."),
    widenedWindows: use("number", "Makes every window this many times as long."),
    unguarded: {
      type: "string",
      title: "the reason",
      examples: ["synthetic traffic"],
      description: "Why a single failure may alert.",
    },
  },
  [],
  oneOfKeys(["minimumFailures"], ["minimumEvents"], ["widenedWindows"], ["unguarded"]),
);

const absence = object(
  "What happens when the metric is missing although its targets answer.",
  {
    after: use("duration", "How long before the alert fires; longer than a rollout takes."),
    severity,
    alert: {
      type: "string",
      title: "a name",
      examples: ["CheckoutUnmeasured"],
      description: "Alert name; default: the objective's with Absent.",
    },
    ignored: {
      type: "string",
      title: "the reason",
      examples: ["a batch job"],
      description: "Why a missing metric alerts nobody.",
    },
  },
  [],
  oneOfKeys(["after", "severity"], ["ignored"]),
);

/** A promise about an indicator, and the alerts that tell when it is in danger. */
export const OBJECTIVE: Schema = object(
  "A promise about an indicator (SLO), and the alerts that tell when it is in danger.",
  {
    ...INDICATORS,
    target: use("quantity", "What is promised: a share of good events, or a value of the indicator."),
    over: use("window", "Window of the error budget: 30d, or month for the calendar month so far (UTC)."),
    burnRate,
    tiers: list("Thresholds with their severities.", tier),
    lowTraffic,
    absence,
    alert: {
      type: "string",
      title: "a name",
      examples: ["CheckoutErrors"],
      description: "Alert name of tiers without one.",
    },
    impact: {
      type: "string",
      title: "a sentence",
      examples: ["Customers cannot pay."],
      description: "What users notice when it is missed.",
    },
  },
  ["absence"],
  oneOfKeys(...INDICATOR_KEYS.map((key) => [key])),
);
