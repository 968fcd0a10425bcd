import { procedure, shell } from "../../../lib/index.ts";
import { BASE_URL } from "../names.ts";
import { responseTime } from "../objectives.ts";
import { largerCache } from "./cache.ts";
import { akamaiFromPod, health, usage } from "./commands.ts";
import { coalesce, morePods } from "./cpu.ts";
import { lessMemory } from "./memory.ts";
import { rollBack } from "./outage.ts";
import { cpuNow, hitRateNow, latencyNow, memoryNow, promise } from "./queries.ts";

/** The document has an alert and no page for it: causes are those that its other pages name slow responses for. */
export const highLatency = procedure("High latency", {
  alerts: ["ALECSHighLatency"],
  about: `Clients wait for their answers. The promise is that 95 of 100 come within ${promise(responseTime)}.`,
  first: [
    latencyNow,
    shell(
      "Time one request, part by part",
      `curl -sS -o /dev/null -w 'connect %{time_connect}s, TLS %{time_appconnect}s, first byte %{time_starttransfer}s, total %{time_total}s\\n' ${BASE_URL}/health`,
      { expect: "most of it before the first byte: ALECS works; before TLS: the network" },
    ),
    usage,
  ],
  investigate: [cpuNow, memoryNow, hitRateNow, akamaiFromPod],
  remedies: [morePods, coalesce, largerCache, lessMemory, rollBack],
  verify: [latencyNow, health],
  escalate: ["Akamai is slow: Akamai Support, support.akamai.com", "The cause is not among these: L2 Engineering"],
});
