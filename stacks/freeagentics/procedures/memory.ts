import { procedure, shell } from "../../../lib/index.ts";
import { BACKEND, N, RESOURCES } from "../names.ts";
import { health, inPod, listEvents, rolledOut, usage } from "./commands.ts";
import { memoryNow, nodeMemory, podMemory } from "./queries.ts";

const killed = shell(
  "Check for OOM kills",
  `kubectl get pods ${N} -o custom-columns=\\
POD:.metadata.name,\\
RESTARTS:.status.containerStatuses[*].restartCount,\\
LAST:.status.containerStatuses[*].lastState.terminated.reason
kubectl get events -n default --field-selector reason=OOMKilling`,
  {
    expect: "no `OOMKilled`, no event",
    mended:
      "the event OOMKilling is about a node, so it lies in the namespace default; containers keep their own reason",
  },
);

const profile = [
  shell("See what the main process has", inPod(BACKEND, "grep -E 'VmRSS|VmHWM' /proc/1/status"), {
    expect: "VmRSS now, VmHWM at most: both near the limit and growing is a leak",
  }),
  shell(
    "Memory profiling: have Python trace where memory is taken, in a quiet hour",
    `kubectl set env deployment/${BACKEND} ${N} PYTHONTRACEMALLOC=10`,
    {
      destructive: "Replaces every pod, and makes each slower and larger while it is on.",
      mended: "the document's snippet starts a process of its own and measures that one",
    },
  ),
  shell("Switch it off again", `kubectl set env deployment/${BACKEND} ${N} PYTHONTRACEMALLOC-`, {
    destructive: "Replaces every pod.",
  }),
] as const;

/** FREE-RUNBOOK-03. */
export const memoryIssues = procedure("Memory issues", {
  alerts: ["BackendHighMemoryUsage", "HighMemoryUsage"],
  about:
    "A container is killed when it reaches its limit; a node that is full evicts pods. BackendHighMemoryUsage is about the pods, HighMemoryUsage about a node (FREE-D08, FREE-D14).",
  symptoms: ["Out of Memory (OOM) kills", "High memory usage alerts", "Application crashes"],
  first: [memoryNow, nodeMemory, podMemory, killed],
  investigate: [
    usage,
    shell("See how much of each node is promised to pods", "kubectl describe nodes | grep -A 8 'Allocated resources'", {
      expect: "limits far above 100 %: nodes are promised twice, and pods are evicted before they reach their own",
    }),
    listEvents,
    ...profile,
  ],
  remedies: [
    {
      cause: "Increase Memory Limits",
      steps: [
        shell(
          `Give each pod ${RESOURCES.limits.memory}`,
          `kubectl set resources deployment/${BACKEND} -c ${BACKEND} --limits=memory=${RESOURCES.limits.memory} ${N}`,
          {
            destructive: "Replaces every pod; the next deployment takes it back unless the manifest has it too.",
          },
        ),
        rolledOut,
      ],
    },
    {
      cause: "Enable Memory Optimization",
      steps: [
        shell("Enable Python memory optimization", `kubectl set env deployment/${BACKEND} PYTHONMALLOC=malloc ${N}`, {
          destructive: "Replaces every pod; memory is given back sooner, and Python is slower.",
        }),
        shell(
          "Enable agent memory optimization",
          `kubectl set env deployment/${BACKEND} AGENT_MEMORY_OPTIMIZATION=true ${N}`,
          {
            destructive: "Replaces every pod.",
          },
        ),
        rolledOut,
      ],
    },
    {
      cause: "The node is full, and not by FreeAgentics",
      steps: [
        shell(
          "See who is on it",
          `export NODE='' # label instance of the alert, as kubectl names it\nkubectl get pods --all-namespaces -o wide --field-selector spec.nodeName="\${NODE:?which node}"`,
        ),
        "Move what is not needed here, or add a node: the page Node maintenance",
      ],
    },
  ],
  verify: [memoryNow, killed, health],
  escalate: [
    "Secondary On-Call: pods are killed again after the limit was raised",
    "Platform Team Lead: nodes are full",
  ],
  prevent: ["Put the limit into the manifest; look at memory over a week, to tell a leak from load."],
});
