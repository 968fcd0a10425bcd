import { describe, expect, it } from "vitest";
import { checkLogql } from "../../lib/runbooks/logql/check-logql.ts";

/** Queries of https://grafana.com/docs/loki/latest/query/ and their like. */
const TAKEN: readonly string[] = [
  '{app="shop"}',
  '{container="query-frontend",namespace=~"loki-dev|loki-prod"} |= "metrics.go" | logfmt | duration > 10s and throughput_mb < 500',
  '{app="shop"} |~ "error=\\\\w+" != "timeout"',
  '{app="shop"} |~ `(?i)error|critical`',
  '{app="shop"} |= "a" or "b" | json status="response.code" | status >= 500',
  '{app="shop"} | regexp "(?P<method>\\\\w+) (?P<path>[\\\\w|/]+)" | line_format "{{.method}}"',
  '{app="shop"} | logfmt | drop __error__, __error_details__ | label_format a=b, c="{{.d}}"',
  'sum by (pod) (count_over_time({app="shop"} |= "Rate limit exceeded" [1m]))',
  'sum(rate({app="shop"}[5m])) by (level) / 2 > 0.1',
  'quantile_over_time(0.99, {app="shop"} | json | unwrap duration(took) [1m]) by (path)',
  'topk(10, sum by (path) (rate({app="shop"} | json | __error__="" [1h] offset 1d)))',
];

const REFUSED: readonly (readonly [query: string, words: string])[] = [
  ["", "a stream selector"],
  ["{}", "at least one matcher"],
  ['{app=~".*"}', "at least one matcher"],
  ['{app!="shop"}', "at least one matcher"],
  ["{app=shop}", "a quoted string"],
  ['{app="shop"', "expected }"],
  ['{app="shop"} |= "open', "does not end"],
  ['{app="shop"} |~ "("', "missing closing )"],
  ['{app="shop"} |~ "(?=a)"', "invalid or unsupported Perl syntax"],
  ['{app="shop"} | json status >= 500', "the end"],
  ['sum({app="shop"})', "expected numbers"],
  ['count_over_time({app="shop"}[5m]) > {app="shop"}', "expected numbers"],
  ['rate({app="shop"})', "a range"],
  ['sum by pod (rate({app="shop"}[5m]))', "expected ("],
  ['{app="shop"} | grep "x"', "a comparison"],
];

describe("LogQL", () => {
  it.each(TAKEN)("takes %s", (query) => {
    expect(() => checkLogql(query)).not.toThrow();
  });

  it.each(REFUSED)("refuses %s", (query, words) => {
    expect(() => checkLogql(query)).toThrow(words);
  });

  it("says where it is wrong, counted from 0", () => {
    let at: unknown;
    try {
      checkLogql('{app="shop"} |= 5');
    } catch (error) {
      at = error instanceof Error && "at" in error ? error.at : undefined;
    }
    expect(at).toBe(16);
  });
});
