import { type DoneStep, procedure, promql } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { ends, remedy } from "./common.ts";
import { shell } from "./shell.ts";

/** A command on the node; what runs there is quoted once more. */
const onNode = (command: string): string => `gcloud compute ssh "$NODE" --zone="$ZONE" \\
  --command "${command}"`;

const EVICTS = "Evicts every pod of the node; what lies in emptyDir volumes is lost.";

const nameNode = shell(
  "Say which node it is (label `node` of the alert; of the alerts on CPU and memory, label `instance`), and learn its zone.",
  `NODE='' # like gke-cluster-pool-1-def
ZONE=$(kubectl get node "$NODE" \\
  -o jsonpath='{.metadata.labels.topology\\.kubernetes\\.io/zone}')
export NODE ZONE`,
);

const takeOut = shell(
  "Take the node out: nothing new is scheduled there, and its pods move.",
  `kubectl cordon "$NODE"
kubectl drain "$NODE" --ignore-daemonsets --delete-emptydir-data`,
  { destructive: EVICTS },
);

const takeOutByForce = shell(
  "Take the node out, also pods that belong to no controller.",
  `kubectl cordon "$NODE"
kubectl drain "$NODE" --ignore-daemonsets --delete-emptydir-data --force`,
  { destructive: `${EVICTS} Pods without a controller do not come back.` },
);

const replace = shell(
  "Delete the node; GKE will create its replacement",
  `gcloud compute instances delete "$NODE" --zone="$ZONE"`,
  { destructive: "The machine and its local disks are gone. Drain the node first." },
);

const backInService = shell("If it is Ready again, let it take pods.", 'kubectl uncordon "$NODE"');

/** What the pods of one node use, the most first. */
const podsOfNode = (says: string, of: "cpu" | "memory", column: number): DoneStep =>
  shell(
    says,
    `kubectl get pods --all-namespaces --no-headers \\
  --field-selector "spec.nodeName=$NODE" \\
  -o custom-columns=:metadata.namespace,:metadata.name |
  while read -r namespace pod; do
    kubectl top pod -n "$namespace" "$pod" --no-headers
  done | sort -k${column} -rh | head -20`,
    {
      expect: `Name, CPU and memory of each pod, sorted by ${of}.`,
      mended:
        "`kubectl top pods --field-selector spec.nodeName=...` is refused: the metrics know only a pod's name and namespace",
    },
  );

const memoryOfNode = [
  shell("See how much memory the node uses.", 'kubectl top node "$NODE"'),
  podsOfNode("Find the pods that use most of it", "memory", 3),
  promql(
    "Look for a leak: memory of each container that grows steadily over hours.",
    `sum by (instance, namespace, pod, container) (
  container_memory_working_set_bytes{job="kubelet", container!=""}
)`,
    { mended: "OCTO-D25, OCTO-D26: by container, without page cache, and with the labels that are there" },
  ),
];

export const diskPressure = remedy(
  "Disk pressure (disk full)",
  shell("See how full the disks of the node are.", onNode("df -h")),
  shell(
    "Find what fills them: logs of containers lie in /var/log/pods.",
    onNode("sudo du -h --max-depth=1 /var/log/pods | sort -rh | head -20"),
    { mended: "P-21: nodes run containerd; /var/lib/docker does not exist" },
  ),
  shell(
    "Delete container logs that were rotated more than 7 days ago.",
    onNode("sudo find /var/log/pods -name '*.log.*' -type f -mtime +7 -delete"),
    {
      destructive: "These logs are gone, unless Loki has them.",
      mended: "P-21: the place and names of containerd's logs",
    },
  ),
  shell("Remove images that no container uses.", onNode("sudo crictl rmi --prune"), {
    destructive: "They are pulled again when a pod needs them.",
    mended: "P-21: crictl instead of docker, which the nodes do not have; it also leaves stopped containers alone",
  }),
  "If it is still full, delete and recreate the node: GKE auto-repairs its pools.",
  takeOut,
  replace,
);

export const memoryPressure = remedy(
  "Memory pressure",
  ...memoryOfNode,
  "Evict its pods to free memory.",
  takeOutByForce,
  shell("Wait for pods to be rescheduled", 'kubectl get pods --all-namespaces -o wide | grep "$NODE"', {
    expect: "Only pods of DaemonSets are left.",
  }),
  backInService,
  "If pressure persists, replace the node: GKE auto-repair makes a new one.",
  replace,
);

const network = remedy(
  "Network unavailable",
  shell("See whether the node reaches anything.", onNode("ping -c 5 8.8.8.8"), { expect: "0% packet loss" }),
  shell(
    "See how the network plugin does: GKE uses kubenet, which is part of the kubelet, or Calico, which runs as pods.",
    `${onNode("sudo systemctl status kubelet")}
kubectl get pods -n kube-system -o wide --field-selector "spec.nodeName=$NODE"`,
    { mended: "no unit of systemd is called kubenet: it is part of the kubelet" },
  ),
  shell(
    "Look for errors of the network plugin.",
    onNode("sudo journalctl -u kubelet --since '30 minutes ago' | grep -iE 'cni|network'"),
    { mended: "no unit of systemd is called kubenet: it is part of the kubelet" },
  ),
  shell("Restart it. Risky: only if the node is already unusable.", onNode("sudo systemctl restart kubelet"), {
    destructive: "The node is not ready until the kubelet is back.",
    mended: "no unit of systemd is called kubenet: it is part of the kubelet",
  }),
  "If the issue persists, replace the node.",
  takeOutByForce,
  replace,
);

