import type { SourceRange } from "../../ast.ts";
import { formatFloat, formatG } from "../../go-float.ts";
import type { Annotation, Annotations } from "../annotations.ts";
import type { ForcedMonotonicity } from "./classic-buckets.ts";
import { forMetric } from "./metric-name.ts";

const MESSAGE =
  "input to histogram_quantile needed to be fixed for monotonicity " +
  "(see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";

/** Tells that classic histograms had counts that fall, of all of one metric together. */
class MonotonicityInfo implements Annotation {
  readonly level = "info";
  readonly message: string;
  readonly source: SourceRange | undefined;
  private from = Number.POSITIVE_INFINITY;
  private to = Number.NEGATIVE_INFINITY;
  private difference = 0;
  private first = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;
  private samples = 0;

  constructor(message: string, source: SourceRange | undefined) {
    this.message = message;
    this.source = source;
  }

  add(forced: ForcedMonotonicity, time: number): void {
    this.from = Math.min(this.from, forced.from);
    this.to = Math.max(this.to, forced.to);
    this.difference = Math.max(this.difference, forced.difference);
    this.first = Math.min(this.first, time);
    this.last = Math.max(this.last, time);
    this.samples += 1;
  }

  readonly details = (): string =>
    `, from buckets ${formatFloat(this.from)} to ${formatFloat(this.to)}, ` +
    `with a max diff of ${formatG(this.difference, 2)}, ` +
    `over ${this.samples} samples from ${secondOf(this.first)} to ${secondOf(this.last)}`;
}

/** Adds one mended histogram to what is told of its metric. `time` in milliseconds. */
export function informOfMonotonicity(
  annotations: Annotations,
  metricName: string,
  source: SourceRange | undefined,
  forced: ForcedMonotonicity,
  time: number,
): void {
  const message = MESSAGE + forMetric(metricName);
  const known = annotations.find("info", message);
  const info = known instanceof MonotonicityInfo ? known : new MonotonicityInfo(message, source);
  info.add(forced, time);
  if (info !== known) annotations.add(info);
}

function secondOf(milliseconds: number): string {
  return new Date(Math.trunc(milliseconds / 1_000) * 1_000).toISOString().replace(".000Z", "Z");
}
