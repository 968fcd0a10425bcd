import { isDnsLabel } from "../../core/names.ts";
import type { Report } from "../../model/check/report.ts";
import type { DependencyType } from "../../model/dependency.ts";
import type { System } from "../../model/system.ts";
import type { WorkloadKind } from "../../model/workload.ts";
import type { ScalingCode } from "../codes.ts";
import { needsKeda, type Scaled } from "../scaled.ts";

/** Kinds with the subresource `scale`. */
const SCALABLE: readonly WorkloadKind[] = ["Deployment", "StatefulSet"];

/** Dependencies of which one replica writes, whatever their number. */
const SINGLE_WRITERS: readonly DependencyType[] = ["postgresql", "timescaledb", "redis"];

/** What is scaled: whether more of it carry more, and whether nothing else sets or needs their number. */
export function checkWorkload(system: System, scaled: Scaled, report: Report<ScalingCode>): void {
  const { workload, workloadPath, path, name } = scaled;
  if (!SCALABLE.includes(workload.kind)) {
    report.error("scaling-workload-unscalable", `${workloadPath}.kind`, "Kubernetes has no number of replicas of it", {
      found: `${workload.kind} ${workload.name}`,
      expected: "a Deployment or StatefulSet",
      mend: "remove the scaling: a DaemonSet follows the nodes, and a Job its `parallelism`",
    });
  }
  checkWriters(system, scaled, report);
  if (workload.replicas !== undefined) {
    report.error(
      "scaling-replicas-set",
      `${workloadPath}.replicas`,
      "each time its manifest is applied, it takes back what the autoscaler did",
      {
        found: `${workload.replicas} beside an autoscaler from ${scaled.scaling.min} to ${scaled.scaling.max}`,
        expected: "a manifest without `spec.replicas`",
        mend: "remove `replicas` here and in the manifest; in Pulumi also add it to `ignoreChanges`",
      },
    );
  }
  if (!name.split(".").every(isDnsLabel)) {
    report.error("scaling-name-invalid", `${path}.name`, "this is no name of an object of Kubernetes", {
      found: name,
      expected: "lower case, digits and hyphens",
    });
  }
  checkPods(scaled, report);
}

function checkWriters(
  system: System,
  { workload, workloadPath, path, namespace }: Scaled,
  report: Report<ScalingCode>,
) {
  const database = system.dependencies.find(
    (dependency) =>
      SINGLE_WRITERS.includes(dependency.type) &&
      dependency.workload?.kind === workload.kind &&
      dependency.workload.name === workload.name &&
      (dependency.workload.namespace ?? system.namespace) === namespace,
  );
  if (workload.singleWriter === true || database !== undefined) {
    report.error("scaling-single-writer", path, "only one of its replicas may write, so that more carry no more load", {
      found: `${workload.kind} ${workload.name}${database === undefined ? "" : `, the ${database.type} of ${database.name}`}`,
      expected: "a workload each replica of which takes its share",
      mend: "remove the scaling; give it more CPU and memory, or readers of their own",
    });
  } else if (workload.kind === "StatefulSet" && workload.singleWriter === undefined) {
    report.warning(
      "scaling-single-writer",
      `${workloadPath}.singleWriter`,
      "replicas of a StatefulSet are seldom alike",
      {
        found: "nothing said of who writes",
        expected: "whether each replica takes its share of the load",
        mend: "write `singleWriter: false` if it does",
      },
    );
  }
}

function checkPods({ workload, workloadPath, scaling }: Scaled, report: Report<ScalingCode>): void {
  if (Object.keys(workload.labels ?? {}).length === 0) {
    report.error("scaling-labels-missing", `${workloadPath}.labels`, "its disruption budget has nothing to select by", {
      found: "no labels of its pods",
      expected: "those of the selector of its manifest",
    });
  }
  const { sidecars = [], container } = workload;
  if (container !== undefined) return;
  const beside = sidecars.length > 0 && scaling.on.some(({ kind }) => kind === "cpu");
  const measured = needsKeda(scaling) && scaling.on.some(({ kind }) => kind === "memory");
  if (!beside && !measured) return;
  report.error(
    "scaling-container-missing",
    `${workloadPath}.container`,
    "which of its containers is meant is not said",
    {
      found: sidecars.length === 0 ? "no name" : `no name, beside ${sidecars.join(", ")}`,
      expected: "the name of the container that carries the load",
      mend: "without it use and requests of all containers of a pod would be added up",
    },
  );
}
