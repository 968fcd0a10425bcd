import { type DecisionBranch, escalation as declare } from "../../lib/index.ts";
import { CHANNEL } from "./names.ts";

function branch(when: DecisionBranch["when"], then: string): DecisionBranch {
  return { when, then };
}

/** The escalation path. Mail and telephone are placeholders in the document, so contacts have no `reach` yet. */
export const escalation = declare({
  levels: [
    {
      name: "L1",
      title: "On-call Engineer",
      criteria: ["Initial diagnosis (15 min)"],
      responds: "15 minutes",
      told: `On-call Engineer by the rotation, and ${CHANNEL}`,
    },
    {
      name: "L2",
      title: "Senior Engineer",
      criteria: ["If unresolved after 30 min"],
      told: "Senior Engineer, by Alertmanager",
    },
    {
      name: "L3",
      title: "Platform Lead",
      criteria: ["If customer-impacting after 1 hour"],
      told: "Platform Lead, by Alertmanager",
    },
    {
      name: "Emergency",
      title: "Everybody at once",
      criteria: [
        "If data loss risk or complete outage",
        "Complete outage: AmasDown. No metric shows a data loss risk (a restore, a full disk, a queue that is not written): whoever sees it calls",
      ],
      responds: "15 minutes",
      told: `On-call Engineer, Senior Engineer, Platform Lead, and ${CHANNEL}`,
    },
  ],
  trees: [
    {
      name: "Which level",
      branches: [
        branch({ alert: "AmasDown", severity: "emergency" }, "Emergency: everybody is told at once"),
        branch("Insights or backups are lost, or about to be", "Emergency: call Platform Team Lead and Database Admin"),
        branch({ alert: "AmasHttpErrorRate5xx", severity: "high" }, "L1; L2 after 30 minutes, L3 after an hour"),
        branch("Not understood after 15 minutes", "Say so in the channel; L2 comes after 30 minutes"),
        branch("Nobody outside notices", "Stay at L1, and tell L3 that no customer is impacted"),
      ],
    },
  ],
  contacts: [
    { role: "On-call Engineer" },
    { role: "Senior Engineer" },
    { role: "Platform Team Lead" },
    { role: "Database Admin" },
    { role: "Infrastructure" },
    { role: "Database Provider", outside: true },
    { role: "Cloud Provider", outside: true },
  ],
  channel: CHANNEL,
});
