import { tidy } from "../../core/decimal.ts";
import { cpuText, memoryText } from "../../kubernetes/quantity.ts";
import type { Report } from "../../model/check/report.ts";
import type { ScalingCode } from "../codes.ts";
import { maxUnavailable } from "../disruption-budget.ts";
import type { Scaled } from "../scaled.ts";

/** How many replicas there may be, how many of them may be away, and whether there is room for all. */
export function checkBounds(scaled: Scaled, report: Report<ScalingCode>): void {
  const { scaling, path } = scaled;
  const { min, max } = scaling;
  const wrong = wrongBounds(min, max);
  if (wrong !== undefined) {
    report.error("scaling-bounds-invalid", `${path}.${wrong.at}`, wrong.message, {
      found: `min ${min}, max ${max}`,
      expected: "whole numbers, min at least 1 and max above min",
    });
  } else checkBudget(scaled, report);
  const { carries } = scaling;
  if (carries !== undefined && !(Number.isFinite(carries.value) && carries.value > 0)) {
    report.error("scaling-target-invalid", `${path}.carries`, "a replica carries something", {
      found: `${carries.value}`,
      expected: "a rate above 0",
    });
  }
  checkRoom(scaled, report);
}

function wrongBounds(min: number, max: number): { readonly at: "min" | "max"; readonly message: string } | undefined {
  if (!Number.isInteger(min)) return { at: "min", message: "replicas are counted in whole numbers" };
  if (!Number.isInteger(max)) return { at: "max", message: "replicas are counted in whole numbers" };
  if (min < 1) return { at: "min", message: "with no replica at all nothing answers, and nothing is measured" };
  if (max < min) return { at: "max", message: "the most is less than the least" };
  if (max === min) return { at: "max", message: "an autoscaler whose bounds are equal never scales" };
  return undefined;
}

function checkBudget({ scaling, path }: Scaled, report: Report<ScalingCode>): void {
  const away = maxUnavailable(scaling);
  const at = `${path}.maxUnavailable`;
  if (!Number.isInteger(away) || away < 1) {
    report.error("scaling-budget-blocks", at, "no pod may ever be taken away, so that no node can be drained", {
      found: `${away}`,
      expected: "a whole number of at least 1",
    });
  } else if (scaling.min === 1) {
    report.warning("scaling-single-replica", `${path}.min`, "a drain of its node takes the only replica", {
      found: "min 1",
      expected: "at least 2, so that one answers while another moves",
      mend: "a budget that forbade it would block the drain instead",
    });
  } else if (away >= scaling.min) {
    report.error("scaling-budget-blocks", at, "a drain may take all replicas at once", {
      found: `${away} of at least ${scaling.min}`,
      expected: `at most ${scaling.min - 1}`,
    });
  }
}

function checkRoom({ scaling, workload, path }: Scaled, report: Report<ScalingCode>): void {
  const { room = {}, max } = scaling;
  for (const [kind, words] of [
    ["cpu", cpuText],
    ["memory", memoryText],
  ] as const) {
    const [has, asks] = [room[kind], workload.requests?.[kind]];
    if (has === undefined || asks === undefined) continue;
    const all = tidy(max * asks.value);
    if (all <= has.value) continue;
    report.error(
      "scaling-room-exceeded",
      `${path}.max`,
      "there is no room for so many replicas: some would stay pending",
      {
        found: `${max} × ${words(asks.value)} = ${words(all)} of ${kind === "cpu" ? "CPU" : kind}`,
        expected: `at most ${words(has.value)}, which is ${Math.floor(tidy(has.value / asks.value))} replicas`,
        mend: "lower max, or make room: a larger quota, more nodes",
      },
    );
  }
}
