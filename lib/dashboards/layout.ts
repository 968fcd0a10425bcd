import type { GridPos, Panel, Row } from "./board.ts";
import type { DraftPanel, DraftRow } from "./draft.ts";

/** Columns of Grafana's grid. */
const COLUMNS = 24;

/** Gives every panel its number and its place: lines that are filled from edge to edge, without a gap between them. */
export function layOut(drafts: readonly DraftRow[]): readonly Row[] {
  let y = 0;
  let id = 0;
  return drafts
    .filter(({ panels }) => panels.length > 0)
    .map(({ title, panels, perLine, height }) => {
      const heading: GridPos | undefined = title === undefined ? undefined : { x: 0, y, w: COLUMNS, h: 1 };
      if (heading !== undefined) {
        y += heading.h;
        id += 1;
      }
      const placed: Panel[] = [];
      for (const line of lines(panels, perLine)) {
        let x = 0;
        for (const [index, panel] of line.entries()) {
          const w = width(index, line.length);
          placed.push({ ...panel, id: ++id, gridPos: { x, y, w, h: height } });
          x += w;
        }
        y += height;
      }
      return {
        ...(title === undefined || heading === undefined ? {} : { title, gridPos: heading }),
        panels: placed,
      };
    });
}

/** As few lines as possible, as even as possible: five of at most four are three and two. */
function lines(panels: readonly DraftPanel[], most: number): readonly (readonly DraftPanel[])[] {
  const count = Math.ceil(panels.length / most);
  const found: DraftPanel[][] = [];
  let from = 0;
  for (let line = 0; line < count; line++) {
    const length = Math.ceil((panels.length - from) / (count - line));
    found.push(panels.slice(from, from + length));
    from += length;
  }
  return found;
}

/** 24 columns shared out; the first panels get what does not divide. */
function width(index: number, count: number): number {
  return Math.floor(COLUMNS / count) + (index < COLUMNS % count ? 1 : 0);
}
