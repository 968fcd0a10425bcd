import { procedure, shell } from "../../../lib/index.ts";
import { APP, CONFIGMAP, N, PORT } from "../names.ts";
import { cacheHitRate } from "../objectives.ts";
import { CHANGED } from "../settings.ts";
import { ALL_PODS, logs, setEnv } from "./commands.ts";
import { hitRateNow, latencyNow, memoryNow, worst } from "./queries.ts";

export const largerCache = {
  cause: "Optimize cache settings",
  steps: [
    memoryNow,
    shell(
      "Make the cache larger and its entries longer-lived",
      setEnv({ CACHE_MAX_SIZE: CHANGED.CACHE_MAX_SIZE.hitRate, CACHE_DEFAULT_TTL: CHANGED.CACHE_DEFAULT_TTL }),
      {
        destructive: "Pods are replaced with empty caches, so the hit rate falls first; and they will use more memory.",
      },
    ),
  ],
};

const shared = {
  cause: "Enable distributed caching",
  steps: [
    shell(
      "Start Redis and have all pods share it",
      `kubectl apply ${N} -f redis-deployment.yaml
${setEnv({ REDIS_URL: CHANGED.REDIS_URL })}`,
      {
        mended:
          "P-11 holds for Redis too: without `-n` it goes to the default namespace, where `redis:6379` does not lead",
      },
    ),
  ],
};

const cleared = {
  cause: "Clear cache if corrupted",
  steps: [
    shell(
      "Clear the cache of every pod",
      `for POD in $(kubectl get pods ${N} -l app=${APP} -o name); do
  kubectl exec ${N} "$POD" -- curl -fsS -X POST http://localhost:${PORT}/admin/cache/clear
done`,
      {
        destructive: "Every answer is asked of Akamai again: slow for a while, and near its limits.",
        mended: "`exec deployment/...` reaches one pod of several",
      },
    ),
  ],
};

/** ALECS-RUNBOOK-05. */
export const cachePerformance = procedure("Cache performance problems", {
  alerts: ["ALECSLowCacheHitRate"],
  about: "Answers come from Akamai that could have come from the cache: slower, and nearer to Akamai's limits.",
  symptoms: [`Low cache hit rate (below ${worst(cacheHitRate)})`, "Slow response times", "High API request volume"],
  first: [hitRateNow, latencyNow],
  investigate: [
    shell("Review cache configuration", `kubectl describe configmap ${CONFIGMAP} ${N}`),
    shell("Check cache size and eviction", logs("1h", "grep cache | tail -n 50"), { mended: ALL_PODS }),
    "A release or a restart just before: the caches are cold and fill by themselves within their time to live",
  ],
  remedies: [largerCache, shared, cleared],
  verify: [hitRateNow, latencyNow, memoryNow],
  escalate: ["The hit rate stays low with a large cache: L2 Engineering; keys or times to live are wrong"],
});