const kubelet = remedy(
  "Kubelet not responding",
  shell("See whether it runs.", onNode("sudo systemctl status kubelet")),
  shell("Restart it.", onNode("sudo systemctl restart kubelet"), {
    destructive: "The node is not ready until the kubelet is back; its containers go on.",
  }),
  shell("Wait 2 minutes, then look.", 'kubectl get node "$NODE"', { expect: "Ready" }),
  backInService,
  shell("If it does not start, read why.", onNode("sudo journalctl -u kubelet -n 100")),
  "If you cannot resolve it, replace the node.",
  takeOutByForce,
  replace,
);

const hardware = remedy(
  "Hardware failure (rare in GKE)",
  shell("Look for errors in the kernel's log.", onNode("sudo dmesg | grep -i error")),
  shell("Look for errors of disks.", onNode("sudo dmesg | grep -i 'i/o error'")),
  takeOutByForce,
  replace,
  shell("Watch the new node come.", "kubectl get nodes --watch"),
);

export const nodeNotReady = procedure("Nodes that are not ready", {
  alerts: ["NodeNotReady", "ManyNodesNotReady"],
  first: [
    shell("See which nodes are not ready, and how many.", "kubectl get nodes -o wide", {
      expect:
        "One node: go on here. Several: call a Senior Engineer. More than 30 %: the Engineering Lead and GCP Support.",
    }),
    nameNode,
    shell("Read its conditions.", 'kubectl describe node "$NODE"', {
      expect:
        "Ready Unknown: the kubelet does not answer. MemoryPressure, DiskPressure, PIDPressure or NetworkUnavailable True: the remedy of that name.",
    }),
  ],
  investigate: [
    shell("See its resources.", 'kubectl top node "$NODE"'),
    promql(
      "CPU of every node.",
      `1 - avg by (instance) (rate(node_cpu_seconds_total{job="node-exporter", mode="idle"}[5m]))`,
      { mended: "OCTO-D26: the share of time that is not idle, not a counter that only grows" },
    ),
    promql(
      "Memory that is available.",
      `node_memory_MemAvailable_bytes{job="node-exporter"} / node_memory_MemTotal_bytes{job="node-exporter"}`,
    ),
    promql(
      "Free space by file system.",
      `min by (instance, mountpoint) (
  node_filesystem_avail_bytes{job="node-exporter", fstype!~"tmpfs|overlay|squashfs"}
)`,
    ),
    shell(
      "Read what the kubelet says, if the node can be reached.",
      `${onNode("sudo systemctl status kubelet")}
${onNode("sudo journalctl -u kubelet --since '30 minutes ago'")}`,
    ),
    shell(
      "See which pods it had, and which of them are ours.",
      `kubectl get pods --all-namespaces --field-selector "spec.nodeName=$NODE"
kubectl get pods -n ${NAMESPACE} --field-selector "spec.nodeName=$NODE"`,
    ),
  ],
  remedies: [diskPressure, memoryPressure, network, kubelet, hardware],
  verify: [
    shell("See that all nodes are ready, and none is left cordoned.", "kubectl get nodes", {
      expect: "Ready; nowhere SchedulingDisabled.",
    }),
    shell("See that our pods run.", `kubectl get pods -n ${NAMESPACE} -o wide`),
    ends("The node, or the one that replaced it, stays Ready."),
  ],
  escalate: [
    "Senior Engineer: multiple nodes NotReady simultaneously",
    "Senior Engineer: node cannot be drained (pods stuck in terminating state)",
    "Senior Engineer: network issues affecting entire node pool",
    "Engineering Lead: more than 30 % of nodes NotReady; ManyNodesNotReady fires",
    "Engineering Lead: node failure pattern suggests cluster-wide issue",
    "Engineering Lead: auto-repair not creating replacement nodes",
    "VP Engineering and GCP Support: complete cluster failure (all nodes NotReady)",
    "VP Engineering and GCP Support: GKE control plane unreachable",
    "VP Engineering and GCP Support: suspected GCP infrastructure issue",
  ],
  prevent: ["See in the audit log of auto-repair how often nodes of this pool are replaced; raise it if it repeats."],
});

export const nodePressure = procedure("Nodes under pressure", {
  alerts: ["NodePressure"],
  first: [
    nameNode,
    shell("Read its conditions.", 'kubectl describe node "$NODE"', {
      expect: "DiskPressure, MemoryPressure or PIDPressure: which one is True.",
    }),
  ],
  remedies: [
    diskPressure,
    memoryPressure,
    remedy(
      "Too many processes (PIDPressure)",
      shell("Find what has the most threads.", onNode("ps -eo nlwp,pid,comm --sort=-nlwp | head -20")),
      takeOut,
    ),
  ],
  verify: [ends("The condition is False.")],
  escalate: ["On-call engineer, by page: cleaning up does not help, so that the node has to be replaced"],
});

export { memoryOfNode, nameNode, podsOfNode, replace, takeOut };
