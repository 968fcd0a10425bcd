import type { RuleGroup } from "../../engine/rule.ts";
import { Bounds } from "../../promql/analysis/bounds.ts";
import { between, type Interval } from "../../promql/analysis/interval.ts";
import type { Knowledge } from "../../promql/analysis/knowledge.ts";

/** Suffixes of counters (https://prometheus.io/docs/practices/naming/), which begin at 0 and only grow. */
const COUNTER = /_(?:total|count|bucket)$/;

const NOT_NEGATIVE = between(0, Number.POSITIVE_INFINITY);

/** What can be said of the values of series from their names: `up` is 0 or 1, counters are not negative, recordings follow. */
export function knownValues({ rules }: RuleGroup): Knowledge {
  const recorded = new Map<string, Interval>();
  const boundsOf = (metric: string): Interval | undefined => {
    if (metric === "up") return between(0, 1, true);
    return COUNTER.test(metric) ? NOT_NEGATIVE : recorded.get(metric);
  };
  const knowledge = { boundsOf };
  for (const rule of rules) {
    if (rule.kind === "recording") recorded.set(rule.record, new Bounds(knowledge).of(rule.expression));
  }
  return knowledge;
}
