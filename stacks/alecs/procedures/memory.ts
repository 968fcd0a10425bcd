import { procedure, promql, shell } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { APP, CONTAINER, DEPLOYMENT, N, RAISED } from "../names.ts";
import { memory } from "../objectives.ts";
import { CHANGED } from "../settings.ts";
import { listEvents, RESTART, rolledOut, setEnv, usage } from "./commands.ts";
import { hitRateNow, latencyNow, memoryNow, worst } from "./queries.ts";

const OTHER_PROCESS =
  "`kubectl exec ... node -e` starts a second process and shows that one's memory, not the server's";

const heapDump = [
  shell(
    "Have the server write its heap when it gets a signal; this restarts the pods, so the leak has to come again",
    setEnv({ NODE_OPTIONS: "'--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=/tmp'" }),
  ),
  shell(
    "Review a heap dump of the pod that uses most",
    `POD=$(kubectl top pods ${N} -l app=${APP} --sort-by=memory --no-headers | awk 'NR == 1 {print $1}')
kubectl exec ${N} "$POD" -- sh -c 'kill -USR2 1'
sleep 60
FILE=$(kubectl exec ${N} "$POD" -- sh -c 'ls -t /tmp/*.heapsnapshot | head -n 1')
kubectl cp ${N} -c ${CONTAINER} "$POD:$FILE" heap.heapsnapshot`,
    {
      destructive:
        "The pod answers nobody while it writes, and needs as much memory again: it may be killed. A server without the option above is stopped by the signal.",
      mended: OTHER_PROCESS,
    },
  ),
];

export const lessMemory = {
  cause: "Long-term: a cache that is too large",
  steps: [
    shell(
      "Make the cache smaller and its entries shorter-lived",
      setEnv({ CACHE_MAX_SIZE: CHANGED.CACHE_MAX_SIZE.memory, CACHE_TTL: CHANGED.CACHE_TTL }),
    ),
    hitRateNow,
  ],
};

/** ALECS-RUNBOOK-02. */
export const highMemory = procedure("High memory usage", {
  alerts: ["AlecsServerMemory"],
  about: "A pod at its memory limit is killed and takes its requests with it.",
  symptoms: [`Memory usage above ${worst(memory)}`, "OOMKilled events in pod logs", "Slow response times"],
  first: [memoryNow, usage, listEvents],
  investigate: [
    promql(
      "Look for a memory leak: by how much each pod grows in a day, at the pace of the last 6 hours",
      `deriv(container_memory_working_set_bytes{container="${CONTAINER}",namespace="${NAMESPACE}"}[6h]) * 86400`,
      { expect: "bytes; about 0 when the cache is full and nothing leaks", mended: OTHER_PROCESS },
    ),
    shell(
      "See what the server itself uses, in every pod",
      `for POD in $(kubectl get pods ${N} -l app=${APP} -o name); do
  echo "$POD"
  kubectl exec ${N} "$POD" -- grep -E 'VmRSS|VmHWM' /proc/1/status
done`,
    ),
    ...heapDump,
  ],
  remedies: [
    {
      cause: "Immediate",
      steps: [
        shell(
          `Raise the memory limit to ${RAISED.memory}`,
          `kubectl patch deployment ${DEPLOYMENT} ${N} -p '{"spec":{"template":{"spec":{"containers":[{"name":"${CONTAINER}","resources":{"limits":{"memory":"${RAISED.memory}"}}}]}}}}'`,
          { destructive: "One pod after the other is replaced; its cache is empty." },
        ),
      ],
    },
    {
      cause: "Clear memory",
      steps: [
        shell("Restart to clear memory", RESTART, {
          destructive: "Every cache is empty, so answers are slow for a while.",
        }),
      ],
    },
    lessMemory,
  ],
  verify: [rolledOut, memoryNow, latencyNow],
  escalate: ["It grows again after every restart: L2 Engineering, with the heap dump"],
  prevent: ["Write the limit that holds into the Deployment's manifest."],
});
