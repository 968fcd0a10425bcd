import { procedure, shell } from "../../../lib/index.ts";
import { CONTAINER, DEPLOYMENT, HPA, N, PORT, RAISED, REPLICAS } from "../names.ts";
import { cpu } from "../objectives.ts";
import { CHANGED } from "../settings.ts";
import { atLeastPods, HELD, rolledOut, setEnv, usage } from "./commands.ts";
import { cpuNow, latencyNow, throttledNow, worst } from "./queries.ts";

export const morePods = {
  cause: "Scale horizontally",
  steps: [
    shell("See what the HPA does about it", `kubectl get hpa ${N} ${HPA}`, {
      expect: `fewer than ${REPLICAS.most} replicas; at the maximum it cannot help any more`,
    }),
    shell(`Have ${REPLICAS.busyCpu} pods at least`, atLeastPods(REPLICAS.busyCpu), { mended: HELD }),
  ],
};

export const coalesce = {
  cause: "Enable request coalescing",
  steps: [
    shell(
      "Let equal requests at the same time go to Akamai once",
      setEnv({ COALESCING_ENABLED: CHANGED.COALESCING_ENABLED }),
    ),
  ],
};

/** ALECS-RUNBOOK-03. */
export const highCpu = procedure("High CPU usage", {
  alerts: ["AlecsServerCpu"],
  about: "Above the limit of its CPU a pod is throttled, and its requests wait.",
  symptoms: [`CPU usage above ${worst(cpu)}`, "CPU throttling events", "Slow response times"],
  first: [cpuNow, throttledNow, usage],
  investigate: [
    shell(
      "Profile the application for half a minute, if profiling is enabled",
      `kubectl port-forward ${N} deployment/${DEPLOYMENT} ${PORT}:${PORT} >/dev/null & FORWARD=$!
sleep 3
curl -fsS -o cpu.prof "http://localhost:${PORT}/debug/pprof/profile?seconds=30"
kill "$FORWARD"`,
      { mended: "the name of the Service is known in the cluster only" },
    ),
  ],
  remedies: [
    morePods,
    {
      cause: "Increase CPU limits",
      steps: [
        shell(
          `Raise the CPU limit to ${RAISED.cpu}`,
          `kubectl patch deployment ${DEPLOYMENT} ${N} -p '{"spec":{"template":{"spec":{"containers":[{"name":"${CONTAINER}","resources":{"limits":{"cpu":"${RAISED.cpu}"}}}]}}}}'`,
          { destructive: "One pod after the other is replaced; its cache is empty." },
        ),
      ],
    },
    coalesce,
  ],
  verify: [rolledOut, cpuNow, throttledNow, latencyNow],
  escalate: [`${REPLICAS.most} pods and still busy: L2 Engineering; the load or a loop`],
  prevent: ["When it is over, let the HPA go down again: the page Scaling"],
});
