import { procedure } from "../../../lib/index.ts";
import { TOOLS } from "./common.ts";
import { shell } from "./shell.ts";

const CONFIRMED = `Confirm in ${TOOLS.alertmanager} that no related alerts remain.`;

export const generalResponse = procedure("General alert response", {
  kind: "incident",
  about: "What is done for every alert, whatever it is: acknowledge, assess, investigate, remediate, document, close.",
  first: [
    "Acknowledge the alert in PagerDuty or Slack.",
    "Note the start time in the incident tracker.",
    "Check the alert's details: service, namespace, severity.",
    "Review recent deployments or changes.",
    `Check for related alerts: ${TOOLS.alertmanager}.`,
  ],
  investigate: [
    "Follow the specific alert procedure: the page that the alert links to.",
    `Gather logs, metrics, traces: Loki in ${TOOLS.grafana}, ${TOOLS.prometheus}, ${TOOLS.jaeger}, and kubectl for the cluster.`,
    "Identify the root cause.",
  ],
  remedies: [
    {
      cause: "The cause is known",
      steps: [
        "Apply the fix: restart, scale, rollback, ...",
        "Verify the fix with metrics and logs.",
        "Monitor for 10-15 minutes.",
      ],
    },
    {
      cause: "The cause is not known in time",
      steps: ["Escalate: the page of each alert says to whom and when, severities.md has all of them."],
    },
  ],
  verify: [
    "Update the incident tracker with the resolution.",
    "Create a post-incident review if it was critical.",
    "Update runbooks if a new issue was discovered.",
    "Resolve the alert in PagerDuty or Slack; Alertmanager resolves it by itself when it ends.",
    CONFIRMED,
  ],
});

export const afterIncident = procedure("Post-incident actions", {
  kind: "incident",
  about: "What is done after a critical alert is resolved.",
  first: [
    "Document the resolution in the incident tracker: root cause, actions taken, time to resolution, services affected.",
    "Create a post-incident review (PIR) for critical incidents: timeline of events, impact assessment, contributing factors, action items to prevent recurrence.",
    "Update runbooks if a new issue was discovered: add new troubleshooting steps, update remediation procedures, document lessons learned.",
    "Implement preventive measures: add monitoring for early detection, improve alerting thresholds, automate remediation where possible.",
    "Communicate to stakeholders. Internal: engineering team, leadership. External: customers (if user-impacting), and a status page update.",
  ],
});

export const reviewTemplate = procedure("Post-incident review", {
  kind: "template",
  about: "Written for each critical incident by those who were there.",
  first: [
    shell(
      "Write the review from this file",
      `cat > "post-incident-review-$(date -u +%F).md" <<'END'
# Post-Incident Review: <incident title>

**Date**: YYYY-MM-DD
**Severity**: Critical / Warning
**Duration**: X hours Y minutes
**Services Affected**: <list>

## Summary
<1-2 sentences>

## Timeline
| Time (UTC) | Event |
|------------|-------|
| 14:00 | Alert triggered: HighErrorRate |
| 14:05 | On-call engineer acknowledged |
| 14:10 | Root cause identified: database connection pool exhausted |
| 14:15 | Mitigation applied: restarted service |
| 14:20 | Incident resolved: error rate returned to normal |

## Root Cause
<what caused the incident, in detail>

## Impact
- **User Impact**: X% of requests resulted in errors
- **Revenue Impact**: $Y estimated lost revenue
- **Duration**: X hours Y minutes

## Resolution
<what was done to resolve it>

## Contributing Factors
1. <factor>

## Action Items
1. [ ] <what> (Owner: @engineer, Due: YYYY-MM-DD)

## Lessons Learned
- What went well
- What could be improved
- What we learned
END`,
    ),
  ],
});

export const sources = procedure("Where these procedures come from", {
  about:
    "Alert Response Procedures of the OctoLLM Operations Team, version 1.0.0, last updated 2025-11-12, status Production. " +
    "Numbers, queries and commands that differ from it are mended: each says why.",
  first: [
    "Owner: OctoLLM Operations Team. Whoever changes a threshold changes it in the model; rules, pages and dashboards follow.",
    "Related: Monitoring Runbook, `/home/parobek/Code/OctoLLM/docs/operations/monitoring-runbook.md`.",
    "Related: Deployment Guide, `/home/parobek/Code/OctoLLM/docs/deployment-guide.md`.",
    "Related: Backup and Restore, `/home/parobek/Code/OctoLLM/docs/operations/backup-restore.md`.",
  ],
});
