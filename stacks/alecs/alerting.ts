import { alerting as declare } from "../../lib/index.ts";
import { watchdog } from "./receivers.ts";

export const alerting = declare({
  watchdog,
  inhibitions: [
    {
      cause: { alerts: ["AlecsServerCpu", "AlecsServerMemory", "ALECSLowCacheHitRate"] },
      effect: { alerts: ["ALECSHighLatency"], severity: "warning" },
      equal: ["system", "service"],
      why: "Slow answers are a symptom of all three; the page of latency above its critical level is told beside them.",
    },
  ],
  related: [
    {
      alerts: ["ALECSHighLatency", "AlecsServerCpu", "AlecsServerMemory", "ALECSLowCacheHitRate"],
      why: "CPU, memory and the cache are where slow answers come from.",
    },
    {
      alerts: ["ALECSRateLimited", "ALECSAccessRefused"],
      why: "Somebody who guesses credentials meets the rate limit as well.",
    },
    {
      alerts: ["ALECSDown", "ALECSTargetDown", "AlecsServerUptimeBudgetBurn"],
      why: "One replica that does not answer is a target down, all are an outage, and outages add up in the budget.",
    },
    {
      alerts: ["CadvisorDown", "KubeStateMetricsDown", "AlecsServerCpu", "AlecsServerMemory"],
      why: "CPU and memory are measured by cAdvisor against limits from kube-state-metrics: without them, silence means nothing.",
    },
  ],
});
