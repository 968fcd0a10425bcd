import { procedure, shell, sql } from "../../../lib/index.ts";
import { BACKEND, FRONTEND, N } from "../names.ts";
import { cpu, errorRate, memory, responseTime } from "../objectives.ts";
import { haveAutoscaler, inPod, openDatabase, rolledOut } from "./commands.ts";
import { drain, uncordon } from "./nodes.ts";
import { limits, nodeCpu, nodeMemory, podCpu, podMemory, responseNow, trigger } from "./queries.ts";

/** FREE-MAINT-01. */
export const nodes = procedure("Node maintenance", {
  kind: "upkeep",
  frequency: "monthly (system updates); one node after the other",
  first: [
    shell("Say which node", "kubectl get nodes\nexport NODE='' # from the list"),
    shell("See whether the others have room for its pods", "kubectl describe nodes | grep -A 8 'Allocated resources'"),
    "Update Kubernetes nodes, one after the other",
    ...drain,
    "Perform OS updates on node, and restart it",
    uncordon,
    shell(
      "Wait until it is ready before the next",
      `kubectl wait --for=condition=Ready "node/\${NODE:?which node}" --timeout=10m`,
    ),
  ],
  remedies: [
    {
      cause: "Update container images",
      steps: [
        shell("Say which version: one that has run on staging", "export VERSION='' # like v1.2.3", {
          mended: "P-14: `:latest` is not known, and was tried nowhere",
        }),
        shell(
          "Set both",
          `kubectl set image deployment/${BACKEND} ${BACKEND}="freeagentics/backend:\${VERSION:?}" ${N}
kubectl set image deployment/${FRONTEND} ${FRONTEND}="freeagentics/frontend:\${VERSION:?}" ${N}`,
          {
            destructive:
              "Replaces every pod, without the checks of the page Standard deployment: use that for a release.",
            mended: "P-14",
          },
        ),
        rolledOut,
      ],
    },
  ],
});

/** FREE-MAINT-02. */
export const database = procedure("Database maintenance", {
  kind: "upkeep",
  frequency: "weekly",
  first: [
    openDatabase,
    sql("Update statistics", "ANALYZE;"),
    sql("Vacuum database", "VACUUM;", {
      expect: "`VACUUM`; users notice nothing",
      mended: "P-15: `VACUUM FULL` every week locks each table until it is rewritten",
    }),
    sql(
      "Check database health",
      `SELECT schemaname, relname, n_tup_ins, n_tup_upd, n_tup_del, n_dead_tup
FROM pg_stat_user_tables
WHERE n_dead_tup > 1000
ORDER BY n_dead_tup DESC;`,
      { expect: "few rows", mended: "the view has no column `tablename`, it is `relname`" },
    ),
    sql(
      "See which tables are large",
      `SELECT relname, pg_size_pretty(pg_total_relation_size(relid)) AS size
FROM pg_stat_user_tables
ORDER BY pg_total_relation_size(relid) DESC
LIMIT 10;`,
    ),
  ],
  remedies: [
    {
      cause: "A table stays large although most of it is dead",
      steps: [
        "In an announced window",
        sql("Rewrite it", "VACUUM FULL agents;", {
          destructive: "Nobody can read or write the table until it is rewritten.",
        }),
      ],
    },
  ],
});

/** FREE-MAINT-03. */
export const logRotation = procedure("Log rotation", {
  kind: "upkeep",
  frequency: "daily",
  about: "Files in a container go with the pod: what has to be kept belongs into Loki.",
  first: [
    shell("Rotate application logs", inPod(BACKEND, "logrotate /etc/logrotate.d/freeagentics"), {
      mended: "of one pod only: repeat it for each, from the list of pods",
    }),
    shell(
      "Archive old logs, on another machine than the pod's",
      `kubectl exec ${N} deployment/${BACKEND} -- tar -cz -C /var/log freeagentics > "app-$(date +%Y%m%d).tar.gz"`,
      { expect: "a file that is not empty", mended: "the document writes it into the pod, where it is lost with it" },
    ),
  ],
});

/** FREE-MAINT-04; FREE-CAPACITY-01 to -04. */
export const capacity = procedure("Capacity review", {
  kind: "upkeep",
  frequency: "weekly",
  first: [
    shell(
      "Generate capacity report",
      "kubectl top nodes\nkubectl top pods --all-namespaces --sort-by=cpu | head -n 20",
    ),
    shell(
      "See what the nodes have",
      "kubectl get nodes -o custom-columns=NAME:.metadata.name,CPU:.status.capacity.cpu,MEMORY:.status.capacity.memory",
    ),
    shell("Check resource requests vs limits", 'kubectl describe nodes | grep -A 8 "Allocated resources"', {
      mended: "five lines end before the memory",
    }),
    nodeCpu,
    nodeMemory,
    podCpu,
    podMemory,
    responseNow,
  ],
  remedies: [
    {
      cause: `A trigger was reached: CPU ${limits(cpu)}, memory ${limits(memory)}, responses ${trigger(responseTime)}, errors ${trigger(errorRate)}`,
      steps: [
        haveAutoscaler("Have the autoscaler as the model has it"),
        shell(
          "See which requests the vertical one recommends; a person sets them, in the manifest and in the model",
          `kubectl describe vpa ${BACKEND} ${N}`,
          {
            expect: "`Target` near the requests; far from it, the 70 % of the horizontal one are of the wrong number",
            mended:
              "FREE-HPA-01: that of `k8s/autoscaling-enhanced.yaml` changes the requests which the horizontal one counts by",
          },
        ),
      ],
    },
  ],
});

/** FREE-MAINT-07. */
export const review = procedure("Review of these pages", {
  kind: "upkeep",
  frequency: "monthly; the document was last updated 2024-01-15, next review 2024-02-15",
  about:
    "FreeAgentics Production Operations Runbook, version 1.0.0, is where these pages come from; what differs is mended, and says why.",
  first: [
    "Owner: Platform Team. Reviewers: Engineering Team, Security Team.",
    "Are thresholds, commands and contacts still right? Change them in the model; rules, pages and dashboards follow",
  ],
});
