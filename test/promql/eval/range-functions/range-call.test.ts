import { describe, expect, it } from "vitest";
import { Labels } from "../../../../lib/promql/data/labels.ts";
import { MemoryStorage } from "../../../../lib/promql/data/storage.ts";
import { instantQuery, type QueryOptions, rangeQuery } from "../../../../lib/promql/eval/query.ts";

/** A sample each 15 s from time 0; `undefined` leaves one out. */
function storageOf(series: Readonly<Record<string, readonly (number | undefined)[]>>): MemoryStorage {
  const storage = new MemoryStorage();
  for (const [name, values] of Object.entries(series)) {
    const [metric = name, instance] = name.split("/");
    const labels = Labels.of({ __name__: metric, ...(instance === undefined ? {} : { instance }) });
    values.forEach((value, index) => {
      if (value !== undefined) storage.series(labels).append(index * 15_000, value);
    });
  }
  return storage;
}

/** The samples of an instant query as text, with what Prometheus says beside them. */
function at(storage: MemoryStorage, query: string, seconds: number, options: QueryOptions = {}) {
  const result = instantQuery(storage, query, seconds * 1_000, { experimental: true, ...options });
  if (result.type !== "vector") throw new Error(`${result.type} instead of a vector`);
  const samples = result.samples.map(({ labels, value }) => `${labels.toString()} ${String(value)}`);
  return { samples, remarks: [...result.warnings, ...result.infos] };
}

describe("rate, increase and delta", () => {
  const counted = storageOf({ requests_total: [100, 110, 120, 5, 15] });

  it("extrapolate 45 sampled seconds to 60: a rise of 10 before a reset at 120, of 15 after it", () => {
    // Samples of (0 s, 60 s] lie at 15, 30, 45 and 60 s: 110, 120, 5, 15. 15 - 110 + 120 = 25 in 45 s; 15 s are missing on
    // the left, less than 1.1 intervals, so the window is covered whole: 25 * 60/45.
    expect(at(counted, "increase(requests_total[1m])", 60).samples).toEqual([`{} ${25 * (60 / 45)}`]);
    expect(at(counted, "rate(requests_total[1m])", 60).samples).toEqual([`{} ${25 * (60 / 45 / 60)}`]);
    expect(at(counted, "delta(requests_total[1m])", 60).samples).toEqual([`{} ${-95 * (60 / 45)}`]);
  });

  it("stop where the counter was 0: 10 s before the first sample, not at the edge 15 s before it", () => {
    // 10, 25, 40, 55 rises by 15 in 15 s, so it was 0 10 s before the first sample.
    const young = storageOf({ requests_total: [undefined, 10, 25, 40, 55] });
    expect(at(young, "increase(requests_total[1m])", 60).samples).toEqual([`{} ${45 * (55 / 45)}`]);
  });

  it("go half an interval beyond the samples where the edge is more than 1.1 intervals away", () => {
    const short = storageOf({ requests_total: [undefined, undefined, 1000, 1015, 1030] });
    // 30 in 30 s, with 30 s to the left edge: 7.5 s are added.
    expect(at(short, "increase(requests_total[1m])", 60).samples).toEqual([`{} ${30 * (37.5 / 30)}`]);
  });

  it("need two samples, or one that has started inside the range and is told so", () => {
    const storage = new MemoryStorage();
    storage.series(Labels.of({ __name__: "requests_total" })).append(60_000, 8, 40_000);
    expect(at(storage, "increase(requests_total[1m])", 60).samples).toEqual([]);
    expect(at(storage, "increase(requests_total[1m])", 60, { startTimestamps: true }).samples).toEqual(["{} 8"]);
    expect(at(storage, "rate(requests_total[1m])", 70, { startTimestamps: true }).samples).toEqual([`{} ${8 / 60}`]);
  });

  it("anchored take 100 before the range and the last sample; smoothed meet the edges on straight lines", () => {
    expect(at(counted, "increase(requests_total[40s] anchored)", 50).samples).toEqual(["{} 25"]);
    // From 106.67 at 10 s to 120 at 30 s, then 5 after a reset, and a third of the way from 5 to 15 at 50 s.
    const [sample] = at(counted, "increase(requests_total[40s] smoothed)", 50).samples;
    expect(Number(sample?.slice(3))).toBeCloseTo(120 - (100 + 20 / 3) + 5 + 10 / 3, 12);
  });

  it("say that a metric might not be a counter, by its name or by its type", () => {
    const storage = storageOf({ requests: [1, 2, 3], requests_total: [1, 2, 3] });
    expect(at(storage, "rate(requests[1m])", 30).remarks).toEqual([
      'PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "requests" (1:6)',
    ]);
    expect(at(storage, "rate(requests_total[1m])", 30).remarks).toEqual([]);
    expect(at(storage, "rate(requests_total[1m])", 30, { typeAndUnitLabels: true }).remarks).toEqual([
      'PromQL info: metric might not be a counter, __type__ label is not set to "counter" or "histogram", got "": "requests_total" (1:6)',
    ]);
  });

  it("count how often a start time overlaps: 2 windows of 15 s steps hold the sample that started too early", () => {
    const storage = new MemoryStorage();
    const series = storage.series(Labels.of({ __name__: "x_total" }));
    for (const [time, start] of [
      [0, -1],
      [15, -1],
      [30, 10],
      [45, 10],
      [60, 10],
    ] as const) {
      series.append(time * 1_000, time, start * 1_000);
    }
    const range = { start: 30_000, end: 60_000, step: 15_000 };
    const { warnings } = rangeQuery(storage, "rate(x_total[31s])", range, { startTimestamps: true });
    expect(warnings).toEqual([
      'PromQL warning: sample has start time that overlaps with previous sample timestamp for metric "x_total" (2 occurrences) (1:6)',
    ]);
  });
});

