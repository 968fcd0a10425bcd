import type { SourceRange } from "../../ast.ts";
import type { RangeCall } from "./range-function.ts";

/** What Prometheus says beside the results of range functions, for one series; repeating a note costs nothing. */
export class RangeNotes {
  readonly #input: RangeCall;
  readonly #source: SourceRange | undefined;
  readonly #said = new Set<string>();

  constructor(input: RangeCall) {
    this.#input = input;
    this.#source = firstArgumentSource(input);
  }

  mixedFloatsAndHistograms(): void {
    this.#warnOf("encountered a mix of histograms and floats for metric name");
  }

  ignoredHistograms(): void {
    const message = "ignored histograms in a range containing both floats and histograms for metric name";
    if (this.#isNew(message)) this.#input.evaluator.annotations.inform(`${message} ${this.#name}`, this.#source);
  }

  notCounter(): void {
    this.#warnOf("this native histogram metric is not a counter:");
  }

  notGauge(): void {
    this.#warnOf("this native histogram metric is not a gauge:");
  }

  mixedBuckets(): void {
    this.#warnOf("vector contains a mix of histograms with exponential and custom buckets schemas for metric name");
  }

  boundsReconciled(operation: "addition" | "subtraction" | "aggregation"): void {
    const message = `mismatched custom buckets were reconciled during ${operation}`;
    if (this.#isNew(message)) this.#input.evaluator.annotations.inform(message, this.#source);
  }

  resetCollision(): void {
    const message = "conflicting counter resets during histogram aggregation";
    if (this.#isNew(message)) this.#input.evaluator.annotations.warn(message, this.#source);
  }

  /** `shown` is the quantile as Go prints it. */
  invalidQuantile(shown: string): void {
    const message = `quantile value should be between 0 and 1, got ${shown}`;
    if (this.#isNew(message)) this.#input.evaluator.annotations.warn(message, this.#source);
  }

  /** To be said once for each window, since Prometheus counts them. */
  startTimeOverlap(): void {
    const { annotations } = this.#input.evaluator;
    const message = `sample has start time that overlaps with previous sample timestamp for metric ${this.#name}`;
    const before = annotations.find("warning", message) as OverlapAnnotation | undefined;
    if (before !== undefined) {
      before.tally.windows++;
      return;
    }
    const tally = { windows: 1 };
    const details = (): string => (tally.windows > 1 ? ` (${tally.windows} occurrences)` : "");
    const annotation: OverlapAnnotation = { level: "warning", message, source: this.#source, details, tally };
    annotations.add(annotation);
  }

  get #name(): string {
    return JSON.stringify(this.#input.metricName);
  }

  #warnOf(message: string): void {
    if (this.#isNew(message)) this.#input.evaluator.annotations.warn(`${message} ${this.#name}`, this.#source);
  }

  #isNew(message: string): boolean {
    if (this.#said.has(message)) return false;
    this.#said.add(message);
    return true;
  }
}

interface OverlapAnnotation {
  readonly level: "warning";
  readonly message: string;
  readonly source: SourceRange | undefined;
  readonly details: () => string;
  readonly tally: { windows: number };
}

/** Where annotations of a call point: its first argument; the very start of the query when that is a subquery, as in Prometheus. */
export function firstArgumentSource(input: Pick<RangeCall, "call">): SourceRange | undefined {
  let argument = input.call.arguments[0];
  while (argument?.type === "paren") argument = argument.expression;
  if (argument?.type === "subquery") return argument.source === undefined ? undefined : { start: 0, end: 0 };
  return argument?.source;
}
