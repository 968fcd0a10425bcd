import { FIRING, INACTIVE, PENDING } from "../specification.ts";
import type { Chart } from "../verdict.ts";
import { type Html, html } from "./html.ts";
import { timeTicks, valueScale } from "./scale.ts";
import { measured, moment } from "./value.ts";

/** Height of the plot, in its own units; it is stretched to the width of the page. */
const HEIGHT = 100;

/** Evaluations in one state. */
interface Run {
  readonly state: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The timeline of an alert: its value against the threshold, and below it when it is pending (half as high) and firing.
 * `name` says what the value is. The plot stretches with the page while its text does not, so that it can be read on a phone. `id` is unique in the page.
 */
export function chartFigure(chart: Chart, alert: string, name: string, id: string): Html {
  const { values, interval, from } = chart;
  const known = values.filter((value) => value !== null && Number.isFinite(value)) as readonly number[];
  const runs = runsOf(chart.states);
  const said = timelineInWords(chart, name);
  const scale = valueScale([...known, chart.threshold]);
  const y = (value: number) => round(HEIGHT * (1 - (value - scale.from) / (scale.to - scale.from)));
  const length = Math.max(1, values.length - 1);
  const plot = `0 0 ${length} ${HEIGHT}`;
  const percent = (seconds: number) => round((100 * (seconds - from)) / interval / length);
  // In the document's own units, text keeps its size; heights are those of the style sheet's plot.
  const top = (value: number) => 8 + round((y(value) / HEIGHT) * 130);
  const last = from + length * interval;
  return html`<figure><svg class="chart" role="img" aria-labelledby="${id}t ${id}d"><title id="${id}t">Timeline of ${alert}</title><desc id="${id}d">${said}</desc>
<svg y="8" height="130" viewBox="${plot}" preserveAspectRatio="none">${runs.map(tint)}${scale.ticks.map((tick) => html`<path class="grid" d="M0 ${y(tick)}H${length}"/>`)}<path class="limit" d="M0 ${y(chart.threshold)}H${length}"/><path class="value" d="${pathOf(values, y)}"/></svg>
<svg y="140" height="12" viewBox="0 0 ${length} 2" preserveAspectRatio="none">${runs.map(lane)}</svg>
${scale.ticks.map((tick) => html`<text x="2" y="${top(tick) - 3}">${measured(tick, chart.unit)}</text>`)}<text class="limit" x="100%" dx="-2" y="${top(chart.threshold) - 4}" text-anchor="end">threshold ${measured(chart.threshold, chart.unit)}</text>${timeTicks(from, last).map((tick) => html`<text x="${percent(tick)}%" y="167" text-anchor="${percent(tick) < 4 ? "start" : percent(tick) > 94 ? "end" : "middle"}">${moment(tick)}</text>`)}</svg>
<figcaption>${said}</figcaption></figure>`;
}

/** What a chart shows, for those who do not see it: `Pending from 6m, firing from 8m, resolved at 21m.` */
export function timelineInWords(
  { states, values, from: begin, interval, threshold, unit }: Chart,
  name: string,
): string {
  const at = (index: number) => moment(begin + index * interval);
  const changes = runsOf(states).flatMap(({ state, from }) => {
    if (state === PENDING) return [`pending from ${at(from)}`];
    if (state === FIRING) return [`firing from ${at(from)}`];
    return from === 0 ? [] : [`inactive from ${at(from)}`];
  });
  const known = values.filter((value) => value !== null && Number.isFinite(value)) as readonly number[];
  const [least, most] = [Math.min(...known), Math.max(...known)].map((value) => measured(value, unit));
  const span =
    known.length === 0
      ? `${name} is missing at every evaluation`
      : `${name} ${least === most ? `is ${least} throughout` : `lies between ${least} and ${most}`}`;
  const story = changes.length === 0 ? "inactive throughout" : changes.join(", ");
  return `${story.charAt(0).toUpperCase()}${story.slice(1)}. ${span}; the threshold is ${measured(threshold, unit)}.`;
}

function runsOf(states: readonly number[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [index, state] of states.entries()) {
    const last = runs.at(-1);
    if (last?.state === state) runs[runs.length - 1] = { ...last, to: index };
    else runs.push({ state, from: index, to: index });
  }
  // A state lasts until the evaluation that ends it.
  return runs.map((run, index) => ({ ...run, to: runs[index + 1]?.from ?? run.to }));
}

function tint({ state, from, to }: Run): Html | undefined {
  if (state === INACTIVE) return undefined;
  return html`<rect class="${state === FIRING ? "firing" : "pending"} tint" x="${from}" width="${to - from}" height="${HEIGHT}"/>`;
}

function lane({ state, from, to }: Run): Html | undefined {
  if (state === INACTIVE) return undefined;
  const firing = state === FIRING;
  return html`<rect class="${firing ? "firing" : "pending"}" x="${from}" y="${firing ? 0 : 1}" width="${to - from}" height="${firing ? 2 : 1}"/>`;
}

/** A line through the values, broken where there are none; points on a level stretch are left out. */
function pathOf(values: readonly (number | null)[], y: (value: number) => number): string {
  const heights = values.map((value) => (value === null || !Number.isFinite(value) ? undefined : y(value)));
  let path = "";
  for (const [index, height] of heights.entries()) {
    if (height === undefined) continue;
    const before = heights[index - 1];
    if (before === undefined) path += `M${index} ${height}`;
    if (before === height && heights[index + 1] === height) continue;
    path += `L${index} ${height}`;
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
