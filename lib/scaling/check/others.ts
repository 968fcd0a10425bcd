import { type Labels, selects } from "../../kubernetes/selector.ts";
import type { Report } from "../../model/check/report.ts";
import { ownersOf } from "../../model/check/walk.ts";
import type { System } from "../../model/system.ts";
import { podsOf, type Workload } from "../../model/workload.ts";
import type { ScalingCode } from "../codes.ts";
import type { Scaled } from "../scaled.ts";

/** Pods of something, and where it is said: those of jobs that are derived elsewhere. */
export interface PodsOfOthers {
  readonly path: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** Kind and name of what they belong to, where it is a workload of the model: two services may be one workload's. */
  readonly workload?: string;
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
  const pods = byLabel([...podsIn(system), ...others]);
  for (const one of scaled) checkSelected(one, pods, report);
}

/** Pods by namespace and label, so that a thousand services are not each compared with all others. */
function byLabel(pods: readonly PodsOfOthers[]): ReadonlyMap<string, readonly PodsOfOthers[]> {
  const found = new Map<string, PodsOfOthers[]>();
  for (const one of pods) {
    for (const [label, value] of Object.entries(one.labels)) {
      const key = keyOf(one.namespace, label, value);
      const having = found.get(key);
      if (having === undefined) found.set(key, [one]);
      else having.push(one);
    }
  }
  return found;
}

function keyOf(namespace: string, label: string, value: string): string {
  return `${namespace} ${label}=${value}`;
}

function checkTwice(scaled: readonly Scaled[], report: Report<ScalingCode>): void {
  const byWorkload = new Map<string, Scaled>();
  const byName = new Map<string, Scaled>();
  for (const one of scaled) {
    const { workload, namespace, name, path } = one;
    const target = `${namespace}/${identityOf(workload)}`;
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

function identityOf({ kind, name }: Workload): string {
  return `${kind}/${name}`;
}

function podsIn(system: System): readonly PodsOfOthers[] {
  return ownersOf(system).flatMap(({ owner, path }) => {
    const workload = podsOf(owner);
    const namespace = workload?.namespace ?? system.namespace;
    if (workload?.labels === undefined || namespace === undefined) return [];
    return [{ path, namespace, labels: workload.labels, workload: identityOf(workload) }];
  });
}

function checkSelected(
  { workload, namespace, workloadPath }: Scaled,
  pods: ReadonlyMap<string, readonly PodsOfOthers[]>,
  report: Report<ScalingCode>,
): void {
  const { labels = {} } = workload;
  const having = Object.entries(labels).map(([label, value]) => pods.get(keyOf(namespace, label, value)) ?? []);
  const [fewest = []] = having.sort((one, other) => one.length - other.length);
  const selected = fewest.filter(
    (other) => other.workload !== identityOf(workload) && selects({ matchLabels: labels }, other.labels),
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
