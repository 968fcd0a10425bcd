import { procedure, shell } from "../../../lib/index.ts";
import { BASE_URL, PORT } from "../names.ts";
import { akamaiFromHere, akamaiFromPod, inPod } from "./commands.ts";

/** ALECS-HEALTH-05. */
export const inPodHealth = shell(
  "In-pod, after deployment",
  inPod(`curl -fsS --max-time 10 http://localhost:${PORT}/health`),
  { expect: "an answer; when only this one works, the Service or the ingress is wrong" },
);

/** ALECS-HEALTH-01 to -06. */
export const healthChecks = procedure("Health checks", {
  kind: "health-check",
  frequency: "Whenever in doubt, and after each rollout",
  about: "From outside to inside, and to what ALECS depends on.",
  investigate: [
    shell("Basic", `curl -f ${BASE_URL}/health`, { expect: "an answer, and no error of curl" }),
    shell("Detailed, with dependencies", `curl -s ${BASE_URL}/health/detailed | jq`, {
      expect: "every dependency healthy; the one that is not is where to look",
    }),
    shell("Metrics for Prometheus", `curl -s ${BASE_URL}/metrics | head -n 40`, {
      expect: "lines that begin with `# TYPE alecs_`",
    }),
    shell("Tool validation status", `curl -s ${BASE_URL}/tools/validate`, { expect: "every tool valid" }),
    inPodHealth,
    akamaiFromHere,
    akamaiFromPod,
  ],
  escalate: ["The basic one fails: the page of ALECSDown"],
});
