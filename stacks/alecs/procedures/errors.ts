import { logql, procedure, shell } from "../../../lib/index.ts";
import { AKAMAI, N, SECRET } from "../names.ts";
import { errors } from "../objectives.ts";
import { CHANGED } from "../settings.ts";
import { ALL_PODS, akamaiFromPod, health, inPod, lines, logs, newCredentials, RESTART, setEnv } from "./commands.ts";
import { rollBack } from "./outage.ts";
import { errorsByStatus, errorsNow, promise } from "./queries.ts";

const diagnosis = [
  akamaiFromPod,
  shell("Check DNS resolution", inPod(`nslookup ${AKAMAI}`), {
    expect: "an address; otherwise look at the cluster's DNS",
  }),
  shell(
    "Verify credentials: which sections and hosts the Secret has",
    `kubectl get secret ${SECRET} ${N} -o jsonpath='{.data.edgerc}' | base64 -d | grep -E '^\\[|^host'`,
    {
      expect: `the host ${AKAMAI}`,
      mended: "P-10: `base64 -d` of a whole manifest is invalid input; and the tokens would stay on the screen",
    },
  ),
];

const connections = [
  {
    cause: "Refresh connections",
    steps: [
      shell("Restart pods to refresh connections", RESTART, {
        destructive: "One pod after the other is replaced; what it was doing ends, and its cache is empty.",
      }),
    ],
  },
  {
    cause: "Connection pool settings",
    steps: [
      shell(
        "Update the size of the pool and its timeout",
        setEnv({
          CONNECTION_POOL_SIZE: CHANGED.CONNECTION_POOL_SIZE,
          CONNECTION_TIMEOUT: CHANGED.CONNECTION_TIMEOUT,
        }),
      ),
    ],
  },
  { cause: "Rotate credentials if needed", steps: [newCredentials] },
];

/** ALECS-RUNBOOK-04. The document says database; what it tests is the API of Akamai. */
export const connectionErrors = procedure("Connection errors", {
  about:
    "The document calls these database connection errors. ALECS has no database: what it connects to is the API of Akamai.",
  symptoms: ["`Connection refused` errors", "Timeout errors", "Authentication failures"],
  first: [errorsNow],
  investigate: diagnosis,
  remedies: connections,
  verify: [errorsNow, health],
  escalate: ["Akamai does not answer or refuses good credentials: Akamai Support, support.akamai.com"],
});

export const highErrorRate = procedure("High error rate", {
  alerts: ["ALECSHighErrorRate", "AlecsServerErrorsBudgetBurn"],
  about: `Requests fail. The promise is that ${promise(errors)} of them succeed.`,
  first: [errorsNow, errorsByStatus],
  investigate: [
    shell("Read the newest errors", logs("15m", "grep ERROR | tail -20"), { mended: ALL_PODS }),
    logql("The same where logs are in Loki", lines(`|~ "ERROR|level=error"`)),
    ...diagnosis,
  ],
  remedies: [rollBack, ...connections],
  verify: [errorsNow, health],
  escalate: [
    "Akamai does not answer or refuses good credentials: Akamai Support, support.akamai.com",
    "The cause is not among these: L2 Engineering",
  ],
  prevent: ["Write what was missing here into this page."],
});
