import type { Call, SourceRange } from "../../ast.ts";
import { add, subtract } from "../../histogram/arithmetic.ts";
import { HistogramError } from "../../histogram/error.ts";
import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import { quote } from "../../quote.ts";
import type { Annotation, Annotations } from "../annotations.ts";
import { boundsReconciled, type Message, mixedSchemas } from "../messages.ts";

/** What Prometheus says beside the results of range functions, for one series; repeating a note costs nothing. */
export class RangeNotes {
  readonly #annotations: Annotations;
  readonly #metricName: string;
  readonly #source: SourceRange | undefined;
  readonly #said = new Set<Message>();

  constructor(annotations: Annotations, metricName: string, source: SourceRange | undefined) {
    this.#annotations = annotations;
    this.#metricName = metricName;
    this.#source = source;
  }

  warn(message: Message): void {
    this.#tell("warning", message);
  }

  inform(message: Message): void {
    this.#tell("info", message);
  }

  /** `a` + `b`, and a note where their bounds differ. Errors: `HistogramError`. */
  add(a: FloatHistogram, b: FloatHistogram): FloatHistogram {
    const sum = add(a, b);
    if (sum.boundsReconciled) this.inform(boundsReconciled("addition"));
    return sum.histogram;
  }

  /** `a` - `b`, and a note where their bounds differ. Errors: `HistogramError`. */
  subtract(a: FloatHistogram, b: FloatHistogram): FloatHistogram {
    const difference = subtract(a, b);
    if (difference.boundsReconciled) this.inform(boundsReconciled("subtraction"));
    return difference.histogram;
  }

  /** What `compute` gives; `undefined` and a note where exponential and custom buckets meet. */
  withoutMix<T>(compute: () => T): T | undefined {
    try {
      return compute();
    } catch (error) {
      if (!(error instanceof HistogramError)) throw error;
      if (error.kind === "schema-mix") this.warn(mixedSchemas);
      return undefined;
    }
  }

  /** To be said once for each window, since Prometheus counts them. */
  startTimeOverlap(): void {
    const name = quote(this.#metricName);
    const message = `sample has start time that overlaps with previous sample timestamp for metric ${name}`;
    const before = this.#annotations.find("warning", message) as OverlapAnnotation | undefined;
    if (before !== undefined) {
      before.tally.windows++;
      return;
    }
    const tally = { windows: 1 };
    const details = (): string => (tally.windows > 1 ? ` (${tally.windows} occurrences)` : "");
    const annotation: OverlapAnnotation = { level: "warning", message, source: this.#source, details, tally };
    this.#annotations.add(annotation);
  }

  #tell(level: Annotation["level"], message: Message): void {
    if (this.#said.has(message)) return;
    this.#said.add(message);
    const text = typeof message === "string" ? message : message(this.#metricName);
    this.#annotations.add({ level, message: text, source: this.#source });
  }
}

interface OverlapAnnotation extends Annotation {
  readonly tally: { windows: number };
}

/** Where annotations of a call point: its first argument; the very start of the query when that is a subquery, as in Prometheus. */
export function firstArgumentSource(call: Call): SourceRange | undefined {
  let argument = call.arguments[0];
  while (argument?.type === "paren") argument = argument.expression;
  if (argument?.type === "subquery") return argument.source === undefined ? undefined : { start: 0, end: 0 };
  return argument?.source;
}
