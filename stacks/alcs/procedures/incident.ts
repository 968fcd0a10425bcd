import { procedure, shell } from "../../../lib/index.ts";
import { CHANNEL, DEPLOYMENT, N, STATUS_PAGE } from "../names.ts";
import { callAfter } from "../severities.ts";
import { health, listEvents, listPods, usage } from "./commands.ts";
import { errorsNow, insteadOfMetrics, requestTimeNow, sessionsNow } from "./queries.ts";

/** ALCS-RUNBOOK-01. */
export const incident = procedure("Incident response process", {
  kind: "incident",
  about:
    "The way through an incident, from the first alert to the report. The pages of alerts say what to do in each case.",
  first: [
    listPods,
    listEvents,
    shell("See what was rolled out last", `kubectl rollout history deployment/${DEPLOYMENT} ${N}`),
    usage,
    shell("Look at the nodes", "kubectl top nodes"),
  ],
  investigate: [
    insteadOfMetrics(errorsNow),
    sessionsNow,
    requestTimeNow,
    {
      do: "Determine the severity",
      expect:
        "by number of affected users, duration of issue, data integrity risk, security implications; the page of severities has the levels",
    },
    `Communicate: send the first message by the template Incident notification, to ${CHANNEL} and ${STATUS_PAGE}`,
    "Say something every half hour, even when there is nothing new",
  ],
  remedies: [
    {
      cause: "Mitigate",
      steps: [
        "An alert fires: its page, from the link in the message",
        "Nothing answers: the page of ALCSServiceDown",
        "Data is wrong: the page Data corruption",
        "Somebody got in: the page Security breach",
        "Users are refused: the page Authentication failures",
      ],
    },
  ],
  verify: [
    health,
    listPods,
    shell("Monitor for 15 minutes", `watch -n 30 'kubectl get pods ${N}'`),
    errorsNow,
    "Say in the channel and on the status page that it is over",
  ],
  escalate: [
    `Not over after ${callAfter.secondary}: Secondary on call`,
    `Not over after ${callAfter.manager}, or data or security: Escalation (manager)`,
  ],
  prevent: ["Document: write the report by the template Incident report"],
});

/** ALCS-ROUTE-02. */
export const notification = procedure("Incident notification", {
  kind: "template",
  about: "The first message about an incident. Fill in what stands in angle brackets.",
  first: [
    {
      do: "Subject and text",
      command: {
        kind: "yaml",
        text: `Subject: "[INCIDENT] ALCS - <Brief Description> - <Severity>"
What: Brief description of the issue
When: Start time
Impact: User/system impact
Status: Investigating/Identified/Fixing
ETA: Expected resolution time`,
      },
    },
  ],
});

const REPORT = [
  "Summary: what happened, in two sentences",
  "Timeline: issue detected, investigation started, root cause identified, fix deployed, resolution verified, each with its time",
  "Root Cause: what caused the issue, in detail",
  "Impact: duration, affected users, data loss, revenue impact",
  "Resolution: the steps that resolved it",
  "Prevention: actions to prevent recurrence, each with a name and a date: improve monitoring, add automated tests, update runbook",
];

/** ALCS-RUNBOOK-01, step 6. */
export const report = procedure("Incident report", {
  kind: "template",
  about: "Written within a week after every P0 and P1, without blame. Title: Incident Report, date, and what it was.",
  first: REPORT,
});
