import { expect, test } from "vitest";
import { assumptionsOf, settle } from "../../lib/core/assumed.ts";
import { assumed, counter, ratio } from "../../lib/index.ts";

test("a metric whose name no document states is an assumption wherever it is used", () => {
  const requests = counter(assumed("http_requests_total", "the document counts errors only"), { labels: ["status"] });
  const errors = requests.where({ status: /5../ });

  expect(errors.name).toBe("http_requests_total");
  expect(assumptionsOf(settle({ indicator: ratio({ bad: errors, total: requests }) }))).toEqual([
    { path: "indicator.bad.name", value: "http_requests_total", why: "the document counts errors only" },
    { path: "indicator.total.name", value: "http_requests_total", why: "the document counts errors only" },
  ]);
});
