import type { Samples } from "../model/scenario.ts";

/** Samples in promtool's series notation: `a+bxN` stands for N + 1 values, `_xN` for N missing ones. */
export function notation(samples: readonly Samples[]): string {
  return samples
    .flatMap((segment) => ("steps" in segment && segment.steps <= 0 ? [] : [segmentNotation(segment)]))
    .join(" ");
}

function segmentNotation(segment: Samples): string {
  switch (segment.kind) {
    case "constant":
      return segment.steps === 1 ? `${segment.value}` : `${segment.value}x${segment.steps - 1}`;
    case "ramp": {
      if (segment.steps === 1) return `${segment.from}`;
      const sign = segment.increase < 0 ? "-" : "+";
      return `${segment.from}${sign}${Math.abs(segment.increase)}x${segment.steps - 1}`;
    }
    case "missing":
      return `_x${segment.steps}`;
    case "stale":
      return "stale";
  }
}
