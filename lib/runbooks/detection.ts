import { tidy } from "../core/decimal.ts";
import { percent } from "../core/quantity.ts";
import { comparisonInWords, quantityInWords, windowName } from "../model/conventions.ts";
import type { Objective } from "../model/objective.ts";
import { code, prose, sentence } from "./markdown.ts";
import type { PageAlert, Timing } from "./page-alert.ts";
import { burnThreshold, secondsToFire } from "./speed.ts";

/** How an alert is detected, as entries of a list: what has to hold, for how long, how soon at a total failure. */
export function detectionFacts(alert: PageAlert): readonly string[] {
  return [`**Fires when** ${firesWhen(alert)}`, ...guardFacts(alert), ...speedFacts(alert)];
}

/** What has to hold for an alert to fire, and for how long: the end of a sentence. */
export function firesWhen(alert: PageAlert): string {
  const { origin, timing } = alert;
  const pending = alert.for === 0 ? "" : `, and has been so for ${windowName(alert.for)}`;
  switch (origin.kind) {
    case "burn-rate": {
      const { long, short, factor } = origin.tier;
      const threshold = inWords(burnThreshold(origin.objective, origin.tier));
      const budget =
        origin.objective.target === undefined ? "" : `; the objective is ${quantityInWords(origin.objective.target)}`;
      const over = timing.budgetWindow === undefined ? "" : ` over ${windowName(timing.budgetWindow)}`;
      return (
        `more than ${threshold} of ${things(origin.objective)} were bad over ${windowName(long.value)} and over ` +
        `${windowName(short.value)}${pending}. That is ${pace(factor)}${budget}${over}.`
      );
    }
    case "tier":
      return `${measure(origin.objective)}${range(timing)} is ${comparisonInWords(origin.tier.comparison, origin.tier.threshold)}${pending}.`;
    case "absence":
      return `no series of ${names(alert)} has been there for ${windowName(alert.for)} although its targets answer. An idle service keeps its series.`;
    case "down":
      return `no target answers its scrape for ${windowName(alert.for)}, or service discovery has none.`;
    case "target-down":
      return `a single target does not answer its scrape for ${windowName(alert.for)}.`;
    case "condition": {
      const means = prose(origin.condition.means).replace(/\.$/, "");
      const rest = alert.for === 0 ? "" : `, for ${windowName(alert.for)}`;
      return `${means.charAt(0).toLowerCase()}${means.slice(1)}${rest}.`;
    }
  }
}

function pace(factor: number): string {
  return factor === 1
    ? "the rate at which the budget just lasts"
    : `${factor} times the rate at which the budget lasts`;
}

/** What a tier compares, in words. */
function measure({ indicator }: Objective): string {
  switch (indicator.kind) {
    case "ratio":
    case "latency":
      return indicator.kind === "latency"
        ? `the share of events slower than ${quantityInWords(indicator.below)}`
        : "the share of bad events";
    case "hitRatio":
      return "the share of hits";
    case "up":
      return "the share of time with an answering target";
    case "quantile":
      return `the ${tidy(indicator.quantile * 100)}th percentile of ${code(indicator.histogram.name)}`;
    case "throughput":
      return `the rate of ${code(indicator.events.name)}`;
    case "saturation":
      return "value" in indicator.capacity
        ? `${code(indicator.used.name)} as a share of ${quantityInWords(indicator.capacity)}`
        : `${code(indicator.used.name)} as a share of ${code(indicator.capacity.name)}`;
    case "freshness":
      return `the age of the newest success in ${code(indicator.timestamp.name)}`;
    case "queueDepth":
      return `${code(indicator.depth.name)}`;
  }
}

function range(timing: Timing): string {
  return timing.range === undefined ? "" : ` over ${windowName(timing.range)}`;
}

function names(alert: PageAlert): string {
  return [...new Set(alert.signals.map(({ selector }) => code(selector.name ?? "")))].join(" or ");
}

function things(objective: Objective): string {
  return objective.indicator.kind === "up" ? "the moments" : "all events";
}

function inWords(share: number): string {
  return quantityInWords(percent(share * 100));
}

function guardFacts({ origin }: PageAlert): readonly string[] {
  if (origin.kind !== "burn-rate" && origin.kind !== "tier") return [];
  const policy = origin.objective.lowTraffic;
  switch (policy?.kind) {
    case "minimumFailures": {
      const what = origin.objective.indicator.kind === "up" ? "moments without an answering target" : "bad events";
      return [`**Silent with little traffic:** it needs at least ${policy.count} ${what} in its longest window.`];
    }
    case "minimumEvents":
      return [`**Silent with little traffic:** it needs at least ${policy.count} events in its longest window.`];
    case "widenedWindows":
      return [
        `**With little traffic:** its windows are ${policy.factor} times as long as they would be, so that one failure weighs less.`,
      ];
    default:
      return [];
  }
}

function speedFacts(alert: PageAlert): readonly string[] {
  const seconds = secondsToFire(alert);
  if (seconds === undefined) return [];
  const about = windowName(Math.max(1, Math.round(seconds)));
  const slack = windowName((alert.timing.scrapeInterval ?? 0) + alert.timing.evaluationInterval);
  const begins =
    "objective" in alert.origin && alert.origin.kind !== "absence" ? "**At a total failure** it fires" : "**It fires**";
  return [`${begins} about ${about} after it begins, and at most ${slack} later (a scrape and an evaluation).`];
}

/** What an alert says when it is told, without its values. */
export function summaryOf(alert: Pick<PageAlert, "alert" | "annotations">): string {
  return sentence(alert.annotations.summary ?? alert.alert);
}
