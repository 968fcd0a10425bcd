import { procedure, shell } from "../../../lib/index.ts";
import { CONTAINER, DEPLOYMENT, HPA, IMAGE, N, REPLICAS } from "../names.ts";
import { atLeastPods, HELD, health, rolledOut, setEnv, setLogLevel } from "./commands.ts";
import { inPodHealth } from "./health.ts";
import { rollBack } from "./outage.ts";
import { errorsNow, latencyNow } from "./queries.ts";

/** ALECS-MAINT-04. */
export const rollingUpdate = procedure("Rolling update and rollback", {
  kind: "upkeep",
  frequency: "per release",
  about: "Write the version that you roll out in the place of 1.7.5; `latest` is no version (P-14).",
  first: [
    shell(
      "Update the image",
      `kubectl set image deployment/${DEPLOYMENT} ${N} ${CONTAINER}=${IMAGE}:1.7.5
kubectl rollout status deployment/${DEPLOYMENT} ${N} --timeout=300s`,
    ),
    inPodHealth,
  ],
  remedies: [
    rollBack,
    {
      cause: "It came with an earlier release",
      steps: [
        shell("See the revisions", `kubectl rollout history deployment/${DEPLOYMENT} ${N}`),
        shell(
          "Go back to the revision that was good",
          `read -r -p 'Revision: ' REVISION &&
  kubectl rollout undo deployment/${DEPLOYMENT} ${N} --to-revision="$REVISION"`,
          {
            destructive: "Every release since is taken away from users.",
            mended: "the document has `--to-revision=2`, which is another one each time",
          },
        ),
      ],
    },
  ],
  verify: [rolledOut, inPodHealth, errorsNow, latencyNow],
});

/** ALECS-HPA-01 and ALECS-CAPACITY-01, what people do. */
export const scaling = procedure("Scaling", {
  about: `The HPA keeps between ${REPLICAS.usual} and ${REPLICAS.most} pods by itself, and KEDA keeps the HPA. These are for what neither can know: an event that is announced, or the end of an incident.`,
  first: [
    shell("Check current scaling", `kubectl get hpa ${N} ${HPA}`, {
      expect: `between ${REPLICAS.usual} and ${REPLICAS.most} replicas; the column \`MINPODS\` is higher while somebody has asked for more`,
    }),
  ],
  remedies: [
    {
      cause: "High load",
      steps: [
        shell(`Have ${REPLICAS.highLoad} pods at least`, atLeastPods(REPLICAS.highLoad), {
          expect:
            "more pods within minutes, until the minimum is set back or `manifests/scaling.yaml` is applied again",
          mended: HELD,
        }),
      ],
    },
    {
      cause: "Low traffic, or after an incident",
      steps: [
        shell(`Let the HPA go down to ${REPLICAS.usual} again`, atLeastPods(REPLICAS.usual), {
          expect: "pods go in steps of a tenth, the first after five minutes, as far as load allows",
          mended: HELD,
        }),
      ],
    },
  ],
  verify: [rolledOut],
});

/** ALECS-CONFIG-01, what people do. */
export const configuration = procedure("Changing the configuration", {
  about: "The page of settings has every key with its values.",
  first: [
    shell("Log more, while you look for something", setLogLevel("debug")),
    shell(
      "Common settings: cache and rate limit on, log level as usual",
      setEnv({ CACHE_ENABLED: "true", LOG_LEVEL: "info", RATE_LIMIT_ENABLED: "true" }),
      { expect: "`LOG_LEVEL` of the Deployment wins over the ConfigMap from now on; take it away with `LOG_LEVEL-`" },
    ),
  ],
  verify: [rolledOut, health],
});
