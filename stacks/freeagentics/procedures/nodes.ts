import { procedure, promql, shell } from "../../../lib/index.ts";
import { listNodes, listPods } from "./commands.ts";
import { nodeCpu, podCpu, requestsNow, targets } from "./queries.ts";

const nameNode = shell(
  "Say which node: label `instance` of the alert, as kubectl names it",
  "export NODE='' # from `kubectl get nodes -o wide`",
);

const onNode = shell(
  "See what runs on it",
  `kubectl get pods --all-namespaces -o wide --field-selector spec.nodeName="\${NODE:?which node}"`,
);

/** Empties a node; the variable is set before. */
export const drain = [
  shell("Take no new pods there", `kubectl cordon "\${NODE:?which node}"`),
  shell("Move what runs there", `kubectl drain "\${NODE:?which node}" --ignore-daemonsets --delete-emptydir-data`, {
    destructive:
      "Ends every pod of the node, and what they keep in emptyDir is lost; the database stops while it moves.",
  }),
];

export const uncordon = shell("Let it take pods again", `kubectl uncordon "\${NODE:?which node}"`);

export const busyNode = procedure("A node is short of CPU", {
  alerts: ["HighCPUUsage"],
  about: "Everything on the node is slow. Pods that ask for CPU get their share, others wait.",
  first: [nodeCpu, podCpu, nameNode, onNode],
  remedies: [
    { cause: "FreeAgentics has more to do", steps: [requestsNow, "Go on at the page of BackendHighCPUUsage"] },
    { cause: "Something else on the node", steps: ["Ask its owner; a job can run at night"] },
    { cause: "All nodes are busy", steps: ["Add a node; until then scale what users need least down"] },
  ],
  verify: [nodeCpu],
  escalate: ["Platform Team Lead: another node is needed"],
});

export const fullDisk = procedure("A disk is nearly full", {
  alerts: ["HighDiskUsage"],
  about: "At 85 to 90 % the kubelet evicts pods, and a database whose disk is full stops (FREE-D10).",
  first: [
    promql(
      "See which filesystem, and when it is full",
      `predict_linear(node_filesystem_avail_bytes{cluster="freeagentics",fstype!~"tmpfs|overlay|squashfs",job="node-exporter"}[6h], 86400)`,
      { expect: "above 0: it lasts another day" },
    ),
    nameNode,
    onNode,
    shell("See what the kubelet says", `kubectl describe node "\${NODE:?which node}" | grep -A 8 Conditions`, {
      expect: "`DiskPressure` is `False`",
    }),
  ],
  remedies: [
    {
      cause: "Images and containers",
      steps: [
        shell("On the node: remove images that no container uses", "sudo crictl rmi --prune", {
          destructive: "The next start of such an image fetches it again.",
        }),
      ],
    },
    {
      cause: "Logs",
      steps: [
        shell("On the node: see what is large", "sudo du -xh --max-depth=2 /var/log | sort -h | tail -n 10"),
        shell("Remove the system's logs of more than a week", "sudo journalctl --vacuum-time=7d", {
          destructive: "They are gone for good, unless Loki has them.",
        }),
        "Logs of the application: the page Log rotation",
      ],
    },
    {
      cause: "Data of the database",
      steps: ["Enlarge its volume; until then the page Database maintenance shows what is large"],
    },
    { cause: "None of these, and it grows", steps: [...drain, "Replace the node; then take it back", uncordon] },
  ],
  verify: [shell("On the node: see what is free now", "df -h")],
  escalate: ["Platform Team Lead: above 90 %, or it is the disk of the database"],
  prevent: ["Look at the growth in the weekly capacity review."],
});

export const busyNetwork = procedure("Much traffic on a node", {
  alerts: ["HighNetworkIO"],
  about: "Near what a link of 1 Gbit/s carries (FREE-D11). Good to know; users notice only when it is full.",
  first: [
    promql(
      "See which pods send and receive most",
      `topk(5, sum by (namespace, pod) (
  rate(container_network_transmit_bytes_total[5m])
  +
  rate(container_network_receive_bytes_total[5m])
))`,
    ),
    requestsNow,
  ],
  remedies: [
    { cause: "A backup or a copy", steps: ["It ends by itself; move it to the night"] },
    { cause: "More users", steps: ["Spread the pods over more nodes: the page Capacity review"] },
    { cause: "Nobody knows", steps: ["Go on at the page Daily security checks"] },
  ],
});

/** What watches the nodes or the cluster is gone. */
export const blind = procedure("Monitoring is blind", {
  alerts: ["NodeExporterDown", "NodeExporterTargetDown", "KubeStateMetricsDown", "CadvisorDown", "CertManagerDown"],
  about:
    "Users notice nothing, but until it is back some alerts cannot fire: look at pods, nodes and the certificate by hand.",
  first: [
    shell(
      "Look at what measures",
      "kubectl get pods --all-namespaces | grep -E 'kube-state-metrics|cert-manager|node-exporter|prometheus'",
      { expect: "all `Running` and ready" },
    ),
    targets("node-exporter"),
    targets("kube-state-metrics"),
    targets("kubelet"),
    targets("cert-manager"),
    listNodes,
    listPods,
  ],
  remedies: [
    {
      cause: "Its pod does not run",
      steps: ["Read why with `kubectl describe` and `kubectl logs --previous`; restart its Deployment or DaemonSet"],
    },
    {
      cause: "It runs, and Prometheus does not reach it",
      steps: ["The error stands on Prometheus' page of targets: labels of its monitor, network policies, mutual TLS"],
    },
    {
      cause: "cert-manager is down",
      steps: [
        shell(
          "Restart it",
          "kubectl rollout restart deployment/cert-manager deployment/cert-manager-webhook deployment/cert-manager-cainjector -n cert-manager",
          {
            destructive: "No certificate of the whole cluster is issued or renewed meanwhile.",
          },
        ),
      ],
    },
    {
      cause: "One node only (NodeExporterTargetDown)",
      steps: [listNodes, "The node is `NotReady`: its owner, and the page Node maintenance"],
    },
  ],
  verify: [targets("node-exporter"), targets("kube-state-metrics")],
  escalate: ["Platform Team Lead: not back after an hour"],
});

export const metricMissing = procedure("A metric is missing", {
  alerts: [
    "HighErrorRateAbsent",
    "HighResponseTimeAbsent",
    "BackendHighCPUUsageAbsent",
    "BackendHighMemoryUsageAbsent",
  ],
  about: "Nothing is measured, so the alerts of this objective are blind. Users notice nothing.",
  first: [
    targets("backend"),
    targets("kubelet"),
    targets("kube-state-metrics"),
    shell(
      "See what the backend counts",
      "curl -fsS --max-time 10 https://freeagentics.com/metrics | grep '^# TYPE http_'",
      {
        expect: "`http_requests_total` and `http_request_duration_seconds`",
      },
    ),
  ],
  remedies: [
    {
      cause: "A release renamed or dropped it",
      steps: ["Bring it back, or change the model so that the rules ask for the new name"],
    },
    {
      cause: "CPU or memory: no request or no limit",
      steps: ["The container needs both in its manifest: a share of nothing is nothing"],
    },
    { cause: "It is born with its first event", steps: ["Have the backend set it to 0 at its start (X-D05)"] },
    { cause: "Its source is down", steps: ["Go on at the page of KubeStateMetricsDown or CadvisorDown"] },
  ],
  escalate: ["Platform Team Lead: not back within the day"],
});
