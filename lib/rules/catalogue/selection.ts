import { type LabelSelection, matchersOf } from "../../model/metric.ts";
import type { Observed, ObservedSeries } from "../../model/observed.ts";
import type { Matcher, VectorSelector } from "../../promql/ast.ts";
import { eq, metric } from "../../promql/build.ts";
import { selects, valueIn } from "./sample.ts";

/** `instance` of the exporter in synthetic series. */
export const EXPORTER = "exporter:8080";

/** What keeps the selectors of an entry inside the system, and its synthetic series inside the selectors. */
export interface Scope {
  /** The labels that `by` must keep so that objects of several clusters are never taken for one, then those named. */
  by(...labels: readonly string[]): { readonly by: readonly string[] };
  select(name: string, selection?: Selections, extra?: readonly Matcher[]): VectorSelector;
  /** The observed series that are inside of the system, and of the selection. */
  sees(observed: Observed, name: string, selection?: Selections): readonly ObservedSeries[];
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
    sees: (observed, name, selection = {}) => {
      const asked = Object.entries({ job, ...everywhere, ...selection });
      return observed
        .series(name)
        .filter(({ labels }) =>
          asked.every(([label, wanted]) => wanted === undefined || selects(wanted, labels[label] ?? "")),
        );
    },
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
