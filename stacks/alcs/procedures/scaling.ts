import { procedure, shell } from "../../../lib/index.ts";
import { DEPLOYMENT, HPA, N, REPLICAS } from "../names.ts";
import { rolledOut } from "./commands.ts";

const HELD = "P-17: the HPA takes back what `kubectl scale` sets";

/** ALCS-HPA-01, what people do. */
export const scaling = procedure("Scaling", {
  about:
    "The HPA adds and removes pods by itself. These are for what it cannot know: an event that is announced, or a quiet night.",
  first: [shell("See what the HPA does", `kubectl get hpa ${N} ${HPA}`)],
  remedies: [
    {
      cause: "Scale up",
      steps: [
        shell(
          `Have ${REPLICAS.busy} pods at least`,
          `kubectl patch hpa ${HPA} ${N} --type merge -p '{"spec":{"minReplicas":${REPLICAS.busy}}}'`,
          { mended: HELD },
        ),
        shell(
          "Or let it go further: `maxReplicas` of 15",
          `kubectl patch hpa ${HPA} ${N} --type merge -p '{"spec":{"maxReplicas":15}}'`,
        ),
        shell("Watch them come", `watch kubectl get pods ${N}`),
      ],
    },
    {
      cause: "Scale down",
      steps: [
        shell("Disable the HPA first", `kubectl delete hpa ${HPA} ${N}`, {
          destructive: "Nothing scales ALCS until the HPA is back.",
        }),
        shell(`Keep ${REPLICAS.few} pods`, `kubectl scale deployment ${DEPLOYMENT} ${N} --replicas=${REPLICAS.few}`, {
          destructive: "What the pods that go were doing ends.",
        }),
        shell("Re-enable the HPA", "kubectl apply -f k8s/hpa.yaml"),
      ],
    },
  ],
  verify: [rolledOut],
});
