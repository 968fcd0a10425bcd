import type { Report } from "../../model/check/report.ts";
import type { ScalingPace, ScalingStep } from "../../model/scaling.ts";
import type { ScalingCode } from "../codes.ts";
import { DEFAULT_DOWN, LONGEST_PERIOD, LONGEST_STABILIZATION } from "../kubernetes-defaults.ts";
import type { Scaled } from "../scaled.ts";
import { time } from "./words.ts";

/** How fast replicas come and go: what the API server takes, and what does not swing. */
export function checkPace({ scaling, workload, path }: Scaled, report: Report<ScalingCode>): void {
  if (scaling.up !== undefined) checkNumbers(scaling.up, `${path}.up`, report);
  if (scaling.down !== undefined) checkNumbers(scaling.down, `${path}.down`, report);
  const { stabilization, select } = scaling.down ?? DEFAULT_DOWN;
  if (select === "none") return;
  const at = `${path}.down.stabilization`;
  const startup = workload.startup?.value ?? 0;
  if (stabilization.value === 0) {
    report.error(
      "scaling-flapping",
      at,
      "replicas would go with each dip of the load and come back with the next peak",
      {
        found: "0 s",
        expected: `longer than a replica takes to start${startup === 0 ? "" : `, ${time(startup)}`}; Kubernetes has 5m`,
      },
    );
  } else if (stabilization.value < startup) {
    report.error("scaling-flapping", at, "replicas would go before those that were just added take load", {
      found: time(stabilization.value),
      expected: `at least ${time(startup)}, which a replica takes to start`,
    });
  }
}

function checkNumbers({ stabilization, steps }: ScalingPace, path: string, report: Report<ScalingCode>): void {
  const wait = stabilization.value;
  if (!(Number.isInteger(wait) && wait >= 0 && wait <= LONGEST_STABILIZATION)) {
    invalid(report, `${path}.stabilization`, time(wait), `whole seconds from 0 to ${time(LONGEST_STABILIZATION)}`);
  }
  if (steps.length === 0) invalid(report, `${path}.steps`, "none", "at least one step");
  for (const [index, step] of steps.entries()) checkStep(step, `${path}.steps.${index}`, report);
}

function checkStep({ pods, share, every }: ScalingStep, path: string, report: Report<ScalingCode>): void {
  if (!(Number.isInteger(every.value) && every.value >= 1 && every.value <= LONGEST_PERIOD)) {
    invalid(report, `${path}.every`, time(every.value), `whole seconds from 1 to ${time(LONGEST_PERIOD)}`);
  }
  if (pods === undefined && share === undefined) invalid(report, path, "neither", "`pods` or `share`");
  if (pods !== undefined && !(Number.isInteger(pods) && pods >= 1)) {
    invalid(report, `${path}.pods`, `${pods}`, "a whole number of at least 1");
  }
  if (share !== undefined && !(Number.isFinite(share.value) && share.value >= 0.01)) {
    invalid(report, `${path}.share`, `${share.value}`, "at least 1 %");
  }
}

function invalid(report: Report<ScalingCode>, path: string, found: string, expected: string): void {
  report.error("scaling-pace-invalid", path, "Kubernetes does not take this pace", { found, expected });
}
