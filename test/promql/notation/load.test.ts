import { describe, expect, it } from "vitest";
import { STALE } from "../../../lib/promql/data/series.ts";
import { MemoryStorage } from "../../../lib/promql/data/storage.ts";
import { loadSeries } from "../../../lib/promql/notation/load.ts";

function loaded(text: string, step = 60_000, start = 0): MemoryStorage {
  const storage = new MemoryStorage();
  loadSeries(storage, text, { step, start });
  return storage;
}

describe("loading described series", () => {
  it("puts value number n at start plus n steps and leaves out what is omitted", () => {
    const [series] = loaded("up 1 _ 3 stale", 30_000, 1_000).all();
    expect(series?.length).toBe(3);
    expect([...(series?.timestamps.slice(0, 3) ?? [])]).toEqual([1_000, 61_000, 91_000]);
    expect(series?.kindAt(2)).toBe(STALE);
  });

  it("counts start timestamps from the time of each sample", () => {
    const [series] = loaded("up@st -30s 0s _\nup 1 2 3").all();
    expect([...(series?.starts?.slice(0, 3) ?? [])]).toEqual([-30_000, 60_000, 0]);
  });

  it.each([
    ["up@st -30s\nup 1 2", "@st line has 1 values but sample line has 2"],
    ["up@st -30s\ndown 1", "@st metric does not match the following sample line metric"],
    ["up@st -30s", "@st line has no following sample line"],
    ["up@st 5", 'invalid @st sequence: invalid ST item "5": invalid duration "5"'],
  ])("refuses %j", (text, message) => {
    expect(() => loaded(text)).toThrow(message);
  });

  it("moves a start by a step each sample: -1m+10sx2 is -60, -50 and -40 s", () => {
    const [series] = loaded("up@st -1m+10sx2\nup 1x2", 600_000).all();
    expect([...(series?.starts?.slice(0, 3) ?? [])]).toEqual([-60_000, 550_000, 1_160_000]);
  });

  it("gives native histograms the hints that Prometheus' storage gives them back with", () => {
    const [series] = loaded(
      "h {{count:1}} {{count:2}} {{count:1}} {{count:1}} stale {{count:3}} {{count:4 counter_reset_hint:reset}} {{counter_reset_hint:gauge}}",
    ).all();
    expect(series?.histograms?.map((histogram) => histogram?.counterResetHint)).toEqual([
      "unknown",
      "not-reset",
      "unknown",
      "not-reset",
      undefined,
      "unknown",
      "unknown",
      "gauge",
    ]);
  });

  it("refuses a sample that is not the latest", () => {
    const storage = loaded("up 1 2");
    expect(() => loadSeries(storage, "up 3", { step: 60_000 })).toThrow("out of order sample");
    expect(() => loadSeries(storage, "up 3", { step: 60_000, start: 60_000 })).toThrow("duplicate sample");
  });
});
