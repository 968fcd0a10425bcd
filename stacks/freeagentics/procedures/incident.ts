import { procedure, shell } from "../../../lib/index.ts";
import { BACKEND, CHANNEL, N, REPLICAS, STATUS_PAGE, TEAMS_CHANNEL } from "../names.ts";
import {
  ALL_PODS,
  configure,
  health,
  listEvents,
  listNodes,
  listPods,
  logs,
  restart,
  scaleBack,
  scaleTo,
  undo,
  usage,
} from "./commands.ts";
import { activeUsers, errorsNow, responseNow } from "./queries.ts";

const selector = (health: "healthy" | null): string =>
  `kubectl patch service ${BACKEND} ${N} --type merge \\\n  -p '${JSON.stringify({ spec: { selector: { app: BACKEND, health } } })}'`;

const traffic = {
  cause: "Traffic management: only some pods fail",
  steps: [
    shell("See which pods would be left", `kubectl get pods ${N} -l app=${BACKEND},health=healthy`, {
      expect: "at least one that is ready: with none, the next step is a complete outage",
      mended: "the document sets the selector without looking",
    }),
    shell(
      "Label those that are well",
      `export POD='' # from the list of pods
kubectl label pod "\${POD:?which one}" ${N} health=healthy`,
    ),
    shell("Route traffic away from failing pods", selector("healthy"), {
      destructive: "Pods without the label get no requests, new ones of the autoscaler among them.",
    }),
    shell("Take it back when all are well", selector(null), { mended: "the document has no step back" }),
  ],
};

const maintenanceMode = {
  cause: "Nothing helps soon: maintenance mode",
  steps: [
    shell("Enable maintenance mode if needed", configure("nginx-config", { maintenance: "true" }), {
      destructive: "All users get the maintenance page, and nobody can work.",
    }),
    "Nginx reads it at its start: restart its pods; the document does not name its workload",
    shell("Disable it again", configure("nginx-config", { maintenance: "false" }), {
      mended: "the document has no step back",
    }),
  ],
};

/** FREE-RUNBOOK-05. */
export const incident = procedure("Incident response", {
  kind: "incident",
  about: "What is done in which order, whatever it is. The page of the alert, if there is one, comes first.",
  first: [
    "0-5 minutes: acknowledge the alert in PagerDuty",
    health,
    listPods,
    listNodes,
    "Determine if this is a partial or complete outage",
    errorsNow,
    "Check if users are affected",
    activeUsers,
    "Identify which components are failing: frontend, backend, database, cache, gateway",
    `Notify stakeholders via Slack/Teams: ${CHANNEL}, ${TEAMS_CHANNEL}; the page Incident messages has the words`,
    `Update status page if applicable: ${STATUS_PAGE}`,
    "Gather on-call team if needed: Secondary On-Call, Engineering Manager, Platform Team Lead",
  ],
  investigate: [
    "5-15 minutes: gather information",
    shell("Check application logs", logs("15m", "tail -n 100"), { mended: ALL_PODS }),
    listEvents,
    usage,
    responseNow,
    "Root cause: recent deployments or changes, resource constraints, external dependencies, security incidents",
  ],
  remedies: [
    {
      cause: "15-30 minutes, if resource constrained: scale up",
      steps: [...scaleTo("Have more pods", REPLICAS.emergency), scaleBack],
    },
    { cause: "If deployment related: roll back", steps: [undo(BACKEND), "Migrations: the page Rollback"] },
    { cause: "If application issue: restart", steps: [restart("Restart the backend")] },
    traffic,
    maintenanceMode,
    {
      cause: "30+ minutes: restore service",
      steps: ["Implement permanent fix", "Verify functionality", "Gradually restore traffic", "Monitor for issues"],
    },
  ],
  verify: [health, errorsNow, responseNow, `Say in ${CHANNEL} and on ${STATUS_PAGE} that it is over`],
  escalate: [
    "Primary On-Call does not answer within 5 minutes: Secondary On-Call",
    "Not mitigated in 30 minutes, data is damaged, or somebody got in: Engineering Manager and Platform Team Lead",
  ],
  prevent: [
    "Document timeline",
    "Identify lessons learned",
    "Update procedures: these pages come from the model",
    "Schedule post-mortem",
  ],
});

export const messages = procedure("Incident messages", {
  kind: "template",
  about: `What is written to ${CHANNEL}, ${TEAMS_CHANNEL} and ${STATUS_PAGE}: short, with the time of the next message.`,
  first: [
    "Begun: Since <time> <what users notice>. <name> is looking. Next message at <time>.",
    "Found: <cause>. We do <remedy>, which takes about <minutes>. Next message at <time>.",
    "Over: FreeAgentics works as usual since <time>. It was disturbed for <minutes>. We will publish what happened.",
  ],
});

export const report = procedure("Incident report", {
  kind: "template",
  about: "Written within a week after every Critical incident, without blame.",
  first: [
    "Timeline: first sign, alert, first answer, cause found, remedy, over; each with its time",
    "Cause: what led to it, and why it was not noticed before",
    "Impact: how long, how many users, what was lost",
    "Lessons learned: what went well, and what did not: alert, page, command",
    "Actions: each with a name and a date",
  ],
});
