import { type LabelSelection, matchersOf } from "../../model/metric.ts";
import type { Matcher, VectorSelector } from "../../promql/ast.ts";
import { eq, metric } from "../../promql/build.ts";
import { valueIn } from "./sample.ts";

/** `instance` of the exporter in synthetic series. */
export const EXPORTER = "exporter:8080";

/** What keeps the selectors of an entry inside the system, and its synthetic series inside the selectors. */
export interface Scope {
  /** The labels that `by` must keep so that objects of several clusters are never taken for one, then those named. */
  by(...labels: readonly string[]): { readonly by: readonly string[] };
  select(name: string, selection?: Selections, extra?: readonly Matcher[]): VectorSelector;
  /** Labels of a synthetic series that `select` selects. */
  labels(own?: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
}

type Selections = Readonly<Record<string, LabelSelection | undefined>>;

/** The scope of an entry's options. `fixed` are selections that every selector of the entry carries. */
export function scope(
  options: { readonly job: string; readonly matchers?: Readonly<Record<string, LabelSelection>> },
  fixed: Selections = {},
): Scope {
  const { job, matchers = {} } = options;
  const everywhere = { ...matchers, ...fixed };
  return {
    by: (...labels) => ({ by: [...Object.keys(matchers).filter((label) => !labels.includes(label)), ...labels] }),
    select: (name, selection = {}, extra = []) =>
      metric(name, [eq("job", job), ...matchersOf({ ...everywhere, ...selection }), ...extra]),
    labels: (own = {}) => ({
      job,
      instance: EXPORTER,
      ...Object.fromEntries(
        Object.entries(everywhere).flatMap(([label, selection]) =>
          selection === undefined ? [] : [[label, valueIn(selection)]],
        ),
      ),
      ...own,
    }),
  };
}
