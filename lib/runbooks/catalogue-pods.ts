import { shell } from "../model/procedure.ts";
import type { GuidanceMaker } from "./guidance.ts";

const podCrashLooping: GuidanceMaker = (at) => ({
  first: [
    shell("See which containers restart, and why the last one ended", `kubectl${at} describe pod "$POD"`, {
      expect:
        "under Last State: exit code 137 with OOMKilled is memory, 137 without is a failed liveness probe, 1 or 2 is the program itself, 127 a missing program",
    }),
    shell("Read what it said before it ended", `kubectl${at} logs "$POD" -c "$CONTAINER" --previous --tail=100`),
  ],
  investigate: [
    shell("See whether all pods of the workload do it, or one", `kubectl${at} get pods -o wide`, {
      expect:
        "one pod: look at its node; all of them: look at what they share, the release, the configuration, a secret",
    }),
    shell("See what happened around it", `kubectl${at} get events --sort-by=.lastTimestamp`),
  ],
  remedies: [
    {
      cause: "A release or a configuration broke it",
      steps: [
        shell(
          "Go back to the release before",
          `kubectl${at} rollout undo "deployment/$DEPLOYMENT"\nkubectl${at} rollout status "deployment/$DEPLOYMENT" --timeout=5m`,
          { destructive: "replaces every pod of the deployment with the release before" },
        ),
      ],
    },
    {
      cause: "The liveness probe gives up too early",
      steps: ["Give it a startup probe, or a longer initial delay: the log shows how long the start really takes."],
    },
    {
      cause: "What it needs at its start is missing",
      steps: ["Mend the database, secret or address that the log names; the pod starts by itself then."],
    },
  ],
});

const killed: GuidanceMaker = (at) => ({
  first: [
    shell(
      "See the limit of the container and what it used",
      `kubectl${at} top pod "$POD" --containers\nkubectl${at} describe pod "$POD"`,
    ),
    shell("Read what it was doing", `kubectl${at} logs "$POD" -c "$CONTAINER" --previous --tail=100`),
  ],
  investigate: [
    "Look at its memory over the last day: a slope that begins anew after each restart is a leak; a step is a large request or a larger load.",
  ],
  remedies: [
    {
      cause: "The limit is too small for the load",
      steps: [
        shell(
          "Raise the limit",
          `kubectl${at} set resources "deployment/$DEPLOYMENT" -c "$CONTAINER" --limits="memory=$LIMIT"`,
          {
            destructive:
              "replaces every pod of the deployment; write the limit into the manifest as well, or the next release takes it back",
          },
        ),
      ],
    },
    {
      cause: "It leaks",
      steps: [
        "Restarts gain time. Take the release back that brought it, and hand the graph of a day to the developers.",
      ],
    },
  ],
});

const replicas: GuidanceMaker = (at) => ({
  first: [
    shell(
      "See which replicas are missing, and why",
      `kubectl${at} get deployments\nkubectl${at} describe deployment "$DEPLOYMENT"`,
    ),
    shell(
      "See what its pods wait for",
      `kubectl${at} get pods -o wide\nkubectl${at} get events --sort-by=.lastTimestamp`,
    ),
  ],
  investigate: [],
  remedies: [
    {
      cause: "Pods are pending",
      steps: [
        "The events say what is missing: CPU or memory of the nodes, a volume, a taint. Add nodes, or ask for less.",
      ],
    },
    { cause: "The image cannot be pulled", steps: ["Mend its name or the pull secret, and start the rollout again."] },
    {
      cause: "New pods never become ready",
      steps: [
        shell("Go back to the release before", `kubectl${at} rollout undo "deployment/$DEPLOYMENT"`, {
          destructive: "replaces the pods of the new release",
        }),
      ],
    },
  ],
});

const claimPending: GuidanceMaker = (at) => ({
  first: [
    shell("See what the claim waits for", `kubectl${at} describe pvc "$CLAIM"\nkubectl get storageclass`, {
      expect: "WaitForFirstConsumer is no failure until a pod uses it; otherwise the events name the reason",
    }),
  ],
  investigate: [shell("See which volumes exist, and whether one was left over", "kubectl get pv")],
  remedies: [
    {
      cause: "No storage class, or a wrong one",
      steps: ["Name one that exists in the claim; a claim has to be made anew for that."],
    },
    {
      cause: "The provider is out of quota or room",
      steps: ["Raise the quota, or remove volumes that nobody uses any more."],
    },
    {
      cause: "The driver does not run",
      steps: ["Look at the pods of the storage driver in kube-system and read their log."],
    },
  ],
});

/** Advice for conditions of pods, workloads and claims. */
export const POD_ADVICE: Readonly<Record<string, GuidanceMaker>> = {
  podCrashLooping,
  podOOMKilled: killed,
  oomKilledRepeatedly: killed,
  deploymentReplicasMismatch: replicas,
  persistentVolumeClaimPending: claimPending,
};
