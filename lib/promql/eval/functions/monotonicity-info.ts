import type { SourceRange } from "../../ast.ts";
import { formatFloat, formatG } from "../../go-float.ts";
import type { Annotation } from "../annotations.ts";
import type { Evaluator } from "../evaluator.ts";
import type { ForcedMonotonicity } from "./classic-buckets.ts";
import { forMetric } from "./metric-name.ts";

const MESSAGE =
  "input to histogram_quantile needed to be fixed for monotonicity " +
  "(see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";

/** Collects the classic histograms of one call that had counts that fall. */
export class MonotonicityInfos {
  readonly #evaluator: Evaluator;
  readonly #source: SourceRange | undefined;
  readonly #byMetric = new Map<string, Findings>();

  constructor(evaluator: Evaluator, source: SourceRange | undefined) {
    this.#evaluator = evaluator;
    this.#source = source;
  }

  add(metricName: string, forced: ForcedMonotonicity, step: number): void {
    const { steps } = this.#evaluator;
    const findings = this.#byMetric.get(metricName) ?? new Findings(steps.count);
    this.#byMetric.set(metricName, findings);
    findings.add(forced, step, steps.start + step * steps.step);
  }

  /** Tells of all that was collected, each metric once in a query. */
  tell(): void {
    const { annotations } = this.#evaluator;
    for (const [metricName, findings] of this.#byMetric) {
      const message = MESSAGE + forMetric(metricName);
      const known = annotations.find("info", message);
      if (known instanceof MonotonicityInfo) known.findings.push(findings);
      else annotations.add(new MonotonicityInfo(message, this.#source, findings));
    }
  }
}

class Findings {
  from = Infinity;
  to = -Infinity;
  difference = 0;
  /** Units: milliseconds. */
  first = Infinity;
  last = -Infinity;
  readonly #counts: Uint32Array;

  constructor(steps: number) {
    this.#counts = new Uint32Array(steps);
  }

  add(forced: ForcedMonotonicity, step: number, time: number): void {
    this.from = Math.min(this.from, forced.from);
    this.to = Math.max(this.to, forced.to);
    this.difference = Math.max(this.difference, forced.difference);
    this.first = Math.min(this.first, time);
    this.last = Math.max(this.last, time);
    this.#counts[step] = (this.#counts[step] as number) + 1;
  }

  /**
   * How many samples Prometheus says it were: it merges what it knows into itself at every step after the first finding, so that
   * the number doubles, in 64 bits. We say the same, since who compares texts would take a right number for a difference.
   */
  get samples(): bigint {
    let samples = 0n;
    let factor = 1n;
    for (const count of this.#counts) {
      samples = BigInt.asIntN(64, (samples + BigInt(count)) * factor);
      if (count > 0) factor = 2n;
    }
    return samples;
  }
}

class MonotonicityInfo implements Annotation {
  readonly level = "info";
  readonly message: string;
  readonly source: SourceRange | undefined;
  readonly findings: Findings[];

  constructor(message: string, source: SourceRange | undefined, findings: Findings) {
    this.message = message;
    this.source = source;
    this.findings = [findings];
  }

  readonly details = (): string => {
    const least = (read: (one: Findings) => number): number => Math.min(...this.findings.map(read));
    const most = (read: (one: Findings) => number): number => Math.max(...this.findings.map(read));
    const from = formatFloat(least((one) => one.from));
    const to = formatFloat(most((one) => one.to));
    const difference = formatG(
      most((one) => one.difference),
      2,
    );
    const samples = this.findings.reduce((sum, one) => sum + one.samples, 0n);
    const first = secondOf(least((one) => one.first));
    const last = secondOf(most((one) => one.last));
    return `, from buckets ${from} to ${to}, with a max diff of ${difference}, over ${samples} samples from ${first} to ${last}`;
  };
}

function secondOf(milliseconds: number): string {
  return new Date(Math.trunc(milliseconds / 1_000) * 1_000).toISOString().replace(".000Z", "Z");
}
