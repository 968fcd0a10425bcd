import { escalation as declare } from "../../lib/index.ts";
import { CHANNEL, STATUS_PAGE } from "./names.ts";

/** Who answers for ALCS. Names and numbers are placeholders in the document, so contacts have no `reach` yet. */
export const escalation = declare({
  levels: [
    {
      name: "P0",
      title: "Critical",
      criteria: ["Complete service outage", "Data loss or corruption", "Security breach"],
      responds: "Immediate",
      told: `Primary on call by PagerDuty, and ${CHANNEL}`,
    },
    {
      name: "P1",
      title: "High",
      criteria: ["Degraded performance affecting >50% users", "Failed deployments", "Database issues"],
      responds: "< 1 hour",
      told: `${CHANNEL}, by the person who sees it`,
      withoutAlert:
        "X-D03: the rules know critical and warning only. Database alerts are critical, so they are answered sooner than P1 " +
        "asks; how many users are affected and whether a deployment failed is judged by a person.",
    },
    {
      name: "P2",
      title: "Medium",
      criteria: ["Minor performance degradation", "Non-critical feature failures", "Elevated error rates"],
      responds: "< 4 hours",
      told: CHANNEL,
    },
    {
      name: "P3",
      title: "Low",
      criteria: ["Cosmetic issues", "Documentation errors", "Non-urgent improvements"],
      responds: "Next business day",
      told: "The team's own list of work",
      withoutAlert: "No metric shows cosmetic issues, errors in documents or improvements; people report them.",
    },
    { name: "Secondary", title: "Second on call", told: "Secondary on call, by PagerDuty or the person on call" },
    { name: "Manager", title: "Escalation", told: "Escalation (manager), by PagerDuty or the person on call" },
  ],
  contacts: [
    { role: "Primary on call" },
    { role: "Secondary on call" },
    { role: "Escalation (manager)" },
    { role: "Cloud Provider Support", outside: true },
    { role: "Database DBA", outside: true },
    { role: "Security Team", outside: true },
    { role: "LLM Provider Support", outside: true },
  ],
  channel: CHANNEL,
  statusPage: STATUS_PAGE,
});
