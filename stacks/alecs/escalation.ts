import { assumed, escalation as declare } from "../../lib/index.ts";
import { CHANNEL } from "./names.ts";

/** Who answers for ALECS. */
export const escalation = declare({
  levels: [
    {
      name: "P0",
      title: "Critical",
      criteria: ["Complete service outage, data loss"],
      responds: "15 minutes",
      told: "On-call rotation, and the incident channel",
    },
    {
      name: "P1",
      title: "High",
      criteria: ["Major functionality impaired, significant user impact"],
      responds: "1 hour",
      told: "The incident channel, by the person who sees it",
      withoutAlert:
        "X-D03: the rules know critical and warning only. What is critical is answered as P0, sooner than P1 asks; how much " +
        "users are affected is judged by a person.",
    },
    {
      name: "P2",
      title: "Medium",
      criteria: ["Minor functionality issues, limited user impact"],
      responds: "4 hours",
      told: "The incident channel",
    },
    {
      name: "P3",
      title: "Low",
      criteria: ["Non-critical issues, minimal user impact"],
      responds: "24 hours",
      told: "The team's own list of work",
      withoutAlert: "No rule is for what users hardly notice; people report it.",
    },
    {
      name: "L1",
      title: "L1 Support",
      told: "On-call rotation",
      withoutAlert: "L1 is who every critical alert tells first, at P0.",
    },
    { name: "L2", title: "L2 Engineering", told: "Development team" },
    { name: "L3", title: "L3 Architecture", told: "Senior engineers" },
    { name: "Management", title: "Management", told: "Engineering managers" },
  ],
  contacts: [
    { role: "L1 Support: On-call rotation" },
    { role: "L2 Engineering: Development team" },
    { role: "L3 Architecture: Senior engineers" },
    { role: "Management: Engineering managers" },
    { role: "Akamai Support", reach: "support.akamai.com", outside: true },
    { role: "Cloud Provider: AWS/GCP/Azure support", outside: true },
    { role: "Kubernetes: Community forums", outside: true },
  ],
  channel: assumed(
    CHANNEL,
    "the document says incident channel and gives no name; this is its name by the pattern of ALCS",
  ),
});
