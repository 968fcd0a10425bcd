import { type DecisionBranch, escalation as declare } from "../../lib/index.ts";
import { CHANNEL, MAIL, STATUS_PAGE, TEAMS_CHANNEL } from "./names.ts";

function branch(when: DecisionBranch["when"], then: string): DecisionBranch {
  return { when, then };
}

const BOTH = `${CHANNEL} in Slack and ${TEAMS_CHANNEL} in Teams`;

/** The escalation matrix. Telephone numbers are placeholders in the document, so contacts have no `reach` yet. */
export const escalation = declare({
  levels: [
    {
      name: "Critical",
      criteria: ["Users cannot work: complete outage, database unreachable, many requests fail"],
      responds: "5 minutes",
      told: `On-call + Manager; ${BOTH}`,
    },
    {
      name: "High",
      criteria: ["It becomes an outage unless somebody acts: requests slow down, pods or nodes fill up"],
      responds: "15 minutes",
      told: `On-call; ${BOTH}`,
    },
    {
      name: "Medium",
      criteria: [
        "It can wait for the day: a certificate that is not renewed, one of several targets, refused requests",
      ],
      responds: "1 hour",
      told: `On-call (business hours); ${BOTH}`,
    },
    {
      name: "Low",
      criteria: ["Good to know: much traffic on a node"],
      responds: "Next business day",
      told: `Email to ${MAIL}`,
    },
  ],
  trees: [
    {
      name: "Whom to call besides",
      branches: [
        branch("Primary On-Call does not answer within 5 minutes", "Secondary On-Call"),
        branch(
          { alert: "DatabaseConnectionIssues", severity: "critical" },
          "On-call and Engineering Manager are told; not solved in 15 minutes: Platform Team Lead",
        ),
        branch("Data has to be restored, or somebody got in", "Engineering Manager and Platform Team Lead, at once"),
        branch("Not mitigated in 30 minutes", "Platform Team Lead"),
      ],
    },
  ],
  contacts: [
    { role: "Primary On-Call" },
    { role: "Secondary On-Call" },
    { role: "Engineering Manager" },
    { role: "Platform Team Lead" },
    { role: "Operations", reach: MAIL },
  ],
  channel: CHANNEL,
  statusPage: STATUS_PAGE,
});
