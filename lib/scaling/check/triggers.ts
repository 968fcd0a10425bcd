import { tidy } from "../../core/decimal.ts";
import type { Report } from "../../model/check/report.ts";
import { quantityInWords } from "../../model/conventions.ts";
import type { ResourceTrigger } from "../../model/scaling.ts";
import type { ScalingCode } from "../codes.ts";
import { TOLERANCE } from "../kubernetes-defaults.ts";
import { baseOf, shareOfRequest, targetUse, utilization } from "../resource-target.ts";
import type { Scaled } from "../scaled.ts";

/** What replicas follow, as far as it is a resource: that it is stated, can be reached, and can also fall. */
export function checkTriggers(scaled: Scaled, report: Report<ScalingCode>): void {
  const { on } = scaled.scaling;
  const path = `${scaled.path}.on`;
  if (on.length === 0) {
    report.error("scaling-trigger-missing", path, "nothing says when replicas are added", {
      found: "no trigger",
      expected: "CPU or load, and memory beside them",
    });
  } else if (on.every(({ kind }) => kind === "memory")) {
    report.error("scaling-memory-alone", path, "a heap does not shrink, so memory never says that a replica may go", {
      found: "memory alone",
      expected: "CPU or load beside it",
    });
  }
  for (const [index, trigger] of on.entries()) {
    if (trigger.kind === "load") continue;
    if (on.findIndex(({ kind }) => kind === trigger.kind) < index) {
      report.error("scaling-trigger-twice", `${path}.${index}`, `there are two targets of ${nounOf(trigger)}`, {
        found: quantityInWords(trigger.target),
        expected: "one, the lower: the larger number of replicas wins",
      });
    }
    checkResource(scaled, trigger, `${path}.${index}`, report);
  }
}

function checkResource(scaled: Scaled, trigger: ResourceTrigger, path: string, report: Report<ScalingCode>): void {
  const { value } = trigger.target;
  const { workload, workloadPath } = scaled;
  if (!(Number.isFinite(value) && value > 0) || utilization(trigger, workload) === 0) {
    report.error("scaling-target-invalid", `${path}.target`, "this is no share that a replica could be kept at", {
      found: quantityInWords(trigger.target),
      expected: "at least 1 % of the request",
    });
    return;
  }
  const needs = new Set([trigger.of, ...(trigger.kind === "cpu" ? ["request"] : [])] as const);
  for (const base of needs) {
    const at = base === "limit" ? "limits" : "requests";
    if (workload[at]?.[trigger.kind] !== undefined) continue;
    report.error(
      "scaling-request-missing",
      `${workloadPath}.${at}.${trigger.kind}`,
      `${nounOf(trigger)} is a share of nothing`,
      {
        found: `no ${nounOf(trigger)} ${base}`,
        expected: "that of its manifest, in each container: Kubernetes measures nothing where one has no request",
      },
    );
  }
  checkReachable(scaled, trigger, path, report);
}

function checkReachable(
  { workload }: Scaled,
  trigger: ResourceTrigger,
  path: string,
  report: Report<ScalingCode>,
): void {
  const use = targetUse(trigger, workload);
  const limit = workload.limits?.[trigger.kind];
  const base = baseOf(trigger, workload);
  if (use === undefined || base === undefined || limit === undefined) return;
  const acts = tidy(use * (1 + TOLERANCE));
  if (acts < limit.value) return;
  const words = (value: number): string => quantityInWords({ unit: limit.unit, value });
  const most = Math.ceil(tidy((limit.value / base / (1 + TOLERANCE)) * 100)) - 1;
  const share = shareOfRequest(trigger, workload);
  report.error("scaling-unreachable", `${path}.target`, "no replica can use so much, so that none is ever added", {
    found: `${words(acts)} with the tolerance of the controller, of a limit of ${words(limit.value)}${
      share === undefined ? "" : ` (${quantityInWords({ unit: "ratio", value: share })} of the request)`
    }`,
    expected: `at most ${most} % of the ${trigger.of}`,
    mend: "lower the target, or raise the limit",
  });
}

function nounOf({ kind }: ResourceTrigger): string {
  return kind === "cpu" ? "CPU" : kind;
}
