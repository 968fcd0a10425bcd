import { type DecisionBranch, escalation as declare } from "../../lib/index.ts";

function branch(when: DecisionBranch["when"], then: string): DecisionBranch {
  return { when, then };
}

const critical = (alert: string): DecisionBranch["when"] => ({ alert, severity: "critical" });
const warning = (alert: string): DecisionBranch["when"] => ({ alert, severity: "warning" });

/**
 * OCTO-D29: rules, criteria and decision trees of the document disagree about thresholds and people. Here an alert has one
 * threshold and one severity, and a branch that an alert shows names the alert. What only people see stays in words.
 */
export const escalation = declare({
  levels: [
    {
      name: "Critical",
      title: "Immediate action required, user-impacting",
      responds: "Acknowledge within 5 minutes, resolve within 1 hour",
      told: "On-call engineer, by PagerDuty",
    },
    {
      name: "Warning",
      title: "Action required, potential user impact",
      responds: "Acknowledge within 30 minutes, resolve within 4 hours",
      told: "On-call engineer, by Slack",
    },
    {
      name: "Info",
      title: "No immediate action required, informational only",
      responds: "Review within 24 hours",
      told: "Logged to Slack",
    },
    {
      name: "Senior Engineer",
      criteria: [
        "Root cause not identified within 15 minutes (20 minutes for latency)",
        "Rollback does not resolve the issue",
        "Multiple pods crash across different services, or multiple nodes are not ready",
        "HighErrorRateSustained, HighLatencySustained or CertificateExpiringInThreeDays fires",
        "A warning became critical",
      ],
      told: "By the on-call engineer",
    },
    {
      name: "Database Admin",
      criteria: [
        "Database CPU or memory is consistently above 90 %",
        "Queries stay slow despite proper indexes",
        "The database needs another configuration, replication or sharding",
      ],
      told: "By the on-call engineer",
      withoutAlert: "A person calls: what the database needs is found out, not measured.",
    },
    {
      name: "Engineering Lead",
      criteria: [
        "A critical service (orchestrator, reflex-layer) is down for more than 30 minutes",
        "Multiple services are affected",
        "HighErrorRateSevere, ManyNodesNotReady or CertificateExpiringInOneDay fires",
        "The cause requires a code fix or an architectural change",
        "Resolving it is estimated to take more than 1 hour",
      ],
      told: "By the on-call engineer or the Senior Engineer",
    },
    {
      name: "VP Engineering",
      criteria: [
        "Complete outage: all services are down, or all nodes",
        "Data corruption or exposure of customer data is suspected (with Legal)",
        "CertificateExpired fires for production (with Legal)",
        "Errors that customers report are trending on social media (with Customer Success)",
        "Resolving it is estimated to take more than 2 hours",
      ],
      told: "By the Engineering Lead",
    },
  ],
  trees: [
    {
      name: "Service outage",
      branches: [
        branch(critical("OrchestratorDown"), "100% error rate: page the on-call engineer"),
        branch(critical("ReflexLayerDown"), "100% error rate: page the on-call engineer"),
        branch("Both, or all services are down", "Page Engineering Lead + VP Eng; otherwise continue troubleshooting"),
        branch(
          "Customers report it on social media",
          "Notify VP Eng + Customer Success; otherwise continue troubleshooting",
        ),
        branch(critical("HighErrorRateSevere"), "Page on-call engineer, who calls the Engineering Lead"),
        branch(critical("HighErrorRateSustained"), "Page on-call engineer, who calls a Senior Engineer"),
        branch(critical("HighErrorRate"), "Page on-call engineer"),
        branch("Errors, but no alert: <10% error rate", "Create ticket, no immediate page"),
      ],
    },
    {
      name: "Performance degradation",
      branches: [
        branch(critical("HighLatencySustained"), "Page on-call engineer, who calls a Senior Engineer"),
        branch(critical("HighLatency"), "CRITICAL - Page on-call engineer"),
        branch(
          warning("HighRequestLatency"),
          "WARNING - Notify on-call engineer (Slack), who investigates proactively, whether users report it or not",
        ),
        branch("Users report slow responses, and no alert", "Create ticket for investigation"),
        branch("Neither", "Continue monitoring"),
      ],
    },
    {
      name: "Infrastructure issue",
      branches: [
        branch(critical("NodeNotReady"), "Page on-call engineer. A single node: cordon, drain, replace"),
        branch("NodeNotReady for multiple nodes", "Call a Senior Engineer"),
        branch(
          critical("ManyNodesNotReady"),
          "CRITICAL - Page on-call engineer, who calls the Engineering Lead + GCP Support",
        ),
        branch("All nodes are not ready", "Page VP Eng + GCP Support"),
        branch(warning("NodePressure"), "Clean up and monitor"),
        branch("Disk or memory pressure, and cleaning up does not help", "Page on-call engineer for node replacement"),
      ],
    },
  ],
  contacts: [
    { role: "on-call engineer" },
    { role: "Senior Engineer" },
    { role: "Database Admin" },
    { role: "Engineering Lead" },
    { role: "VP Engineering" },
    { role: "GCP Support", outside: true },
    { role: "Legal" },
    { role: "Customer Success" },
  ],
});
