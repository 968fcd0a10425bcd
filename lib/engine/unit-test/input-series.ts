import { MemoryStorage } from "../../promql/data/storage.ts";
import { validate } from "../../promql/histogram/validate.ts";
import { type LoadedSeries, parseLoad, storeSeries } from "../../promql/notation/load.ts";
import type { UnitTest } from "./test-file.ts";
import { repeatedLabel, writtenLabels } from "./written-labels.ts";

/** The input of a test. Errors are those for which promtool fails the test. */
export interface LoadedInput {
  readonly storage: MemoryStorage;
  /** What Prometheus' storage would not take, as soon as an evaluation comes to it. */
  readonly errors: readonly string[];
  /** Input series that promtool does not see, since an empty line or a comment before them ends its input. */
  readonly unseen: number;
}

/**
 * Stores the input series of a test up to the last evaluation, after which promtool loads nothing more. Errors:
 * `PromqlError` for what is no series. Units: milliseconds.
 */
export function loadInput(test: UnitTest, end: number): LoadedInput {
  const { lines, unseen } = inputLines(test);
  const storage = new MemoryStorage();
  const errors: string[] = [];
  const visible = Math.floor((end - test.start) / test.interval) + 1;
  const loaded = parseLoad(lines.join("\n"));
  const repeated = lines.map((line) => repeatedLabel(writtenLabels(line)));
  for (const name of repeated) {
    if (name !== undefined) errors.push(`label name ${JSON.stringify(name)} is not unique: invalid sample`);
  }
  for (const series of loaded) {
    const seen = { ...series, values: series.values.slice(0, visible) };
    const fault = faultOf(seen);
    if (fault !== undefined) errors.push(fault);
    else storeSeries(storage, seen, { start: test.start, step: test.interval });
  }
  return { storage, errors, unseen };
}

/** promtool writes the series as lines of a script, in which an empty line or a comment ends the block. */
function inputLines(test: UnitTest): { readonly lines: readonly string[]; readonly unseen: number } {
  const lines: string[] = [];
  for (const [index, { series, values }] of test.input.entries()) {
    for (const raw of `${series} ${values}`.split("\n")) {
      const line = raw.trim();
      if (line === "" || line.startsWith("#")) return { lines, unseen: test.input.length - index - 1 };
      lines.push(line);
    }
  }
  return { lines, unseen: 0 };
}

function faultOf({ labels, values }: LoadedSeries): string | undefined {
  if (values.every(({ kind }) => kind === "omitted")) return undefined;
  if (labels.names.length === 0) return "empty labelset: invalid sample";
  for (const value of values) {
    const fault = value.kind === "histogram" ? validate(value.histogram) : undefined;
    if (fault !== undefined) return fault;
  }
  return undefined;
}
