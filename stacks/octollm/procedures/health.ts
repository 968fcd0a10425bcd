import { procedure } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { challenge, httpsWorks, issuer, nameCertificate } from "./certificate-steps.ts";
import { debugPod } from "./common.ts";
import { shell } from "./shell.ts";

export const health = procedure("Connectivity and certificate checks", {
  kind: "health-check",
  about: "Whether services reach each other, and users reach them over HTTPS.",
  first: [
    debugPod(
      "See whether a port of a service answers from within the cluster, here that of the database",
      NAMESPACE,
      "nc -zv -w 5 postgres 5432",
      "open",
    ),
    debugPod("And that of the cache", NAMESPACE, "nc -zv -w 5 redis 6379", "open"),
    shell(
      "See whether each service has endpoints",
      `kubectl get endpoints -n ${NAMESPACE} orchestrator reflex-layer postgres redis`,
      { expect: "At least one address each." },
    ),
    nameCertificate,
    ...issuer,
    challenge,
    httpsWorks,
  ],
});
