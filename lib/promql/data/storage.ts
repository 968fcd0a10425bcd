import type { Matcher } from "../ast.ts";
import type { Labels } from "./labels.ts";
import { compileMatchers } from "./matcher.ts";
import { Series } from "./series.ts";

/** Where the evaluator finds series. */
export interface Storage {
  /** All series that every matcher selects, in a stable order. */
  select(matchers: readonly Matcher[]): readonly Series[];
}

/** Series in memory, indexed by metric name. */
export class MemoryStorage implements Storage {
  readonly #byKey = new Map<string, Series>();
  readonly #byName = new Map<string, Series[]>();

  /** The series of a label set, made if there is none yet. */
  series(labels: Labels): Series {
    const known = this.#byKey.get(labels.key);
    if (known !== undefined) return known;
    const made = new Series(labels);
    this.add(made);
    return made;
  }

  /** Takes a series that was made elsewhere. Errors: `RangeError` when one of its labels is there already. */
  add(series: Series): void {
    const { key, metricName } = series.labels;
    if (this.#byKey.has(key)) throw new RangeError(`series ${series.labels.toString()} is stored already`);
    this.#byKey.set(key, series);
    const named = this.#byName.get(metricName);
    if (named === undefined) this.#byName.set(metricName, [series]);
    else named.push(series);
  }

  /** All series, in the order they were added. */
  all(): Iterable<Series> {
    return this.#byKey.values();
  }

  select(matchers: readonly Matcher[]): readonly Series[] {
    const name = matchers.find((matcher) => matcher.label === "__name__" && matcher.op === "=" && matcher.value !== "");
    const candidates = name === undefined ? [...this.#byKey.values()] : (this.#byName.get(name.value) ?? []);
    const rest = matchers.filter((matcher) => matcher !== name);
    if (rest.length === 0) return candidates;
    const selects = compileMatchers(rest);
    return candidates.filter((series) => selects(series.labels));
  }
}
