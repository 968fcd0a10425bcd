import { assumed, alerting as declare } from "../../lib/index.ts";
import { watchdog } from "./receivers.ts";

/**
 * AMAS-D09: of a storm the AlertEngine's webhook passed 12 messages a minute and lost the rest. Alertmanager groups: all
 * alerts of a service and severity are one message, at most one more each 5 minutes, so the cap is never reached.
 */
export const alerting = declare({
  watchdog,
  matcherStrategy: assumed(
    "None",
    "the document knows no Kubernetes, and series of a host have no namespace: with the operator's own strategy no alert of AMAS would match",
  ),
  inhibitions: [
    {
      cause: { alerts: ["AmasSystemOverload"], severity: "high" },
      effect: { alerts: ["AmasHighCPU"], severity: "medium" },
      equal: ["system", "instance"],
      why: "The same host, above the higher limit.",
    },
    {
      cause: { alerts: ["AmasSystemOverload"], severity: "high" },
      effect: {
        alerts: ["AmasP95Latency", "AmasP99Latency", "AmasDecisionLatencyP99", "AmasMonitoringOverhead"],
      },
      equal: ["system"],
      why: "Everything waits for the CPU, so everything is slow: the page of the overload says what to do.",
    },
    {
      cause: { alerts: ["AmasDown"], severity: "emergency" },
      effect: { alerts: ["AmasThroughputLow", "AmasInsightWriteRate"] },
      equal: ["system", "service"],
      why: "What does not answer serves no requests and writes no insights.",
    },
  ],
  related: [
    {
      alerts: [
        "AmasP95Latency",
        "AmasP99Latency",
        "AmasDecisionLatencyP99",
        "AmasQueueDepth",
        "AmasCacheHitRate",
        "AmasHighCPU",
        "AmasMonitoringOverhead",
      ],
      why: "A cache that answers too little loads the database; slow writes fill the queue and make requests wait.",
    },
    {
      alerts: ["AmasHttpErrorRate5xx", "DanciBackendErrorRateBudgetBurn", "AmasDown", "AmasThroughputLow"],
      why: "Requests that fail or do not arrive at all: few of many errors, or everything.",
    },
    {
      alerts: ["AmasInsightWriteRate", "AmasQueueDepth", "AmasDecisionLatencyP99"],
      why: "Insights that are not written wait in the queue, or are lost.",
    },
    {
      alerts: ["AmasCollectorStale", "AmasQueueDepth", "AmasAlertStorm"],
      why: "While the collector stands still, what was measured last is neither good nor bad news.",
    },
    {
      alerts: ["AmasHighMemory", "AmasHighCPU", "AmasSystemOverload", "NodeExporterDown"],
      why: "One host: without its exporter nobody sees that it is full.",
    },
  ],
});
