import type { Board, GridPos, Panel, Query, ValuePanel } from "../../dashboards/board.ts";
import { panelsOf } from "../../dashboards/board.ts";
import type { MatrixSeries } from "../../promql/eval/result.ts";
import { type Html, html, trusted } from "../report/html.ts";
import { measured } from "../report/value.ts";
import { type Answer, answersOf, SHOWN, STEP } from "./answers.ts";
import type { Day } from "./day.ts";
import { cut, type Frame, type Line, plot } from "./plot.ts";

/** Width of a column of the grid, and height of a row, as Grafana has them on a screen of 1,200. Units: pixels. */
const COLUMN = 50;
const ROW = 32;

/** Room for the title of a board. Units: pixels. */
const TOP = 48;

const STYLE = trusted(`<style>
text{font:11px system-ui,sans-serif;fill:#24292f}
.page{fill:#f4f5f5}.panel{fill:#fff;stroke:#d8dadd}
.title{font-weight:600}.board{font-size:18px;font-weight:600}.big{font-size:24px;font-weight:600}
.axis,.legend,.note{font-size:10px;fill:#57606a}
.grid{stroke:#e6e8eb}.limit{stroke-dasharray:4 3;stroke:#57606a}
.rank0{stroke:#c4162a}.rank1{stroke:#c56b00}
.line{fill:none;stroke-width:1.5}
.c0{stroke:#1f60c4}.c1{stroke:#37872d}.c2{stroke:#8f3bb8}.c3{stroke:#c56b00}.c4{stroke:#0e7c86}.c5{stroke:#c4162a}.c6{stroke:#57606a}
@media(prefers-color-scheme:dark){text{fill:#d8dadd}.page{fill:#111217}.panel{fill:#181b1f;stroke:#2c3235}.grid{stroke:#2c3235}.axis,.legend,.note{fill:#9aa0a8}}
</style>`);

/**
 * A picture of a board as an SVG document, with what the engine gives on a day, so that it can be looked at without a Grafana.
 * Panels lie where Grafana puts them. Texts are cut to their panels.
 */
export function boardPicture(board: Board, day: Day): string {
  const answers = answersOf(board, day);
  const panels = panelsOf(board);
  const bottom = Math.max(...panels.map(({ gridPos }) => gridPos.y + gridPos.h));
  const [width, height] = [24 * COLUMN, TOP + bottom * ROW + 8];
  const headings = board.rows.flatMap(({ title, gridPos }) =>
    title === undefined || gridPos === undefined
      ? []
      : [html`<text class="title" x="8" y="${TOP + gridPos.y * ROW + 20}">${title}</text>`],
  );
  const drawing = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${board.title}: ${board.about}">
${STYLE}
<rect class="page" width="${width}" height="${height}"/>
<text class="board" x="8" y="30">${board.title}</text>
${headings}
${panels.map((panel) => html`${drawn(panel, answers)}\n`)}</svg>
`;
  return drawing.html;
}

function frameOf({ x, y, w, h }: GridPos): Frame {
  return { x: x * COLUMN + 4, y: TOP + y * ROW + 4, width: w * COLUMN - 8, height: h * ROW - 8 };
}

function drawn(panel: Panel, answers: readonly Answer[]): Html {
  const frame = frameOf(panel.gridPos);
  const { x, y, width, height } = frame;
  const box = html`<rect class="panel" x="${x}" y="${y}" width="${width}" height="${height}" rx="2"/><text class="title" x="${x + 8}" y="${y + 16}">${cut(panel.title, (width - 16) / 6.2)}</text>`;
  const inner = { x, y: y + 22, width, height: height - 26 };
  if (panel.kind === "text") return html`${box}${lines(plainText(panel.markdown), inner)}`;
  const own = answers.filter((answer) => answer.panel === panel);
  if (own.every(({ series }) => series.length === 0)) {
    return html`${box}<text class="note" x="${x + 8}" y="${inner.y + 14}">nothing on this day</text>`;
  }
  if (panel.kind === "timeseries") return html`${box}${graph(panel, own, inner)}`;
  const rows = own.flatMap(({ query, series }) => series.map((one) => newestOf(one, query, panel)));
  if (panel.kind === "stat" && rows.length === 1) {
    return html`${box}<text class="big" x="${x + width / 2}" y="${inner.y + inner.height / 2 + 8}" text-anchor="middle">${rows[0]?.value}</text>`;
  }
  if (panel.kind === "table") return html`${box}${lines(tableOf(panel, own), inner)}`;
  const table = rows.map(({ name, value }) => `${name === "" ? "" : `${name}: `}${value}`);
  return html`${box}${lines(table, inner)}`;
}

/** A line for each series, with what each query says of it. */
function tableOf(panel: ValuePanel, answers: readonly Answer[]): readonly string[] {
  const rows = new Map<string, string[]>();
  for (const { query, series } of answers) {
    for (const one of series) {
      const labels = one.labels.entries().filter(([name]) => name !== "__name__" && name !== "system");
      const key = labels.map(([, value]) => value).join(" ");
      const { name, value } = newestOf(one, query, panel);
      rows.set(key, [...(rows.get(key) ?? []), `${name} ${value}`]);
    }
  }
  return [...rows].map(([key, cells]) => `${key}: ${cells.join(", ")}`);
}

function graph(panel: ValuePanel, answers: readonly Answer[], frame: Frame): Html {
  const drawnLines = answers.flatMap(({ query, series }) =>
    series.map((one): Line => ({ name: legendOf(query, one), values: valuesOf(one) })),
  );
  const { unit, thresholds, least, most } = panel;
  return plot({ lines: drawnLines, unit, thresholds, least, most }, frame);
}

function valuesOf({ points }: MatrixSeries): Line["values"] {
  const at = new Map(points.map(({ timestamp, value }) => [timestamp, value]));
  const count = Math.floor((SHOWN.to - SHOWN.from) / STEP) + 1;
  return Array.from({ length: count }, (_, index) => {
    const value = at.get(SHOWN.from + index * STEP);
    return typeof value === "number" ? value : undefined;
  });
}

function newestOf(series: MatrixSeries, query: Query, panel: ValuePanel): { name: string; value: string } {
  const value = series.points.at(-1)?.value;
  const unit = query.unit ?? panel.unit;
  return { name: legendOf(query, series), value: typeof value === "number" ? measured(value, unit) : "a histogram" };
}

/** `{{pod}}` becomes the pod, as Grafana has it. */
function legendOf({ legend }: Query, { labels }: MatrixSeries): string {
  return legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels.get(label) ?? "");
}

/** Markdown without its marks. */
function plainText(markdown: string): readonly string[] {
  return markdown
    .split("\n")
    .map((line) =>
      line
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .replace(/[*`#]|^\s*\|?(?:\s*-+\s*\|?)+$/g, "")
        .replace(/\\(.)/g, "$1")
        .trim(),
    )
    .filter((line) => line !== "");
}

const LINE = 14;

function lines(texts: readonly string[], { x, y, width, height }: Frame): Html {
  const characters = (width - 16) / 5.8;
  const wrapped = texts.flatMap((text) => wrap(text, characters));
  const room = Math.max(1, Math.floor(height / LINE));
  const shown = wrapped.length > room ? [...wrapped.slice(0, room - 1), "…"] : wrapped;
  return html`${shown.map((text, index) => html`<text x="${x + 8}" y="${y + 10 + index * LINE}">${text}</text>`)}`;
}

function wrap(text: string, characters: number): readonly string[] {
  const found: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + word.length + 1 > characters) {
      found.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...found, line].map((one) => cut(one, characters));
}
