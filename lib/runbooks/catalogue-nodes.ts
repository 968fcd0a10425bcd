import { shell } from "../model/procedure.ts";
import type { GuidanceMaker } from "./guidance.ts";

const drain = shell(
  "Take it out of service and let its pods go elsewhere",
  'kubectl cordon "$NODE"\nkubectl drain "$NODE" --ignore-daemonsets --delete-emptydir-data --timeout=10m',
  { destructive: "evicts every pod of the node and deletes what they keep in emptyDir volumes" },
);

const notReady: GuidanceMaker = () => ({
  first: [
    shell("See which nodes are affected, and since when", "kubectl get nodes -o wide"),
    shell("See what the node's kubelet said last", 'kubectl describe node "$NODE"', {
      expect: "conditions that are Unknown mean that the kubelet no longer answers: the machine or its network is gone",
    }),
  ],
  investigate: [
    shell("See what ran there", 'kubectl get pods -A -o wide --field-selector "spec.nodeName=$NODE"', {
      expect: "pods are moved after 5 minutes; what uses volumes of the node waits",
    }),
  ],
  remedies: [
    {
      cause: "The machine is gone or does not answer",
      steps: ["Let the provider replace it, or restart it from its console.", drain],
    },
    {
      cause: "It is out of memory, disk or processes",
      steps: ["Free what is full, or drain it and let it be replaced.", drain],
    },
    {
      cause: "Several nodes at once",
      steps: ["Look at the provider's status page and at the control plane before touching any node."],
    },
  ],
});

const pressure: GuidanceMaker = () => ({
  first: [
    shell("See what is short on the node", 'kubectl describe node "$NODE"'),
    shell(
      "See who uses most",
      'kubectl get pods -A -o wide --field-selector "spec.nodeName=$NODE"\nkubectl top pods -A --sort-by=memory',
    ),
  ],
  investigate: [],
  remedies: [
    {
      cause: "Disk: images, logs or emptyDir volumes",
      steps: [
        "The kubelet removes images by itself; what grows is a log or an emptyDir of one pod. Find it and limit it.",
      ],
    },
    { cause: "Memory or processes: a pod without limits", steps: ["Give it limits and let it restart.", drain] },
  ],
});

const busyNode: GuidanceMaker = () => ({
  first: [
    "Open the host of the label `instance`, or its dashboard: is it one process, or everything together?",
    shell("See what uses most (on the host)", "ps -eo pid,comm,%cpu,%mem --sort=-%cpu | head -n 15"),
  ],
  investigate: [
    "Compare with last week at the same hour: more load, or the same load that costs more since a release?",
  ],
  remedies: [
    { cause: "More load", steps: ["Add machines or replicas, or move what is not urgent to another hour."] },
    {
      cause: "One process runs wild",
      steps: ["Restart it after saving what the developers need: a profile, a dump, its log."],
    },
  ],
});

const fullDisk: GuidanceMaker = () => ({
  first: [
    shell(
      "See which filesystem is full, and of what (on the host)",
      "df -h\ndf -i\nsudo du -xh --max-depth=2 / 2>/dev/null | sort -h | tail -n 20",
    ),
  ],
  investigate: [shell("Look for deleted files that a process still holds (on the host)", "sudo lsof -nP +L1")],
  remedies: [
    {
      cause: "Logs",
      steps: [
        shell("Keep only the newest of the journal (on the host)", "sudo journalctl --vacuum-size=500M", {
          destructive: "deletes older entries of the journal",
        }),
      ],
    },
    {
      cause: "Data grows as it should",
      steps: ["Enlarge the volume, before 100 %: databases stop there and need help to start again."],
    },
  ],
});

const network: GuidanceMaker = () => ({
  first: [
    shell("See which interface, and whether it drops or fails (on the host)", "ip -s link"),
    "Compare with the traffic of requests at the same time: does it come from users, from a backup, or from a copy between nodes?",
  ],
  investigate: [],
  remedies: [
    { cause: "A backup or a copy", steps: ["Limit its rate, or move it to another hour."] },
    {
      cause: "More users, or an attack",
      steps: ["Look at the rate of requests by client; limit what is too much, and add capacity for what is wanted."],
    },
    { cause: "Errors of the interface", steps: ["Cable, driver or the provider's host: have the machine replaced."] },
  ],
});

/** Advice for conditions of nodes and hosts. */
export const NODE_ADVICE: Readonly<Record<string, GuidanceMaker>> = {
  nodeNotReady: notReady,
  nodesNotReadyShare: notReady,
  nodePressure: pressure,
  nodeCpuUsage: busyNode,
  nodeMemoryUsage: busyNode,
  filesystemUsage: fullDisk,
  networkUsage: network,
  networkErrors: network,
};
