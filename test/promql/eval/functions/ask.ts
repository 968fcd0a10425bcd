import { instantQuery, type QueryOptions, rangeQuery } from "../../../../lib/promql/eval/query.ts";
import { type Rows, storageOf } from "./rows.ts";

const MINUTE = 60_000;

/** The samples of an instant query at a minute, as `{labels} value`, in the order they come; a scalar or text alone. */
export function at(minute: number, rows: Rows, query: string, options: QueryOptions = {}): readonly string[] {
  const result = instantQuery(storageOf(rows), query, minute * MINUTE, { experimental: true, ...options });
  if (result.type === "vector") return result.samples.map(({ labels, value }) => `${labels.toString()} ${value}`);
  return result.type === "matrix" ? [] : [String(result.value)];
}

/** The series of a range query over the minutes 0 to `last`, as `{labels} value@minute ...`. */
export function over(last: number, rows: Rows, query: string, options: QueryOptions = {}): readonly string[] {
  const range = { start: 0, end: last * MINUTE, step: MINUTE };
  const result = rangeQuery(storageOf(rows), query, range, { experimental: true, ...options });
  return result.series.map(({ labels, points }) => {
    const shown = points.map(({ timestamp, value }) => `${value}@${timestamp / MINUTE}`);
    return `${labels.toString()} ${shown.join(" ")}`;
  });
}

/** What Prometheus says beside the result of an instant query at minute 0, warnings first. */
export function remarksOn(rows: Rows, query: string, options: QueryOptions = {}): readonly string[] {
  const { warnings, infos } = instantQuery(storageOf(rows), query, 0, { experimental: true, ...options });
  return [...warnings, ...infos];
}
