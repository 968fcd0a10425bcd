import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GridPos, Threshold } from "../../lib/dashboards/board.ts";
import { type DraftRow, text } from "../../lib/dashboards/draft.ts";
import { layOut } from "../../lib/dashboards/layout.ts";
import { stepsOf } from "../../lib/dashboards/steps.ts";

function row(count: number, perLine: number, height: number, title?: string): DraftRow {
  const panels = Array.from({ length: count }, (_, index) => text(`${index}`, "", ""));
  return { panels, perLine, height, ...(title === undefined ? {} : { title }) };
}

function places(rows: readonly DraftRow[]): readonly GridPos[] {
  return layOut(rows).flatMap(({ gridPos, panels }) => [
    ...(gridPos === undefined ? [] : [gridPos]),
    ...panels.map((panel) => panel.gridPos),
  ]);
}

describe("the layout", () => {
  it("puts five graphs of two a line into lines of two, two and one, each from edge to edge", () => {
    expect(places([row(5, 2, 8)])).toEqual([
      { x: 0, y: 0, w: 12, h: 8 },
      { x: 12, y: 0, w: 12, h: 8 },
      { x: 0, y: 8, w: 12, h: 8 },
      { x: 12, y: 8, w: 12, h: 8 },
      { x: 0, y: 16, w: 24, h: 8 },
    ]);
  });

  it("gives a heading a line and a number of its own, and leaves out rows without panels", () => {
    const rows = layOut([row(1, 1, 3), row(0, 2, 8, "Nothing"), row(2, 2, 8, "Graphs")]);
    expect(rows.map(({ title, gridPos }) => [title, gridPos])).toEqual([
      [undefined, undefined],
      ["Graphs", { x: 0, y: 3, w: 24, h: 1 }],
    ]);
    expect(rows.flatMap(({ panels }) => panels.map(({ id }) => id))).toEqual([1, 3, 4]);
  });

  it("covers each cell of the grid once, for any rows", () => {
    const rows = fc.array(
      fc.record({ count: fc.integer({ min: 0, max: 13 }), perLine: fc.integer({ min: 1, max: 6 }), height: fc.nat(9) }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(rows, (drawn) => {
        const all = places(drawn.map(({ count, perLine, height }) => row(count, perLine, height + 1, "x")));
        const cells = all.flatMap(({ x, y, w, h }) =>
          Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
        );
        const bottom = Math.max(0, ...all.map(({ y, h }) => y + h));
        return cells.length === 24 * bottom && new Set(cells).size === cells.length;
      }),
      { numRuns: 100 },
    );
  });
});

const limit = (comparison: Threshold["comparison"], value: number, rank: number, severity = "x"): Threshold => ({
  comparison,
  value,
  rank,
  severity,
  of: "Alert",
});

describe("colours", () => {
  it("rise with the more urgent of two thresholds", () => {
    expect(stepsOf([limit("above", 0.8, 1), limit("above", 0.9, 0)])).toEqual([
      { value: null, color: "green" },
      { value: 0.8, color: "orange" },
      { value: 0.9, color: "red" },
    ]);
  });

  it("begin with the worst where low values are wrong", () => {
    expect(stepsOf([limit("below", 0.5, 1), limit("below", 0.3, 0)])).toEqual([
      { value: null, color: "red" },
      { value: 0.3, color: "orange" },
      { value: 0.5, color: "green" },
    ]);
  });

  it("have green between two sides that are wrong", () => {
    expect(stepsOf([limit("below", 100, 2), limit("above", 500, 2)]).map(({ color }) => color)).toEqual([
      "yellow",
      "green",
      "yellow",
    ]);
  });

  it("leave a count of 0 green where more than 0 is wrong, and colour it where it is what is wrong", () => {
    const at = (steps: ReturnType<typeof stepsOf>, value: number): string | undefined =>
      steps.filter((step) => step.value === null || step.value <= value).at(-1)?.color;
    expect(at(stepsOf([limit("above", 0, 0)]), 0)).toBe("green");
    expect(at(stepsOf([limit("above", 0, 0)]), 1)).toBe("red");
    expect(at(stepsOf([limit("atMost", 0, 0)]), 0)).toBe("red");
    expect(at(stepsOf([limit("atMost", 0, 0)]), 1)).toBe("green");
  });

  it("are yellow beyond a target, which nobody is told of, and green without any threshold", () => {
    const target: Threshold = { comparison: "below", value: 0.999, rank: 9, of: "target" };
    expect(stepsOf([target])[0]?.color).toBe("yellow");
    expect(stepsOf([])).toEqual([{ value: null, color: "green" }]);
  });
});
