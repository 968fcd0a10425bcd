import type { Unit } from "../../core/quantity.ts";
import type { Threshold } from "../../dashboards/board.ts";
import { type Html, html } from "../report/html.ts";
import { valueScale } from "../report/scale.ts";
import { measured } from "../report/value.ts";

/** A line of a graph: a value for each point of time, `undefined` where there is none. */
export interface Line {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
}

/** Where a graph lies. Units: pixels. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a graph shows. */
export interface Plot {
  readonly lines: readonly Line[];
  readonly unit: Unit;
  readonly thresholds: readonly Threshold[];
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}

/** Lines that a picture can tell apart; more are counted in words. */
const MOST_LINES = 6;

/** Height of a line of the legend. Units: pixels. */
const LEGEND = 14;

/** Room for the values of the axis. Units: pixels. */
const AXIS = 48;

/** A graph of values over a day with its axis, thresholds and legend. */
export function plot({ lines, unit, thresholds, least, most }: Plot, frame: Frame): Html {
  const shown = lines.slice(0, MOST_LINES);
  const legend = shown.map(({ name }) => name);
  const more = lines.length - shown.length;
  const named = more > 0 ? [...legend, `and ${more} more`] : legend;
  const area = { ...frame, x: frame.x + AXIS, width: frame.width - AXIS - 8, height: frame.height - LEGEND - 6 };
  const known = shown.flatMap(({ values }) => values.filter((value) => value !== undefined && Number.isFinite(value)));
  const limits = thresholds.map(({ value }) => value);
  const bounds = [least, most].filter((value) => value !== undefined);
  const scale = valueScale([...(known as readonly number[]), ...limits, ...bounds]);
  const y = (value: number): number =>
    round(area.y + area.height * (1 - (value - scale.from) / (scale.to - scale.from)));
  return html`${scale.ticks.map(
    (tick) =>
      html`<path class="grid" d="M${area.x} ${y(tick)}h${area.width}"/><text class="axis" x="${area.x - 4}" y="${y(tick) + 3}" text-anchor="end">${short(tick, unit)}</text>`,
  )}${thresholds.map(({ value, rank }) => html`<path class="limit rank${Math.min(rank, 3)}" d="M${area.x} ${y(value)}h${area.width}"/>`)}${shown.map(
    ({ values }, index) => html`<path class="line c${index}" d="${pathOf(values, area, y)}"/>`,
  )}${named.map((name, index) => legendEntry(name, index, named.length, frame))}`;
}

/** As on an axis, where there is little room. */
function short(value: number, unit: Unit): string {
  return measured(value, unit).replace(" per second", "/s");
}

function legendEntry(name: string, index: number, count: number, { x, y, width, height }: Frame): Html {
  const each = Math.floor((width - 16) / count);
  const at = x + 8 + index * each;
  return html`<path class="line c${index}" d="M${at} ${y + height - 8}h8"/><text class="legend" x="${at + 11}" y="${y + height - 5}">${cut(name, (each - 12) / 5.6)}</text>`;
}

/** Text that fits into so many characters. */
export function cut(text: string, characters: number): string {
  const room = Math.max(2, Math.floor(characters));
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}

/** A line through the values, broken where there are none; points on a level stretch are left out. */
function pathOf(values: Line["values"], { x, width }: Frame, y: (value: number) => number): string {
  const heights = values.map((value) => (value === undefined || !Number.isFinite(value) ? undefined : y(value)));
  const step = width / Math.max(1, values.length - 1);
  let path = "";
  for (const [index, height] of heights.entries()) {
    if (height === undefined) continue;
    const before = heights[index - 1];
    const at = round(x + index * step);
    if (before === undefined) path += `M${at} ${height}`;
    else if (before !== height || heights[index + 1] !== height) path += `L${at} ${height}`;
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
