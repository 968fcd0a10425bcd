import type {
  EventIndicator,
  HitRatioIndicator,
  LatencyIndicator,
  RatioIndicator,
  UpIndicator,
} from "../model/indicator.ts";
import type { Metric } from "../model/metric.ts";
import type { Expression, Matcher } from "../promql/ast.ts";
import { add, binary, call, eq, type Grouping, gt, mul, or, range, re, sub, sum } from "../promql/build.ts";
import { formatFloat } from "../promql/go-float.ts";
import { type Context, select, upSelector } from "./context.ts";

/** Bad events and all events per second over a range, from the raw series. */
export interface EventRates {
  readonly bad: Expression;
  readonly total: Expression;
}

interface Request {
  readonly context: Context;
  /** Range of the rates. Units: seconds. */
  readonly seconds: number;
  /** The recorded rate of all events, which stands before the bad ones in the group. */
  readonly recordedTotal: Expression;
}

/** Rates of bad and of all events of an indicator. */
export function eventRates(indicator: Exclude<EventIndicator, UpIndicator>, request: Request): EventRates {
  switch (indicator.kind) {
    case "ratio":
      return ratioRates(indicator, request);
    case "latency":
      return latencyRates(indicator, request);
    case "hitRatio":
      return hitRates(indicator, request);
  }
}

function ratioRates({ bad, good, total, by }: RatioIndicator, request: Request): EventRates {
  const all = rateOf(total, by, request);
  if (bad !== undefined) return { bad: bornLate(rateOf(bad, by, request), by, request), total: all };
  if (good === undefined) return { bad: all, total: all };
  return { bad: remainder(bornLate(rateOf(good, by, request), by, request), by, request), total: all };
}

function hitRates({ hits, misses, total, by }: HitRatioIndicator, request: Request): EventRates {
  const hit = rateOf(hits, by, request);
  if (total !== undefined) {
    return { bad: remainder(bornLate(hit, by, request), by, request), total: rateOf(total, by, request) };
  }
  if (misses === undefined) return { bad: mul(hit, 0), total: hit };
  const missed = rateOf(misses, by, request);
  return { bad: bornLate(missed, by, request), total: add(or(hit, mul(missed, 0)), or(missed, mul(hit, 0))) };
}

function latencyRates({ histogram, below, by }: LatencyIndicator, request: Request): EventRates {
  if (histogram.type === "native-histogram") {
    const rate = rateOf(histogram, by, request);
    const on = by ?? [];
    const share = call("histogram_fraction", below.value, Number.POSITIVE_INFINITY, rate);
    // The share of no events is NaN, so that an idle range takes its events, which are 0, for the slow ones.
    const slow = or(mul(share, gt(request.recordedTotal, 0), { on }), request.recordedTotal, { on });
    return { bad: slow, total: call("histogram_count", rate) };
  }
  const bucket = select(request.context, histogram, "_bucket", [bucketMatcher(below.value)]);
  const fast = sum(call("rate", range(bucket, request.seconds * 1_000)), grouping(by));
  return { bad: remainder(fast, by, request), total: rateOf(histogram, by, request, "_count") };
}

/**
 * 1 at moments without a single answering target, else 0. A target that left service discovery does not answer; the
 * moments in which no rules are evaluated are not counted at all.
 */
export function noneAnswers(context: Context): Expression {
  return binary("==", or(sum(upSelector(context)), call("vector", 0)), 0, { bool: true });
}

/**
 * Matches a bucket bound in each of its spellings: `le="1"` of clients, `le="1.0"` of Prometheus 3, and `le="1e+06"` of both
 * for bounds that Go writes with an exponent.
 */
export function bucketMatcher(bound: number): Matcher {
  const spelled = formatFloat(bound);
  const literal = (text: string): string => text.replace(/[.+]/g, "\\$&");
  const plain = `${literal(`${bound}`)}${Number.isInteger(bound) ? "(\\.0)?" : ""}`;
  if (spelled.includes("e")) return re("le", `${plain}|${literal(spelled)}`);
  return Number.isInteger(bound) ? re("le", plain) : eq("le", spelled);
}

/** `sum by (...) (rate(metric[range]))`. */
export function rateOf(
  metric: Metric,
  by: readonly string[] | undefined,
  { context, seconds }: Pick<Request, "context" | "seconds">,
  suffix = "",
): Expression {
  return sum(call("rate", range(select(context, metric, suffix), seconds * 1_000)), grouping(by));
}

/** `by (...)`, or nothing. */
export function grouping(by: readonly string[] | undefined): Grouping | undefined {
  return by === undefined || by.length === 0 ? undefined : { by };
}

/** A series that is born with its first event counts as zero before, as long as there are events at all. */
function bornLate(rate: Expression, by: readonly string[] | undefined, { recordedTotal }: Request): Expression {
  return or(rate, mul(recordedTotal, 0), { on: by ?? [] });
}

/** All events without a part of them; never negative, since two counters are not scraped as one. */
function remainder(part: Expression, by: readonly string[] | undefined, { recordedTotal }: Request): Expression {
  return call("clamp_min", sub(recordedTotal, part, { on: by ?? [] }), 0);
}
