import { procedure, shell } from "../../../lib/index.ts";
import { CERTIFICATE, HPA, N } from "../names.ts";
import { ALL_PODS, akamaiFromPod, inPod, listEvents, listPods, logs, newCredentials, usage } from "./commands.ts";
import { cpuNow, errorsNow, hitRateNow, latencyNow, memoryNow, uptimeNow } from "./queries.ts";
import { whoIsRefused } from "./refused.ts";

const certificates = shell(
  "Verify TLS certificates",
  `kubectl get certificates ${N}
kubectl describe certificate ${CERTIFICATE} ${N}`,
  { expect: "`READY` is True, and `Not After` weeks away" },
);

/** ALECS-MAINT-01 and ALECS-SEC-01. */
export const daily = procedure("Daily maintenance", {
  kind: "upkeep",
  frequency: "Daily",
  first: [
    listPods,
    listEvents,
    shell("Review error logs", logs("24h", "grep ERROR | tail -10"), { mended: ALL_PODS }),
    usage,
    shell("Look at the nodes", "kubectl top nodes"),
    akamaiFromPod,
  ],
  investigate: [
    shell("Check for security vulnerabilities", inPod("npm audit --audit-level moderate"), {
      expect: "`found 0 vulnerabilities`; it asks the registry of npm, which the network policy has to let out",
    }),
    certificates,
    ...whoIsRefused,
    shell("Review network policies", `kubectl get networkpolicies ${N}`, { expect: "those of yesterday" }),
  ],
  escalate: ["Refused requests that grow: the page of ALECSAccessRefused"],
});

/** ALECS-MAINT-02. */
export const weekly = procedure("Weekly maintenance", {
  kind: "upkeep",
  frequency: "Weekly",
  first: [
    {
      do: "Update dependencies: build a version, test it, and roll it out by the page Rolling update and rollback",
      expect: "P-14: the document rolls out `latest` on a schedule, whatever that is, without a test",
    },
    shell("See which pods have finished", `kubectl get pods ${N} --field-selector=status.phase=Succeeded`),
    shell("Clean up finished pods", `kubectl delete pods ${N} --field-selector=status.phase=Succeeded`, {
      destructive: "Their logs go with them: keep those of jobs that are still looked into.",
    }),
    shell("Review unused volumes", "kubectl get pv | grep Released", {
      expect: "nothing; what is listed costs money and may hold data",
    }),
    listEvents,
    shell("Security scan", inPod("npm audit")),
  ],
});

/** ALECS-MAINT-03. */
export const monthly = procedure("Monthly maintenance", {
  kind: "upkeep",
  frequency: "Monthly",
  first: [
    {
      ...newCredentials,
      do: "Rotate credentials: make new ones in Akamai's control center into `.edgerc`, put them into the Secret, then revoke the old ones",
      command: {
        kind: "shell",
        text: newCredentials.command?.text ?? "",
        destructive: "The old credentials are overwritten; revoke them at Akamai only when the new ones work.",
        mended: "P-12: the document writes the same file into a Secret `alecs-credentials-new` that nothing reads",
      },
    },
    akamaiFromPod,
    { ...certificates, do: "Update TLS certificates: see that they are renewed" },
    shell("Performance review", `kubectl get hpa ${N} -o wide\nkubectl describe hpa ${HPA} ${N}`),
    uptimeNow,
    errorsNow,
    latencyNow,
    hitRateNow,
    cpuNow,
    memoryNow,
    {
      do: "Disaster recovery test: restore the newest backup into a namespace of its own, by the page Backup and recovery",
      expect: "P-09: `kubectl create backup` is no command",
    },
  ],
});

/** ALECS-MAINT-05. */
export const runbookUpdates = procedure("Runbook updates", {
  kind: "upkeep",
  frequency:
    "after each incident; when new features are deployed; when infrastructure changes occur; monthly review and validation",
  first: [
    "Document changes in Git: these pages are made from the model, so change the model",
    "Review with team",
    "Test procedures in staging",
    "Update training materials",
    "Communicate changes to operations team",
  ],
});
