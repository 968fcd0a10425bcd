import { windowName } from "../../model/conventions.ts";
import type { AlertTimeline } from "../alert-timeline.ts";

/** Time of an evaluation, after the first one: `10m`. */
export function moment(timeline: AlertTimeline, index: number): string {
  return index === 0 ? "the first evaluation" : windowName(timeline.at(index));
}

/** When an alert fires: `never fires`, `fires from 10m to 20m`, `fires 3 times, first from 10m to 12m`. */
export function firingInWords(timeline: AlertTimeline): string {
  const from = timeline.first(true);
  if (from === undefined) return isPending(timeline) ? "is pending and never fires" : "never fires";
  const to = timeline.first(false, from);
  const when = `from ${moment(timeline, from)} ${to === undefined ? "on" : `to ${moment(timeline, to)}`}`;
  const instances = timeline.most > 1 ? `, ${timeline.most} instances` : "";
  return `fires ${timeline.episodes > 1 ? `${timeline.episodes} times, first ` : ""}${when}${instances}`;
}

function isPending({ instances }: AlertTimeline): boolean {
  return instances.some(({ states }) => states.some((state) => state > 0));
}
