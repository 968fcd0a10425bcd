import { describe, expect, it } from "vitest";
import {
  above,
  atMost,
  below,
  counter,
  days,
  histogram,
  latency,
  minutes,
  percent,
  perSecond,
  quantile,
  ratio,
  seconds,
  throughput,
  up,
} from "../../lib/index.ts";
import type { Objective } from "../../lib/model/objective.ts";
import { ALERT_OBLIGATIONS, BURN_RATE_OBLIGATIONS, titleOf } from "../../lib/prove/obligation.ts";
import { chartFigure, timelineInWords } from "../../lib/prove/report/chart.ts";
import { html } from "../../lib/prove/report/html.ts";
import { reportPage } from "../../lib/prove/report/page.ts";
import { firesWhen, measuredOn, promiseInWords } from "../../lib/prove/report/promise.ts";
import { prose } from "../../lib/prove/report/prose.ts";
import { timeTicks, valueScale } from "../../lib/prove/report/scale.ts";
import { measured } from "../../lib/prove/report/value.ts";
import { CHART, DANGEROUS, LATE, reportFixture } from "./report-fixture.ts";

const fixture = reportFixture();
const page = reportPage([fixture]);

function times(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe("the report", () => {
  it("escapes sentences, and nothing of a model can become markup", () => {
    expect(page).not.toContain(DANGEROUS);
    expect(page).not.toContain("<script>alert");
    expect(page).toContain(
      "&lt;script&gt;alert(&quot;1 &amp; 2&quot;)&lt;/script&gt; is 5 &lt; 6 &amp; &quot;quoted&quot;",
    );
  });

  it("is the same for the same proofs, and has no date in it", () => {
    expect(reportPage([reportFixture()])).toBe(page);
    expect(page).not.toMatch(/\b20\d\d-\d\d|GMT|UTC/);
  });

  it("asks nobody for anything: no address but those of the model", () => {
    const attributes = [...page.matchAll(/\b(?:src|href|action|url)\s*[=(]\s*["']?([^"'\s>)]+)/g)].map(([, to]) => to);
    expect(attributes.filter((to) => to !== "data:," && !to?.startsWith("#"))).toEqual([]);
  });

  it("has every obligation of every alert: 27, and 6 more of burn-rate alerts", () => {
    const { alerts } = fixture.proof;
    const burning = alerts.filter(({ kind }) => kind === "burn-rate");
    expect([alerts.length, burning.length]).toEqual([11, 8]);
    const rows = times(page, '<tr><th scope="row">');
    const obligations = 11 * ALERT_OBLIGATIONS.length + 8 * BURN_RATE_OBLIGATIONS.length + 2;
    expect(obligations).toBe(11 * 27 + 8 * 6 + 2);
    expect(rows).toBeGreaterThan(obligations);
    expect(times(page, "Detection time at 100, 50, 10, 5 and 2 times the budget burn")).toBe(8);
    expect(titleOf("detection")).toBe("detection time at 100, 50, 10, 5 and 2 times the budget burn");
  });

  it("says at the top that 1 obligation is refuted, and of 11 equal reasons each once with its places", () => {
    expect(page).toContain(">1 obligation is refuted.<");
    expect(page).toContain("<summary>11 places</summary>");
    const sound = { ...fixture, proof: { ...fixture.proof, alerts: fixture.proof.alerts.slice(1) } };
    expect(reportPage([sound])).toContain(">Nothing is refuted.<");
  });

  it("opens the refuted alert and no other, with the series, the evaluation that differs and the promtool test", () => {
    expect(page.match(/<details class="alert" id="[^"]*" open>/g)).toHaveLength(1);
    expect(page).toContain("<strong>≠ pending</strong>");
    expect(page).toContain("http_requests_total{code=&quot;5&lt;0&gt;0&quot;}");
    expect(times(page, LATE.says)).toBe(2);
  });

  it("keeps the names of places: an alert's address is made of its system, owner, name, severity and window", () => {
    expect(page).toContain('id="checkout-api-api-availability-budget-burn-critical-1h"');
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it("shows the promise, what is assumed and what it costs", () => {
    expect(page).toContain("99.9 % of events are good over 30d.");
    expect(page).toContain("Nothing is assumed");
    expect(page).toMatch(/Prometheus reads [\d,]+ samples at each evaluation/);
  });
});

const requests = counter("http_requests_total", { labels: ["status"] });
const duration = histogram("http_request_duration_seconds", { unit: "seconds", buckets: [0.1, 0.5, 1] });

function promised(objective: Partial<Objective> & Pick<Objective, "indicator">): string {
  return promiseInWords({ name: "x", tiers: [], absence: { kind: "ignored", why: "" }, ...objective });
}

describe("a promise in words", () => {
  const over = days(30);
  const bad = requests.where({ status: /5../ });
  const p95 = quantile(0.95, duration);
  const options = { for: minutes(2), severity: "warning" };
  it.each([
    [
      "99.9 % of events are good over 30d.",
      { indicator: ratio({ bad, total: requests }), target: percent(99.9), over },
    ],
    [
      "99 % of events take at most 0.5 s over 30d.",
      { indicator: latency(duration, { below: seconds(0.5) }), target: percent(99), over },
    ],
    [
      "A target answers 99.5 % of the time in each calendar month.",
      { indicator: up(), target: percent(99.5), over: { calendar: "month" } },
    ],
    ["The p95 stays at most 0.3 s.", { indicator: p95, target: seconds(0.3), tiers: [above(seconds(0.5), options)] }],
    [
      "The rate of events stays at least 80 per second.",
      { indicator: throughput(requests), target: perSecond(80), tiers: [below(perSecond(50), options)] },
    ],
    [
      "No target is promised: its thresholds alone are watched.",
      { indicator: p95, tiers: [atMost(seconds(0.5), options)] },
    ],
  ] satisfies [string, Partial<Objective> & Pick<Objective, "indicator">][])("says: %s", (words, objective) => {
    expect(promised(objective)).toBe(words);
  });

  it("names the series with their matchers", () => {
    expect(measuredOn(ratio({ bad, total: requests }))).toEqual([
      'http_requests_total{status=~"5.."}',
      "http_requests_total",
    ]);
  });

  it("says when alerts fire: 14.4 times a budget of 0.1 % is 1.44 %", () => {
    const rules = fixture.compilation.groups.flatMap((group) => group.rules);
    const said = rules.flatMap((rule) => (rule.kind === "alert" ? [firesWhen(rule)] : []));
    expect(said).toContain(
      "More than 1.44 % of events are bad over 1h and over 5m: the budget burns 14.4 times as fast as it lasts.",
    );
    expect(said).toContain("No target answers for 5m.");
    expect(said).toContain("The series are missing for 15m although targets answer.");
  });
});

describe("a chart", () => {
  it("is told in words too", () => {
    expect(timelineInWords(CHART, "The share")).toBe(
      "Pending from 2m, firing from 4m, inactive from 9m. The share lies between 0 % and 1 %; the threshold is 0.5 %.",
    );
    expect(timelineInWords({ ...CHART, values: [null, null], states: [0, 0] }, "The share")).toBe(
      "Inactive throughout. The share is missing at every evaluation; the threshold is 0.5 %.",
    );
  });

  it("counts its times from the first evaluation, also where it begins later, and says what does not change", () => {
    const { length } = CHART.values;
    const later = { ...CHART, from: 3_600, values: Array.from({ length }, () => 0.02) };
    expect(timelineInWords(later, "The share")).toBe(
      "Pending from 1h2m, firing from 1h4m, inactive from 1h9m. The share is 2 % throughout; the threshold is 0.5 %.",
    );
    expect(chartFigure(later, "A", "The share", "a").html).toContain(
      '<text x="50%" y="167" text-anchor="middle">1h5m<',
    );
  });

  it("draws a band for each state, from its first evaluation to the one that ends it", () => {
    const { html: svg } = chartFigure(CHART, "A", "The share", "a");
    expect(svg).toContain('<rect class="pending tint" x="2" width="2" height="100"/>');
    expect(svg).toContain('<rect class="firing tint" x="4" width="5" height="100"/>');
    expect(svg).toContain('aria-labelledby="at ad"><title id="at">Timeline of A</title><desc id="ad">Pending from 2m');
  });

  it("breaks its line where there is no value and leaves out points on a level stretch", () => {
    const { html: svg } = chartFigure(CHART, "A", "The share", "a");
    // From 0 at 1 m to 1 % at 2 m, level until 8 m, 0 at 9 m: five points of ten.
    expect(/class="value" d="([^"]*)"/.exec(svg)?.[1]).toMatch(/^M1 100L1 100L2 ([\d.]+)L8 \1L9 100L10 100$/);
  });

  it("has about three round ticks, from 0 unless the values are far from it", () => {
    expect(valueScale([0, 0.01, 0.005]).ticks).toEqual([0, 0.005, 0.01]);
    expect(valueScale([80, 91, 90])).toMatchObject({ from: 70, ticks: [70, 80, 90] });
    expect(valueScale([0, 0]).ticks).toContain(0);
  });

  it("marks at most five round moments", () => {
    expect(timeTicks(0, 600)).toEqual([0, 300, 600]);
    expect(timeTicks(0, 3_600)).toEqual([0, 900, 1_800, 2_700, 3_600]);
    expect(timeTicks(0, 0)).toEqual([0]);
    expect(timeTicks(21_700, 36_000)).toEqual([25_200, 28_800, 32_400, 36_000]);
  });
});

describe("text of the report", () => {
  it.each([
    [0.010101, "ratio", "1.01 %"],
    [93.5, "seconds", "1m34s"],
    [0.25, "seconds", "0.25 s"],
    [0.1, "per-second", "0.1 per second"],
    [12, "pods", "12 pods"],
    [12, "", "12"],
  ])("writes %d of unit %j as %s", (value, unit, text) => {
    expect(measured(value, unit)).toBe(text);
  });

  it("shows what stands between backticks as code, and leaves a single one alone", () => {
    expect(prose("less than `for` <b>").html).toBe("less than <code>for</code> &lt;b&gt;");
    expect(prose("a ` alone").html).toBe("a ` alone");
  });

  it("escapes in attributes, joins lists and leaves out what is not there", () => {
    expect(html`<a title="${'"><'}">${["a", undefined, html`<b>${1}</b>`]}</a>`.html).toBe(
      '<a title="&quot;&gt;&lt;">a<b>1</b></a>',
    );
  });
});
