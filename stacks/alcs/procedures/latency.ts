import { procedure, shell } from "../../../lib/index.ts";
import { BASE_URL } from "../names.ts";
import { requestTime } from "../objectives.ts";
import { health, usage } from "./commands.ts";
import { highCpu, memoryPressure, network, slowLlm, slowQueries } from "./performance-remedies.ts";
import { cacheNow, cpuNow, llmTimeNow, memoryNow, queryTimeNow, requestTimeNow, threshold } from "./queries.ts";

const whereTimeGoes = shell(
  "Time one request, part by part",
  `curl -sS -o /dev/null -w 'namelookup    %{time_namelookup}s
connect       %{time_connect}s
appconnect    %{time_appconnect}s
pretransfer   %{time_pretransfer}s
starttransfer %{time_starttransfer}s
total         %{time_total}s
' ${BASE_URL}/health`,
  { expect: "most of it before `starttransfer`: ALCS works; before `connect` or `appconnect`: the network or TLS" },
);

/** ALCS-RUNBOOK-03. */
export const latency = procedure("High latency or slow performance", {
  alerts: ["ALCSHighLatency"],
  about: "Users wait for their answers, and clients give up.",
  symptoms: [`Request duration above ${threshold(requestTime)}`, "Timeout errors", "Slow API responses"],
  first: [requestTimeNow, whereTimeGoes, usage],
  investigate: [queryTimeNow, llmTimeNow, cpuNow, memoryNow],
  remedies: [slowQueries, highCpu, memoryPressure, slowLlm, network],
  verify: [requestTimeNow, health],
  escalate: [
    "More than half of the users are affected: that is P1; say so in the channel and call Secondary on call",
    "Slow queries that no index helps: Database DBA",
    "The LLM provider is slow: LLM Provider Support",
  ],
  prevent: ["Review the slowest queries with every release."],
});

export const slowDatabase = procedure("Slow database queries", {
  alerts: ["ALCSSlowDatabaseQueries"],
  about: "Whatever reads or writes sessions waits for the database.",
  first: [queryTimeNow],
  remedies: [slowQueries],
  verify: [queryTimeNow],
  escalate: ["Slow queries that no index helps: Database DBA"],
});

export const slowProvider = procedure("Slow LLM provider", {
  alerts: ["ALCSHighLLMLatency"],
  about: "Analyses take longer; nothing of ours is broken as long as only the provider is slow.",
  first: [llmTimeNow],
  remedies: [slowLlm, network],
  verify: [llmTimeNow],
  escalate: ["The provider is slow or limits us: LLM Provider Support"],
});

export const busyCpu = procedure("High CPU usage", {
  alerts: ["ALCSHighCPUUsage"],
  about: "Above the limit of its CPU a pod is throttled, and its requests wait.",
  first: [cpuNow],
  remedies: [highCpu],
  verify: [cpuNow, requestTimeNow],
  escalate: ["The HPA is at its maximum: see the page Scaling for what comes next, and tell the owner"],
});

export const fullMemory = procedure("Memory pressure", {
  alerts: ["ALCSHighMemoryUsage", "ALCSCacheFull"],
  about:
    "A pod at its memory limit is killed and takes its requests with it; a full cache forgets what is asked for again.",
  first: [memoryNow, cacheNow],
  remedies: [memoryPressure],
  verify: [memoryNow, cacheNow],
  escalate: ["Memory grows again after every restart: a leak; Secondary on call"],
});
