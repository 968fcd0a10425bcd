import { procedure, shell } from "../../../lib/index.ts";
import { HPA, N, REPLICAS } from "../names.ts";
import { atLeastPods, HELD, rolledOut } from "./commands.ts";

/** ALCS-HPA-01, what people do. */
export const scaling = procedure("Scaling", {
  about: `The HPA keeps between ${REPLICAS.usual} and ${REPLICAS.most} pods by itself. These are for what it cannot know: an event that is announced, or a quiet night.`,
  first: [
    shell("See what the HPA does", `kubectl get hpa ${N} ${HPA}`, {
      expect: `between ${REPLICAS.usual} and ${REPLICAS.most} replicas; the column \`MINPODS\` is another one while somebody has asked for it`,
    }),
  ],
  remedies: [
    {
      cause: "Scale up",
      steps: [
        shell(`Have ${REPLICAS.busy} pods at least`, atLeastPods(REPLICAS.busy), { mended: HELD }),
        shell("Watch them come", `watch kubectl get pods ${N}`),
        `${REPLICAS.most} pods and still busy: the nodes, \`max_connections\` of the database (pods times \`DATABASE_POOL_MAX\`) and the limit of the LLM's provider come next, so tell the owner. The document raises the HPA's maximum to ${REPLICAS.most} by hand; it is that from the start`,
      ],
    },
    {
      cause: "Scale down",
      steps: [
        shell(`Let the HPA go down to ${REPLICAS.few} pods`, atLeastPods(REPLICAS.few), {
          expect: "fewer pods after five minutes, as far as load allows",
          destructive: "What the pods that go were doing ends.",
          mended:
            "P-17: the document deletes the HPA, scales to 2 and applies the HPA again, which takes the number back; until then nothing answers load",
        }),
      ],
    },
    {
      cause: "It is over",
      steps: [
        shell(`Have the usual ${REPLICAS.usual} pods at least again`, atLeastPods(REPLICAS.usual), {
          expect: "applying `manifests/scaling.yaml` does the same; a minimum that is to last belongs into the model",
        }),
      ],
    },
  ],
  verify: [rolledOut],
});
