import { procedure, shell } from "../../../lib/index.ts";
import { BACKEND, FRONTEND, N } from "../names.ts";
import { ALL_PODS, atLeast, health, listPods, logs, redis, usage } from "./commands.ts";
import { activeUsers, errorsNow, podCpu, podMemory, requestsNow, responseNow } from "./queries.ts";

/** FREE-RUNBOOK-08; Appendix C. */
export const usefulCommands = procedure("Useful commands", {
  about: "What everybody needs, without the why.",
  first: [
    listPods,
    health,
    shell("Check logs of the backend", logs("15m", "tail -n 50"), { mended: ALL_PODS }),
    shell("Check logs of the frontend", logs("15m", "tail -n 50", FRONTEND), { mended: ALL_PODS }),
    usage,
    shell(
      "Scale applications: the backend by its autoscaler, the frontend by hand",
      `${atLeast(5)}
kubectl scale deployment/${FRONTEND} --replicas=3 ${N}`,
      { mended: "P-17: the autoscaler takes back what `kubectl scale deployment/backend --replicas=5` sets" },
    ),
    shell("Port forward for debugging: the backend", `kubectl port-forward ${N} deployment/${BACKEND} 8000:8000`, {
      expect: "it runs until you end it with Ctrl-C",
    }),
    shell("And the database", `kubectl port-forward ${N} deployment/postgres 5432:5432`),
    redis("And the cache", "ping", { expect: "`PONG`" }),
  ],
  investigate: [requestsNow, errorsNow, responseNow, activeUsers, podCpu, podMemory],
});

/** FREE-CONFIG-02. */
export const templates = procedure("Configuration templates", {
  about: "The document names four files in `config/`; three of them are made from the model now.",
  first: [
    "`config/prometheus.yml`: the rules of `rules/freeagentics/` and the ServiceMonitors of `stacks/freeagentics/manifests/`",
    "`config/grafana-datasources.yml`: stays as it is; dashboards ask for the data source by a variable",
    "`config/alertmanager.yml`: `rules/freeagentics/alertmanager.yml`",
    "`config/istio-gateway.yml`: stays as it is; nothing here depends on it",
  ],
});
