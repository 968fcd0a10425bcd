import { procedure, promql } from "../../../lib/index.ts";
import { NAMED_DEPLOYMENT, raiseCpu, raiseMemory } from "./adjust.ts";
import { autoscale, ends, remedy, restart, scaleOut } from "./common.ts";
import { memoryOfNode, nameNode, podsOfNode } from "./nodes.ts";
import { shell } from "./shell.ts";

const NS = '"$NAMESPACE"';

const nameWorkload = shell(
  "Say which workload of the node it is about, from the list above.",
  `export NAMESPACE=octollm-prod
export DEPLOYMENT='' CONTAINER='' POD='' # like orchestrator`,
);

export const highNodeCpu = procedure("CPU of a node nearly used up", {
  alerts: ["HighNodeCPUUsage"],
  first: [shell("See which node it is.", "kubectl top nodes"), nameNode],
  investigate: [
    podsOfNode("Find the pods that use most of its CPU", "cpu", 2),
    promql(
      "Or ask for the ten containers that use most CPU.",
      `topk(10, sum by (instance, namespace, pod, container) (
  rate(container_cpu_usage_seconds_total{job="kubelet", container!=""}[5m])
))`,
      {
        mended:
          "OCTO-D25, OCTO-D26: containers, not the cgroups that hold them all, and with the labels that are there",
      },
    ),
    nameWorkload,
  ],
  remedies: [
    remedy(
      "Scale application horizontally: more replicas share the load",
      ...scaleOut("Add replicas.", "$DEPLOYMENT", NS),
      autoscale("$DEPLOYMENT", NS),
    ),
    remedy(
      "Increase CPU limits: the pods are throttled by their own",
      raiseCpu("Raise the CPU limit", NAMED_DEPLOYMENT),
    ),
    remedy(
      "Add more nodes to cluster: all of them are busy",
      shell(
        "Resize the node pool.",
        `gcloud container clusters list
CLUSTER='' POOL='' ZONE='' NODES='' # NODES: how many a zone has from now on
gcloud container clusters resize "$CLUSTER" --node-pool="$POOL" \\
  --num-nodes="$NODES" --zone="$ZONE"`,
        { destructive: "Fewer nodes than now would end pods; more cost money." },
      ),
    ),
  ],
  verify: [ends("The CPU of the node is below 80 %.")],
  escalate: [
    "Senior Engineer: CPU more than 90 % for more than 30 minutes; the alert is critical then",
    "Senior Engineer: performance degradation reported by users",
  ],
});

export const highNodeMemory = procedure("Memory of a node nearly used up", {
  alerts: ["HighNodeMemoryUsage"],
  first: [shell("See which node it is.", "kubectl top nodes"), nameNode],
  investigate: [...memoryOfNode, nameWorkload],
  remedies: [
    remedy(
      "Restart memory-leaking pods",
      shell("End the one pod.", `kubectl delete pod -n ${NS} "$POD"`, {
        destructive: "Ends the pod; its controller makes a new one, perhaps on another node.",
      }),
      restart("Or restart all pods of its Deployment.", "$DEPLOYMENT", NS),
    ),
    remedy(
      "Increase memory limits: it needs more than it may have",
      raiseMemory(NAMED_DEPLOYMENT),
      "Raise its request too: the scheduler counts requests, so that a node is full only on paper otherwise.",
    ),
    remedy("Scale horizontally: more replicas share the load", ...scaleOut("Add replicas.", "$DEPLOYMENT", NS)),
  ],
  verify: [ends("The memory of the node is below 85 %.")],
  escalate: [
    "Senior Engineer: memory more than 95 % for more than 15 minutes; the alert is critical then",
    "Senior Engineer: OOMKilled events detected",
  ],
});
