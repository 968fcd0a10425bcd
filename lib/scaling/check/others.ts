import { type Labels, selects } from "../../kubernetes/selector.ts";
import type { Report } from "../../model/check/report.ts";
import { ownersOf } from "../../model/check/walk.ts";
import type { System } from "../../model/system.ts";
import { podsOf } from "../../model/workload.ts";
import type { ScalingCode } from "../codes.ts";
import type { Scaled } from "../scaled.ts";

/** Pods of something, and where it is said: those of jobs that are derived elsewhere. */
export interface PodsOfOthers {
  readonly path: string;
  readonly namespace: string;
  readonly labels: Labels;
}

/** What several things share that must be of one: the workload, the name, and the pods. */
export function checkOthers(
  system: System,
  scaled: readonly Scaled[],
  others: readonly PodsOfOthers[],
  report: Report<ScalingCode>,
): void {
  if (scaled.length === 0) return;
  checkTwice(scaled, report);
  const pods = [...podsIn(system), ...others];
  for (const one of scaled) checkSelected(one, pods, report);
}

function checkTwice(scaled: readonly Scaled[], report: Report<ScalingCode>): void {
  const byWorkload = new Map<string, Scaled>();
  const byName = new Map<string, Scaled>();
  for (const one of scaled) {
    const { workload, namespace, name, path } = one;
    const target = `${namespace}/${workload.kind}/${workload.name}`;
    const first = byWorkload.get(target);
    const named = byName.get(`${namespace}/${name}`);
    if (first !== undefined) {
      report.error("scaling-twice", path, "two autoscalers would undo each other's work", {
        found: `${workload.kind} ${workload.name} is scaled by ${first.service.name} already`,
        expected: "one scaling for each workload, with all its triggers",
      });
    } else if (named !== undefined) {
      report.error("scaling-twice", `${path}.name`, "two autoscalers in one namespace have the same name", {
        found: `${name}, as for ${named.service.name}`,
        expected: "a name of its own",
      });
    }
    byWorkload.set(target, first ?? one);
    byName.set(`${namespace}/${name}`, named ?? one);
  }
}

function podsIn(system: System): readonly PodsOfOthers[] {
  return ownersOf(system).flatMap(({ owner, path }) => {
    const workload = podsOf(owner);
    const namespace = workload?.namespace ?? system.namespace;
    if (workload?.labels === undefined || namespace === undefined) return [];
    return [{ path, namespace, labels: workload.labels }];
  });
}

function checkSelected(
  { service, workload, namespace, workloadPath }: Scaled,
  pods: readonly PodsOfOthers[],
  report: Report<ScalingCode>,
): void {
  const { labels = {} } = workload;
  if (Object.keys(labels).length === 0) return;
  const selected = pods.filter(
    (other) =>
      other.path !== `services.${service.name}` &&
      other.namespace === namespace &&
      selects({ matchLabels: labels }, other.labels),
  );
  if (selected.length === 0) return;
  report.error(
    "scaling-selects-others",
    `${workloadPath}.labels`,
    "these labels are on other pods too, whose use and readiness would count as its own",
    {
      found: `${Object.entries(labels)
        .map(([label, value]) => `${label}=${value}`)
        .join(", ")} on ${selected.map(({ path }) => path).join(", ")}`,
      expected: "a label that no other pod has, as `app.kubernetes.io/component`",
    },
  );
}
