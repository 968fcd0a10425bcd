import { Labels } from "../../../../lib/promql/data/labels.ts";
import { Series } from "../../../../lib/promql/data/series.ts";
import { MemoryStorage } from "../../../../lib/promql/data/storage.ts";
import type { CounterResetHint, FloatHistogram } from "../../../../lib/promql/histogram/float-histogram.ts";
import { Chance } from "../random-queries.ts";

/** What the values of a series look like. */
export const SHAPES = [
  "counter",
  "sawtooth",
  "gauge",
  "level",
  "offset",
  "wild",
  "histograms",
  "alike",
  "mixed",
] as const;
export type Shape = (typeof SHAPES)[number];

const HINTED = ["gauge", "reset", "not-reset"];
const ODD = [...HINTED, "schema", "custom", "bounds"];

/** One series a shape, scraped about every 15 s for `samples` samples from time 0, with gaps and jitter. */
export function randomStorage(seed: number, samples: number, starts: boolean): MemoryStorage {
  const storage = new MemoryStorage();
  for (const [index, shape] of SHAPES.entries()) {
    storage.add(randomSeries(new Chance(seed * 7919 + index * 104_729 + 1), shape, samples, starts));
  }
  return storage;
}

function randomSeries(chance: Chance, shape: Shape, samples: number, starts: boolean): Series {
  const series = new Series(Labels.of({ __name__: shape, job: "a" }));
  const values = new Values(chance, shape);
  let time = Math.floor(chance.next() * 15_000);
  let start = time - 1_000;
  for (let index = 0; index < samples; index++) {
    const before = time;
    const pause = chance.next();
    time += 15_000 + (chance.next() < 0.5 ? 0 : Math.floor(chance.next() * 400) - 200) + (pause < 0.03 ? 400_000 : 0);
    if (chance.next() < 0.02) {
      series.appendStale(time);
      continue;
    }
    if (chance.next() < 0.1) start = chance.pick([before, before + 5_000, before - 5_000, time, time + 1, 0]);
    const value = values.next();
    if (typeof value === "number") series.append(time, value, starts ? start : 0);
    else series.appendHistogram(time, value, starts ? start : 0);
  }
  return series;
}

class Values {
  private readonly chance: Chance;
  private readonly shape: Shape;
  private last = 0;
  private counts: number[] = [1, 2, 0, 3];

  constructor(chance: Chance, shape: Shape) {
    this.chance = chance;
    this.shape = shape;
  }

  next(): number | FloatHistogram {
    const { chance, shape } = this;
    switch (shape) {
      case "counter":
        this.last = chance.next() < 0.03 ? chance.next() : this.last + chance.next() * 10;
        return this.last;
      case "sawtooth":
        this.last = (this.last + 1 + chance.next()) % 4;
        return this.last;
      case "gauge":
        return chance.pick([-1, 1]) * chance.next() * 100;
      case "level":
        if (chance.next() < 0.02) this.last = Math.floor(chance.next() * 5);
        return this.last;
      case "offset":
        return 1.7e9 + Math.round(chance.next() * 1_000);
      case "wild":
        return chance.next() < 0.9
          ? Math.round(chance.next() * 10)
          : chance.pick([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e15, -1e15, 1e-7]);
      case "histograms":
        return this.histogram(0.05, ODD);
      case "alike":
        return this.histogram(0.05, HINTED);
      case "mixed":
        return chance.next() < 0.9 ? chance.next() * 10 : this.histogram(0.3, ODD);
    }
  }

  private histogram(oddity: number, oddities: readonly string[]): FloatHistogram {
    const { chance } = this;
    this.counts = this.counts.map((count) => (chance.next() < 0.03 ? 0 : count + Math.floor(chance.next() * 5)));
    const odd = chance.next() < oddity ? chance.pick(oddities) : "";
    const hint: CounterResetHint = odd === "gauge" || odd === "reset" || odd === "not-reset" ? odd : "unknown";
    const custom = odd === "custom" || odd === "bounds";
    const zeroCount = custom ? 0 : 2;
    return {
      counterResetHint: hint,
      schema: custom ? -53 : odd === "schema" ? 0 : 1,
      zeroThreshold: custom ? 0 : 0.001,
      zeroCount,
      count: this.counts.reduce((sum, count) => sum + count, zeroCount),
      sum: this.counts.reduce((sum, count, index) => sum + count * (index + 0.5), 0),
      positiveSpans: [{ offset: 0, length: 4 }],
      positiveBuckets: this.counts,
      negativeSpans: [],
      negativeBuckets: [],
      ...(custom ? { customValues: odd === "bounds" ? [1, 2, 5] : [1, 3, 5] } : {}),
    };
  }
}