describe("names and labels of range functions", () => {
  const twins = storageOf({ "a/1": [1, 2], "b/1": [3, 4] });

  it("stay for last_over_time and first_over_time alone", () => {
    expect(at(twins, "last_over_time(a[1m])", 15).samples).toEqual(['a{instance="1"} 2']);
    expect(at(twins, "first_over_time((a[1m]))", 15).samples).toEqual(['a{instance="1"} 1']);
    expect(at(twins, "max_over_time(a[1m])", 15).samples).toEqual(['{instance="1"} 2']);
  });

  it("must differ once names are gone; with delayed name removal a later function may still tell them apart", () => {
    const query = 'max_over_time({instance="1"}[1m])';
    expect(() => at(twins, query, 15)).toThrow("vector cannot contain metrics with the same labelset");
    const kept = `label_replace(${query}, "name", "$1", "__name__", "(.*)")`;
    expect(at(twins, kept, 15, { delayedNameRemoval: true }).samples).toEqual([
      '{instance="1", name="a"} 2',
      '{instance="1", name="b"} 4',
    ]);
  });

  it("are, for absent_over_time, those that the selector demands once and for equality", () => {
    const query = 'absent_over_time(none{job="x", instance="1", instance="2", code=~"5.."}[1m])';
    expect(at(twins, query, 15).samples).toEqual(['{job="x"} 1']);
    expect(at(twins, "absent_over_time(a[1m])", 15).samples).toEqual([]);
    expect(at(twins, "absent_over_time(rate(none[1m])[5m:])", 15).samples).toEqual(["{} 1"]);
  });
});

describe("what range functions refuse or warn about", () => {
  const storage = storageOf({ x: [1, 2, 4, 8] });

  it("names the functions that an extended range may be used with", () => {
    expect(() => at(storage, "sum_over_time(x[1m] anchored)", 30)).toThrow(
      "anchored modifier can only be used with: changes, delta, increase, rate, resets - not with sum_over_time",
    );
    expect(() => at(storage, "changes(x[1m] smoothed)", 30)).toThrow(
      "smoothed modifier can only be used with: delta, increase, rate - not with changes",
    );
  });

  it("is a smoothing or trend factor that is not between 0 and 1", () => {
    expect(() => at(storage, "double_exponential_smoothing(x[1m], 1, 0.5)", 30)).toThrow(
      "invalid smoothing factor. Expected: 0 < sf < 1, got: 1.000000",
    );
    expect(() => at(storage, "double_exponential_smoothing(x[1m], 0.5, -2)", 30)).toThrow(
      "invalid trend factor. Expected: 0 < tf < 1, got: -2.000000",
    );
    // 1, 2, 4 with halves: the level goes 1, 2, then 0.5*4 + 0.5*(2 + (0.5*1 + 0.5*1)) = 3.5.
    expect(at(storage, "double_exponential_smoothing(x[1m], 0.5, 0.5)", 30).samples).toEqual(["{} 3.5"]);
  });

  it("is a quantile beyond 1, which gives infinity; the place is that of the quantile", () => {
    expect(at(storage, "quantile_over_time(1.5, x[1m])", 30)).toEqual({
      samples: ["{} Infinity"],
      remarks: ["PromQL warning: quantile value should be between 0 and 1, got 1.5 (1:20)"],
    });
    expect(at(storage, "quantile_over_time(0.25, x[1m])", 45).samples).toEqual(["{} 1.75"]);
  });
});

describe("range functions at many steps", () => {
  it("give what an instant query gives at each of them", () => {
    const values = Array.from({ length: 200 }, (_, index) => (index % 23) * 3 + ((index * 7919) % 13) / 8);
    const storage = storageOf({ x_total: values });
    const calls = ["sum", "avg", "max", "stddev", "mad"].map((name) => `${name}_over_time(x_total[5m])`);
    const others = ["rate", "changes", "resets", "deriv"].map((name) => `${name}(x_total[5m])`);
    for (const query of [...calls, ...others, "predict_linear(x_total[5m], 60)"]) {
      const range = { start: 0, end: 3_000_000, step: 30_000 };
      const [series] = rangeQuery(storage, query, range, { experimental: true }).series;
      expect(series?.points.length).toBeGreaterThan(90);
      for (const { timestamp, value } of series?.points ?? []) {
        const [alone] = at(storage, query, timestamp / 1_000).samples;
        expect(Number(value), `${query} at ${timestamp}`).toBeCloseTo(Number(alone?.slice(3)), 9);
      }
    }
  });

  it("recover at once when an infinity has left the window", () => {
    const storage = storageOf({ x: [1, Number.POSITIVE_INFINITY, ...Array.from({ length: 30 }, (_, index) => index)] });
    const [series] = rangeQuery(storage, "sum_over_time(x[2m])", { start: 120_000, end: 180_000, step: 15_000 }).series;
    // The window of 135 s is (15 s, 135 s] and holds 0 to 7.
    expect(series?.points.map(({ value }) => value)).toEqual([Number.POSITIVE_INFINITY, 28, 36, 44, 52]);
  });
});
