import type { Threshold } from "./board.ts";

/** A colour from a value on, as Grafana has it; the first step begins at minus infinity, which is `null`. */
export interface Step {
  readonly value: number | null;
  readonly color: string;
}

const FINE = "green";
/** By how urgent the severity is; what is less urgent than all of these is `blue`. */
const BY_RANK = ["red", "orange", "yellow"];
const OF_TARGET = "yellow";

/** Steps begin at their value, so what is above 0 begins a hair above it: a count of 0 is fine. */
const ABOVE_ZERO = 1e-9;

/** Colours between thresholds: that of the most urgent one which holds there, green where none does. */
export function stepsOf(thresholds: readonly Threshold[]): readonly Step[] {
  const bounds = [...new Set(thresholds.map(boundOf))].sort((a, b) => a - b);
  const all: Step[] = [
    { value: null, color: colorAt(-Infinity, thresholds) },
    ...bounds.map((value) => ({ value, color: colorAt(value, thresholds) })),
  ];
  return all.filter(({ color }, index) => index === 0 || color !== all[index - 1]?.color);
}

function boundOf({ comparison, value }: Threshold): number {
  const beyond = comparison === "above" || comparison === "atMost";
  return beyond && value === 0 ? ABOVE_ZERO : value;
}

/** Colour of the values from `from` up to the next threshold. */
function colorAt(from: number, thresholds: readonly Threshold[]): string {
  const held = thresholds.filter((threshold) => {
    const rises = threshold.comparison === "above" || threshold.comparison === "atLeast";
    return rises ? from >= boundOf(threshold) : from < boundOf(threshold);
  });
  const [first] = [...held].sort((a, b) => a.rank - b.rank);
  return first === undefined ? FINE : colorOf(first);
}

function colorOf({ of, severity, rank }: Threshold): string {
  if (of === "budget") return BY_RANK[0] ?? FINE;
  return severity === undefined ? OF_TARGET : (BY_RANK[rank] ?? "blue");
}
