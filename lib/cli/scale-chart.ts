import { windowName } from "../model/conventions.ts";
import type { ScalingRun } from "../prove/scaling/simulate.ts";

/** Columns of a chart, and its lines at most. */
const WIDTH = 60;
const HEIGHT = 12;

/**
 * Replicas over time, for a terminal: `#` are ready, `:` are starting, and `*` is how many the load needs at full use.
 */
export function scaleChart({ timeline, world, load }: ScalingRun): readonly string[] {
  const { replicas, ready, offered } = timeline;
  const columns = Array.from({ length: WIDTH }, (_, column) => {
    const from = Math.floor((column * load.length) / WIDTH);
    const to = Math.max(from + 1, Math.floor(((column + 1) * load.length) / WIDTH));
    return {
      replicas: mean(replicas, from, to),
      ready: mean(ready, from, to),
      needed: mean(offered, from, to) / world.pod.carries,
    };
  });
  const top = Math.max(...columns.flatMap((column) => [column.replicas, Math.ceil(column.needed)]));
  const step = Math.max(1, Math.ceil(top / HEIGHT));
  const lines = Math.ceil(top / step);
  const width = `${lines * step}`.length;
  const rows = Array.from({ length: lines }, (_, row) => {
    const level = (lines - row) * step;
    const cells = columns.map((column) => {
      if (column.needed > level - step && column.needed <= level) return "*";
      if (column.ready > level - step / 2 - 0.01) return "#";
      return column.replicas > level - step / 2 - 0.01 ? ":" : " ";
    });
    return `${`${level}`.padStart(width)} |${cells.join("").trimEnd()}`;
  });
  const end = windowName(load.length);
  return [...rows, `${" ".repeat(width)} 0${end.padStart(WIDTH)}`, "# ready, : starting, * needed at full use"];
}

function mean(values: Float64Array, from: number, to: number): number {
  return values.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
}
